package io.atomicspring.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WaitingForAPermitTests {

    /** A source of somebody else's, a minute later each time it is looked at. */
    private static final class Hasty implements TimeSource {

        private final AtomicLong nanos = new AtomicLong();

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos.get());
        }

        @Override
        public long nanoTime() {
            return nanos.addAndGet(60_000_000_000L);
        }

        @Override
        public void sleep(Duration duration) {
            nanos.addAndGet(duration.toNanos());
        }
    }

    static TimeSource[] sources() {
        return new TimeSource[] {TimeSource.system(), new Hasty()};
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aPermitThatIsThereIsTakenAtOnce(TimeSource time) throws InterruptedException {
        Semaphore permits = new Semaphore(1);
        assertThat(time.awaitPermit(permits, Duration.ZERO)).isTrue();
        assertThat(permits.availablePermits()).isZero();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aPermitThatNeverComesIsNotWaitedForLonger(TimeSource time) throws InterruptedException {
        assertThat(time.awaitPermit(new Semaphore(0), Duration.ofMillis(5))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void anInterruptEndsTheWait(TimeSource time) {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> time.awaitPermit(new Semaphore(1), Duration.ofHours(1)));
    }

    @Test
    void aSourceThatMovesByItselfEndsTheWait() throws InterruptedException {
        Hasty time = new Hasty();
        assertThat(time.awaitPermit(new Semaphore(0), Duration.ofMinutes(10))).isFalse();
        assertThat(time.nanos.get())
                .isGreaterThanOrEqualTo(Duration.ofMinutes(10).toNanos());
    }
}
