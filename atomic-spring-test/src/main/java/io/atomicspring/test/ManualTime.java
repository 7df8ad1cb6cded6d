package io.atomicspring.test;

import io.atomicspring.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Time that moves only when a test moves it.
 *
 * <p>{@link #advance} lets time pass: both clocks move and sleepers wake up. {@link #stepWall} sets the wall clock as an
 * operator or a time server would, in either direction; the monotonic clock does not move. Safe for use by any number of
 * threads.
 *
 * @since 0.1
 */
public final class ManualTime implements TimeSource {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long PATIENCE_SECONDS = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Instant wall;
    private long nanos;
    private int sleepers;

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

    /** Lets time pass, and wakes every sleeper whose time has come. */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(
                    "Time does not run backwards: " + duration + ". Use stepWall to set the wall clock back.");
        }
        move(duration, duration);
    }

    /** Sets the wall clock forward or, with a negative duration, back. */
    public void stepWall(Duration duration) {
        move(duration, Duration.ZERO);
    }

    /**
     * Waits, in real time, until at least {@code count} threads are inside {@link #sleep}; the way to advance time only when
     * everybody is ready.
     *
     * @throws AssertionError if they are not there within ten seconds
     */
    public void awaitSleepers(int count) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (sleepers < count) {
                if (left <= 0) {
                    throw new AssertionError("Only " + sleepers + " of " + count + " threads sleep after "
                            + PATIENCE_SECONDS + " s of real time.");
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Instant now() {
        lock.lock();
        try {
            return wall;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long nanoTime() {
        lock.lock();
        try {
            return nanos;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long end = nanos + duration.toNanos();
            sleepers++;
            changed.signalAll();
            try {
                while (nanos < end) {
                    changed.await();
                }
            } finally {
                sleepers--;
            }
        } finally {
            lock.unlock();
        }
    }

    private void move(Duration wallStep, Duration passed) {
        lock.lock();
        try {
            wall = wall.plus(wallStep);
            nanos += passed.toNanos();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "ManualTime[" + now() + "]";
    }
}
