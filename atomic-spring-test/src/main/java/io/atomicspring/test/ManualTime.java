package io.atomicspring.test;

import io.atomicspring.time.Scheduler;
import io.atomicspring.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Time that moves only when a test moves it.
 *
 * <p>{@link #advance} lets time pass: both clocks move, the work of {@link #scheduler()} that is due runs, and waits that are
 * over end. {@link #stepWall} sets the wall clock as an operator or a time server would, in either direction; the monotonic
 * clock does not move. Safe for use by any number of threads.
 *
 * <pre>{@code
 * ManualTime time = ManualTime.create();
 * LockManager locks = LockManager.builder(MemoryBackend.with(time))
 *         .time(time)
 *         .scheduler(time.scheduler())
 *         .build();
 * Lease lease = locks.acquire("invoice:42", LockOptions::renewing);
 * time.advance(Duration.ofMinutes(10));
 * assertThat(lease.isHeld()).isTrue();
 * }</pre>
 *
 * @since 0.1
 */
public final class ManualTime implements TimeSource {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long PATIENCE_SECONDS = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** In the order of their times; work of one time in the order in which it was handed over. */
    private final PriorityQueue<Due> work =
            new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingLong(Due::number));

    private final List<Long> waits = new ArrayList<>();
    private Instant wall;
    private long nanos;
    private long handedOver;

    private record Due(long nanos, long number, Runnable work, Scheduler owner) {}

    private ManualTime(Instant start) {
        wall = start;
    }

    /** Time that stands at the beginning of 2026. */
    public static ManualTime create() {
        return startingAt(START);
    }

    public static ManualTime startingAt(Instant start) {
        return new ManualTime(start);
    }

    /**
     * Lets time pass. Work that is due runs in the calling thread, each at its own time; then time moves to the end, and waits
     * that are over have ended when this returns.
     *
     * @throws AssertionError if a wait that is over does not end within ten seconds of real time
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(
                    "Time does not run backwards: " + duration + ". Use stepWall to set the wall clock back.");
        }
        long end = locked(() -> after(duration));
        for (Due due = nextUntil(end); due != null; due = nextUntil(end)) {
            due.work().run();
        }
        locked(() -> moveTo(end));
        boolean ended = awaitUninterruptibly(() -> waits.stream().noneMatch(wait -> wait <= nanos));
        if (!ended) {
            throw new AssertionError(
                    "A wait that is over at " + this + " did not end within " + PATIENCE_SECONDS + " s of real time.");
        }
    }

    /** Sets the wall clock forward or, with a negative duration, back. */
    public void stepWall(Duration duration) {
        locked(() -> wall = wall.plus(duration));
    }

    /** How much time has passed since the beginning, steps of the wall clock not counted. */
    public Duration elapsed() {
        return Duration.ofNanos(nanoTime());
    }

    /** How many threads wait now: in {@link #sleep} or for a permit. */
    public int waiting() {
        return locked(waits::size);
    }

    /**
     * Waits, in real time, until at least {@code count} threads are inside {@link #sleep} or {@link #awaitPermit}; the way to
     * advance time only when everybody is ready.
     *
     * @throws AssertionError if they are not there within ten seconds
     */
    public void awaitSleepers(int count) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (waits.size() < count) {
                if (left <= 0) {
                    throw new AssertionError("Only " + waits.size() + " of " + count + " threads wait after "
                            + PATIENCE_SECONDS + " s of real time.");
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * A new scheduler whose work waits for {@link #advance}, and runs in the thread that calls it. What work throws comes out
     * of {@code advance}.
     */
    public Scheduler scheduler() {
        return new ManualScheduler();
    }

    /** How much work waits for its time, that of all schedulers together. */
    public int scheduled() {
        return locked(work::size);
    }

    @Override
    public Instant now() {
        return locked(() -> wall);
    }

    @Override
    public long nanoTime() {
        return locked(() -> nanos);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Long end = begin(duration);
            try {
                while (nanos < end) {
                    changed.await();
                }
            } finally {
                end(end);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean awaitPermit(Semaphore permits, Duration duration) throws InterruptedException {
        if (permits.tryAcquire()) {
            return true; // no wait that a test could see
        }
        Long end = locked(() -> begin(duration));
        try {
            // Nobody tells when a permit comes, so it is looked for every millisecond of real time.
            while (!permits.tryAcquire(1, TimeUnit.MILLISECONDS)) {
                if (nanoTime() >= end) {
                    return false;
                }
            }
            return true;
        } finally {
            locked(() -> end(end));
        }
    }

    /** What the monotonic clock shows then; what lies beyond its end, nearly three centuries, is never reached. */
    private long after(Duration duration) {
        long left = Long.MAX_VALUE - nanos;
        return duration.compareTo(Duration.ofNanos(left)) > 0 ? Long.MAX_VALUE : nanos + duration.toNanos();
    }

    private Long begin(Duration wait) {
        Long end = after(wait);
        waits.add(end);
        changed.signalAll();
        return end;
    }

    private boolean end(Long wait) {
        changed.signalAll();
        return waits.remove(wait);
    }

    /** Takes the next work that is due until then, and moves time to it. */
    private @Nullable Due nextUntil(long end) {
        lock.lock();
        try {
            Due due = work.peek();
            if (due == null || due.nanos() > end) {
                return null;
            }
            work.remove();
            moveTo(due.nanos());
            return due;
        } finally {
            lock.unlock();
        }
    }

    /** Never back: work may have moved time itself. */
    private boolean moveTo(long end) {
        long passed = Math.max(0, end - nanos);
        wall = wall.plusNanos(passed);
        nanos += passed;
        changed.signalAll();
        return passed > 0;
    }

    /** False when nothing came of it. */
    private boolean awaitUninterruptibly(BooleanSupplier condition) {
        long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        boolean interrupted = false;
        lock.lock();
        try {
            while (!condition.getAsBoolean() && left > 0) {
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return condition.getAsBoolean();
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "ManualTime[" + now() + "]";
    }

    private final class ManualScheduler implements Scheduler {

        private boolean closed;

        @Override
        public Task after(Duration delay, Runnable later) {
            return locked(() -> {
                Due due = new Due(ManualTime.this.after(delay), handedOver++, later, this);
                if (!closed) {
                    work.add(due);
                }
                return () -> locked(() -> work.remove(due));
            });
        }

        @Override
        public void close() {
            locked(() -> {
                closed = true;
                return work.removeIf(due -> due.owner() == this);
            });
        }
    }
}
