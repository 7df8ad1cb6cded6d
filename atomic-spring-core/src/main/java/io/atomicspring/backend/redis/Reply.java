package io.atomicspring.backend.redis;

import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.RefusalReason;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.ValueCodec;
import io.atomicspring.backend.Write;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the replies of the scripts; {@code commit.lua} describes them. */
final class Reply {

    private static final long REFUSED = 1;
    private static final long RECOGNISED = 2;

    /** By the numbers that the scripts use. */
    private static final List<RefusalReason> REASONS = List.of(
            RefusalReason.GUARD,
            RefusalReason.TYPE_MISMATCH,
            RefusalReason.MISSING_OPERAND,
            RefusalReason.NO_SUCH_PATH,
            RefusalReason.NUMBER_OUT_OF_RANGE,
            RefusalReason.TOO_LARGE,
            RefusalReason.TOO_DEEP);

    private Reply() {}

    static Outcome outcome(Write write, List<Object> reply) {
        if (reply.size() == 1) {
            return shaped(write.key(), bytes(reply.get(0)));
        }
        Instant at = at(reply.get(1));
        return number(reply.get(0)) == REFUSED
                ? refused(write.key(), reply, 2, at)
                : applied(write.key(), reply, 2, number(reply.get(0)) == RECOGNISED, at);
    }

    /**
     * The short reply of a hand-written script to what it usually meets: ms and version in 6 and 7 bytes; then perhaps the expiry in 6
     * bytes (0 for none) and the size in 3; where an entry is wanted, its only attribute.
     */
    private static Outcome shaped(Key key, byte[] reply) {
        long at = integer(reply, 0, 6);
        long version = integer(reply, 6, 13);
        Entry after = null;
        if (reply.length > 22) {
            Document document =
                    Document.of(Shapes.COUNT, ValueCodec.decode(Arrays.copyOfRange(reply, 22, reply.length)));
            after = new Entry(key, document, version, expiry(integer(reply, 13, 19)));
        }
        return new Outcome.Applied(0, version, null, after, false, Instant.ofEpochMilli(at));
    }

    private static long integer(byte[] bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = (value << 8) | (bytes[i] & 0xFF);
        }
        return value;
    }

    static CommitOutcome commitOutcome(List<Write> writes, List<Object> reply) {
        boolean refused = number(reply.get(0)) == REFUSED;
        if (writes.size() == 1) {
            Outcome only = outcome(writes.get(0), reply);
            return refused
                    ? new CommitOutcome.Refused(Map.of(0, (Outcome.Refused) only))
                    : new CommitOutcome.Applied(List.of((Outcome.Applied) only));
        }
        Instant at = at(reply.get(1));
        if (refused) {
            Map<Integer, Outcome.Refused> refusals = new TreeMap<>();
            for (Object refusal : reply.subList(2, reply.size())) {
                int index = (int) number(list(refusal).get(0));
                refusals.put(index, refused(writes.get(index).key(), list(refusal), 0, at));
            }
            return new CommitOutcome.Refused(refusals);
        }
        boolean recognised = number(reply.get(0)) == RECOGNISED;
        List<Outcome.Applied> outcomes = new ArrayList<>(writes.size());
        for (int i = 0; i < writes.size(); i++) {
            outcomes.add(applied(writes.get(i).key(), list(reply.get(i + 2)), 0, recognised, at));
        }
        return new CommitOutcome.Applied(outcomes);
    }

    /** An entry from the fields and values of its hash; null for the number that stands for none. */
    static @Nullable Entry entry(Key key, Object fields) {
        if (!(fields instanceof List<?> list)) {
            return null;
        }
        long version = 0;
        Instant expiresAt = null;
        Map<String, Value> attributes = new HashMap<>();
        for (int i = 0; i + 1 < list.size(); i += 2) {
            byte[] name = bytes(list.get(i));
            byte[] value = bytes(list.get(i + 1));
            if (name[0] == '.') {
                attributes.put(new String(name, 1, name.length - 1, StandardCharsets.UTF_8), ValueCodec.decode(value));
            } else {
                version = integer(value, 0, 7);
                expiresAt = expiry(integer(value, 7, 13));
            }
        }
        return new Entry(key, new Document(attributes), version, expiresAt);
    }

    static Instant at(Object milliseconds) {
        return Instant.ofEpochMilli(number(milliseconds));
    }

    static long number(Object item) {
        return (Long) item;
    }

    static byte[] bytes(@Nullable Object item) {
        return item instanceof byte[] bytes ? bytes : new byte[0];
    }

    private static Outcome.Applied applied(Key key, List<?> reply, int from, boolean recognised, Instant at) {
        return new Outcome.Applied(
                (int) number(reply.get(from)),
                number(reply.get(from + 1)),
                entry(key, reply.get(from + 2)),
                entry(key, reply.get(from + 3)),
                recognised,
                at);
    }

    private static Outcome.Refused refused(Key key, List<?> reply, int from, Instant at) {
        RefusalReason reason = REASONS.get((int) number(reply.get(from + 1)));
        return new Outcome.Refused(reason, entry(key, reply.get(from + 2)), at);
    }

    private static @Nullable Instant expiry(long milliseconds) {
        return milliseconds == 0 ? null : Instant.ofEpochMilli(milliseconds);
    }

    private static List<?> list(Object item) {
        return (List<?>) item;
    }
}
