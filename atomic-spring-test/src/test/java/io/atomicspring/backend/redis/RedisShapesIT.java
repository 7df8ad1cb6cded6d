package io.atomicspring.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Action;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Operand;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.RefusalReason;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.math.BigDecimal;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The hand-written scripts give the answers of the interpreted ones. */
class RedisShapesIT {

    private static final long START = 1_800_000_000_000_000L;
    private static final Key KEY = Key.of("space", "p");

    @Test
    void taggedAndUntaggedWritesGiveTheSameAnswers() {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        RandomWrites writes = new RandomWrites(random);
        long now = START;
        try (RedisNodes tagged = RedisNodes.withSetClock(now);
                RedisNodes untagged = RedisNodes.withSetClock(now)) {
            RedisBackend one = tagged.open();
            RedisBackend other = untagged.open();
            for (int step = 0; step < 3_000; step++) {
                now += writes.clockStep();
                tagged.setClock(now);
                untagged.setClock(now);
                Write write = writes.shape(writes.pick(RandomWrites.KEYS));
                assertThat(one.apply(write))
                        .as("seed %s, step %s: %s", seed, step, write)
                        .isEqualTo(other.apply(write.untagged()));
            }
            assertThat(one.read(RandomWrites.KEYS)).as("seed %s", seed).isEqualTo(other.read(RandomWrites.KEYS));
        }
    }

    @Test
    void aCounterThatWouldMakeAFullEntryTooLargeIsRefusedInEitherForm() {
        int room = Limits.MAX_ENTRY_BYTES - Entry.sizeOf(KEY, Document.of("b", Value.of(new byte[0])));
        try (RedisNodes nodes = RedisNodes.withRunningClock()) {
            RedisBackend backend = nodes.open();
            Write add = Shapes.add(KEY, BigDecimal.ONE);
            int number = 1 + Shapes.COUNT.length() + 21;

            put(backend, room - number + 1);
            assertThat(reason(backend.apply(add))).isEqualTo(RefusalReason.TOO_LARGE);
            assertThat(reason(backend.apply(add.untagged()))).isEqualTo(RefusalReason.TOO_LARGE);

            put(backend, room - number);
            assertThat(backend.apply(Shapes.add(KEY, BigDecimal.ONE))).isInstanceOf(Outcome.Applied.class);
            put(backend, room - number);
            assertThat(backend.apply(Shapes.add(KEY, BigDecimal.ONE).untagged()))
                    .isInstanceOf(Outcome.Applied.class);
        }
    }

    @Test
    void appendingGrowsAnEntryToTheLimitAndNotBeyond() {
        Path list = Path.attribute("l");
        Write append = Write.to(KEY)
                .when(
                        Guard.always(),
                        Change.patch(
                                Expiry.unchanged(),
                                new Action.Append(list, Operand.literal(Value.list(Value.of(new byte[9_999]))))))
                .build();
        try (RedisNodes nodes = RedisNodes.withRunningClock()) {
            RedisBackend backend = nodes.open();
            int empty = Entry.sizeOf(KEY, Document.of("l", Value.list()));
            int fitting = (Limits.MAX_ENTRY_BYTES - empty) / 10_000;
            for (int i = 0; i < fitting; i++) {
                assertThat(backend.apply(again(append))).isInstanceOf(Outcome.Applied.class);
            }
            assertThat(reason(backend.apply(again(append)))).isEqualTo(RefusalReason.TOO_LARGE);
        }
    }

    private static Write again(Write write) {
        return Write.to(write.key())
                .when(write.branches().get(0).guard(), write.branches().get(0).change())
                .build();
    }

    private static void put(RedisBackend backend, int bytes) {
        Document document = Document.of("b", Value.of(new byte[bytes]));
        Write write = Write.to(KEY)
                .when(Guard.always(), Change.put(document, Expiry.never()))
                .build();
        assertThat(backend.apply(write)).isInstanceOf(Outcome.Applied.class);
    }

    private static RefusalReason reason(Outcome outcome) {
        return ((Outcome.Refused) outcome).reason();
    }
}
