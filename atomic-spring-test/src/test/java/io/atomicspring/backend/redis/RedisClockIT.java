package io.atomicspring.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Action;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Operand;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Law 4 under a clock that steps: a key's versions rise, whatever happened to the entry in between. */
class RedisClockIT {

    private static final long START = 1_800_000_000_000_000L;
    private static final Key KEY = Key.of("locks", "p");
    private static final Value.Binary OWNER = Value.of(new byte[16]);
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final RedisNodes nodes = RedisNodes.withSetClock(START);
    private final RedisBackend backend = nodes.open();

    @AfterEach
    void close() {
        nodes.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999, 50_000, 1_000_000, 3_600_000_000L})
    void aLockThatWasReleasedGetsAHigherFenceAfterTheClockSteppedBack(long micros) {
        long before = version(backend.apply(Shapes.acquire(KEY, OWNER, "me", LEASE)));
        backend.apply(Shapes.release(KEY, OWNER));
        nodes.setClock(START - micros);
        assertThat(version(backend.apply(Shapes.acquire(KEY, OWNER, "me", LEASE))))
                .isEqualTo(before + 1);
    }

    @Test
    void aLockThatExpiredAndWasReclaimedGetsAHigherFenceAfterTheClockSteppedBack() {
        backend.apply(Shapes.acquire(KEY, OWNER, "me", LEASE));
        long before = version(backend.apply(Shapes.renew(KEY, OWNER, LEASE)));
        nodes.setClock(START + 31_000_000L);
        assertThat(nodes.reclaim()).isEqualTo(1);
        nodes.setClock(START - 60_000_000L);
        assertThat(version(backend.apply(Shapes.acquire(KEY, OWNER, "me", LEASE))))
                .isEqualTo(before + 1);
    }

    @Test
    void reservedVersionsBeyondTheClockAreNotGivenAgainAfterRemoval() {
        Write reserve = Write.to(KEY)
                .when(Guard.always(), patch(Expiry.never()))
                .reserving(1000)
                .build();
        long last = version(backend.apply(reserve));
        assertThat(last).isEqualTo(START + 9_999 + 999);
        remove();
        assertThat(version(backend.apply(Shapes.acquire(KEY, OWNER, "me", LEASE))))
                .isEqualTo(last + 1);
    }

    @Test
    void anEntryThatBeginsToExpireLateLeavesItsVersionBehind() {
        backend.apply(Write.to(KEY)
                .when(Guard.always(), patch(Expiry.never()))
                .reserving(1000)
                .build());
        Write expiring =
                Write.to(KEY).when(Guard.always(), patch(Expiry.after(LEASE))).build();
        long last = version(backend.apply(expiring));
        nodes.setClock(START + 31_000_000L);
        assertThat(nodes.reclaim()).isEqualTo(1);
        nodes.setClock(START);
        assertThat(version(backend.apply(Shapes.add(KEY, BigDecimal.ONE)))).isEqualTo(last + 1);
    }

    @Test
    void aSteppedBackClockBringsBackWhatTheServerHasNotReclaimed() {
        long version = version(backend.apply(Shapes.acquire(KEY, OWNER, "me", LEASE)));
        nodes.setClock(START + 31_000_000L);
        assertThat(backend.read(List.of(KEY)).entries()).isEmpty();
        nodes.setClock(START);
        assertThat(backend.read(List.of(KEY)).entries().get(KEY).version()).isEqualTo(version);
    }

    /** Every acquisition raises the floor of the slot by one, and the clock goes on by one microsecond at least. */
    @Test
    void aFirstVersionIsNeverBehindTheClockAndAtMostTenMillisecondsAhead() {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        long now = START;
        long last = 0;
        for (int step = 0; step < 2_000; step++) {
            now += 1 + (random.nextInt(4) == 0 ? random.nextInt(12_000) : random.nextInt(40));
            nodes.setClock(now);
            long version = version(backend.apply(Shapes.acquire(KEY, OWNER, "me", LEASE)));
            assertThat(version)
                    .as("seed %s, step %s", seed, step)
                    .isGreaterThan(last)
                    .isBetween(now, now + 9_999);
            last = version;
            backend.apply(Shapes.release(KEY, OWNER));
        }
    }

    /** A free-for-all of every way to create and lose an entry, against a clock that jumps. */
    @Test
    void versionsRiseThroughAnySequenceOfWritesExpiriesAndSteps() {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        long highest = 0;
        for (int step = 0; step < 3_000; step++) {
            nodes.setClock(START + random.nextLong(120_000_000L) - 60_000_000L);
            switch (random.nextInt(8)) {
                case 0 -> nodes.reclaim();
                case 1 -> remove();
                case 2 -> backend.apply(Shapes.release(KEY, OWNER));
                default -> {
                    Outcome outcome = backend.apply(writeOf(random));
                    if (outcome instanceof Outcome.Applied applied) {
                        assertThat(applied.version())
                                .as("seed %s, step %s", seed, step)
                                .isGreaterThan(highest);
                        highest = applied.version();
                    }
                }
            }
        }
    }

    private static Write writeOf(Random random) {
        Expiry expiry =
                List.of(Expiry.never(), Expiry.unchanged(), Expiry.after(LEASE)).get(random.nextInt(3));
        Write write = switch (random.nextInt(5)) {
            case 0 -> Shapes.acquire(KEY, OWNER, "me", LEASE);
            case 1 -> Shapes.renew(KEY, OWNER, LEASE);
            case 2 -> Shapes.add(KEY, BigDecimal.ONE);
            case 3 ->
                Write.to(KEY)
                        .when(Guard.always(), Change.put(Document.of("owner", OWNER), expiry))
                        .build();
            default ->
                Write.to(KEY)
                        .when(Guard.always(), patch(expiry))
                        .reserving(1 + random.nextInt(1000))
                        .build();
        };
        return random.nextInt(4) == 0 ? write.untagged() : write;
    }

    private static Change patch(Expiry expiry) {
        return Change.patch(expiry, new Action.Set(Path.attribute("x"), Operand.literal(Value.of(1))));
    }

    private void remove() {
        backend.apply(Write.to(KEY).when(Guard.present(), Change.remove()).build());
    }

    private static long version(Outcome outcome) {
        return ((Outcome.Applied) outcome).version();
    }
}
