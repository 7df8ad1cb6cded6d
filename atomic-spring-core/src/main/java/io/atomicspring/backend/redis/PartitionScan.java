package io.atomicspring.backend.redis;

import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Scan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a partition: the arguments of {@code scan.lua} and its reply. */
final class PartitionScan {

    private final Scan scan;
    private final RedisKeys keys;

    PartitionScan(Scan scan, RedisKeys keys) {
        this.scan = scan;
        this.keys = keys;
    }

    ScriptArguments arguments() {
        byte[] entries = keys.entryPrefix(scan.space(), scan.partition());
        boolean ascending = scan.direction() == Scan.Direction.ASCENDING;
        return ScriptArguments.keys(keys.index(scan.space(), scan.partition()), entries)
                .add(ascii(ascending ? "+" : "-"))
                .add(ascending ? lowest() : highest())
                .add(ascending ? highest() : lowest())
                .add(scan.limit())
                .add(wantsEmptySort() ? 1 : 0)
                .add(entries);
    }

    Page page(List<Object> reply) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 2; i + 1 < reply.size(); i += 2) {
            Key key = Key.of(scan.space(), scan.partition(), text(reply.get(i)));
            Entry entry = Reply.entry(key, reply.get(i + 1));
            if (entry != null) {
                entries.add(entry);
            }
        }
        return new Page(entries, Reply.number(reply.get(0)) == 1 ? text(reply.get(1)) : null);
    }

    /** The entry without a sort is not in the index: it comes first, or last when descending. */
    private boolean wantsEmptySort() {
        String after = scan.after();
        boolean behindCursor = after == null || (scan.direction() == Scan.Direction.DESCENDING && !after.isEmpty());
        return behindCursor && scan.range().includes("");
    }

    private byte[] lowest() {
        byte[] lower = scan.range().lower();
        byte[] after = cursor(Scan.Direction.ASCENDING);
        return after != null && Arrays.compareUnsigned(after, lower) >= 0 ? bound('(', after) : bound('[', lower);
    }

    private byte[] highest() {
        byte[] upper = scan.range().upper();
        byte[] after = cursor(Scan.Direction.DESCENDING);
        if (after != null && (upper == null || Arrays.compareUnsigned(after, upper) < 0)) {
            return bound('(', after);
        }
        return upper == null ? ascii("+") : bound('(', upper);
    }

    private byte @Nullable [] cursor(Scan.Direction direction) {
        String after = scan.after();
        return after == null || scan.direction() != direction ? null : after.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bound(char kind, byte[] bytes) {
        byte[] bound = new byte[bytes.length + 1];
        bound[0] = (byte) kind;
        System.arraycopy(bytes, 0, bound, 1, bytes.length);
        return bound;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(Object item) {
        return new String(Reply.bytes(item), StandardCharsets.UTF_8);
    }
}
