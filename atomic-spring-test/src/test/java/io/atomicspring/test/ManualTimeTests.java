package io.atomicspring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.atomicspring.time.Deadline;
import io.atomicspring.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
    void aWaitForAPermitEndsWithItsTime() throws Exception {
        Future<Boolean> waiter = executor.submit(() -> time.awaitPermit(new Semaphore(0), SECOND));
        time.awaitSleepers(1);
        assertThat(time.waiting()).isEqualTo(1);
        time.advance(SECOND.minusNanos(1));
        assertThat(waiter).isNotDone();
        time.advance(Duration.ofNanos(1));
        assertThat(time.waiting()).as("waits that are over have ended").isZero();
        assertThat(waiter.get(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void aPermitEndsTheWaitWhileTimeStandsStill() throws Exception {
        Semaphore permits = new Semaphore(0);
        Future<Boolean> waiter = executor.submit(() -> time.awaitPermit(permits, SECOND));
        time.awaitSleepers(1);
        permits.release();
        assertThat(waiter.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void aWaitForEverIsAllowed() throws Exception {
        assertThat(time.awaitPermit(new Semaphore(1), Duration.ofSeconds(Long.MAX_VALUE)))
                .isTrue();
    }

    @Test
    void workRunsInTheCallingThreadAtItsOwnTime() {
        List<String> ran = new ArrayList<>();
        Scheduler scheduler = time.scheduler();
        scheduler.after(SECOND.multipliedBy(3), () -> ran.add("later"));
        scheduler.after(SECOND, () -> {
            ran.add(time.elapsed() + " " + Thread.currentThread().getName());
            scheduler.after(SECOND, () -> ran.add("then at " + time.now()));
        });
        assertThat(time.scheduled()).isEqualTo(2);

        time.advance(SECOND.multipliedBy(2));

        assertThat(ran)
                .containsExactly("PT1S " + Thread.currentThread().getName(), "then at " + Instant.EPOCH.plusSeconds(2));
        assertThat(time.elapsed()).isEqualTo(SECOND.multipliedBy(2));
        assertThat(time.scheduled()).isEqualTo(1);
    }

    @Test
    void workOfOneTimeRunsInTheOrderOfItsArrival() {
        List<Integer> ran = new ArrayList<>();
        Scheduler scheduler = time.scheduler();
        IntStream.range(0, 20).forEach(i -> scheduler.after(SECOND, () -> ran.add(i)));
        time.advance(SECOND);
        assertThat(ran).containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
    }

    @Test
    void workThatMovesTimeIsNotTakenBack() {
        time.scheduler().after(SECOND, () -> time.advance(SECOND.multipliedBy(5)));
        time.advance(SECOND.multipliedBy(2));
        assertThat(time.elapsed()).isEqualTo(SECOND.multipliedBy(6));
    }

    @Test
    void cancelledWorkDoesNotRun() {
        AtomicInteger runs = new AtomicInteger();
        Scheduler.Task task = time.scheduler().after(SECOND, runs::incrementAndGet);
        task.cancel();
        time.advance(SECOND);
        assertThat(runs).hasValue(0);
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void aClosedSchedulerForgetsItsWorkAndOnlyIts() {
        List<String> ran = new ArrayList<>();
        Scheduler closed = time.scheduler();
        Scheduler open = time.scheduler();
        closed.after(SECOND, () -> ran.add("before closing"));
        open.after(SECOND, () -> ran.add("of another"));
        closed.close();
        closed.after(SECOND, () -> ran.add("after closing"));
        assertThat(time.scheduled()).isEqualTo(1);
        time.advance(SECOND);
        assertThat(ran).containsExactly("of another");
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
