package io.atomicspring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.atomicspring.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManualTimeTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTime time = ManualTime.startingAt(Instant.EPOCH);
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        executor.shutdownNow();
    }

    private Future<?> sleeping(Duration duration) {
        return executor.submit(() -> {
            time.sleep(duration);
            return null;
        });
    }

    @Test
    void standsStillUntilItIsAdvanced() {
        assertThat(time.now()).isEqualTo(Instant.EPOCH);
        long nanos = time.nanoTime();
        time.advance(SECOND);
        assertThat(time.now()).isEqualTo(Instant.EPOCH.plus(SECOND));
        assertThat(time.nanoTime() - nanos).isEqualTo(SECOND.toNanos());
    }

    @Test
    void steppingTheWallClockLeavesTheMonotonicOneAlone() {
        long nanos = time.nanoTime();
        time.stepWall(Duration.ofHours(-1));
        assertThat(time.now()).isEqualTo(Instant.EPOCH.minusSeconds(3600));
        assertThat(time.nanoTime()).isEqualTo(nanos);
    }

    @Test
    void doesNotAdvanceBackwards() {
        assertThatIllegalArgumentException().isThrownBy(() -> time.advance(SECOND.negated()));
    }

    @Test
    void sleepersWakeWhenTheirTimeHasCome() throws Exception {
        Future<?> sooner = sleeping(SECOND);
        Future<?> later = sleeping(SECOND.multipliedBy(3));
        time.awaitSleepers(2);
        time.advance(SECOND);
        sooner.get(10, TimeUnit.SECONDS);
        assertThat(later).isNotDone();
        time.advance(SECOND);
        assertThat(later).isNotDone();
        time.advance(SECOND);
        later.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aSleeperIsInterrupted() throws Exception {
        Future<?> sleeper = sleeping(SECOND);
        time.awaitSleepers(1);
        executor.shutdownNow();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> sleeper.get(10, TimeUnit.SECONDS))
                .withCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void sleepingForNoTimeDoesNotWait() throws Exception {
        time.sleep(Duration.ZERO);
        assertThat(time.now()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void deadlinesPassWhenTimeIsAdvanced() {
        Deadline deadline = Deadline.in(SECOND, time);
        time.stepWall(Duration.ofDays(1));
        assertThat(deadline.isOver()).isFalse();
        time.advance(SECOND);
        assertThat(deadline.isOver()).isTrue();
    }
}
