package io.atomicspring.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The clock of this process and its way to wait.
 *
 * <p>Wall time ({@link #now()}) is used only where a store has no clock of its own. Leases, deadlines and waits are judged
 * by {@link #nanoTime()}, which never steps.
 *
 * @since 0.1
 */
public interface TimeSource {

    /** The wall clock. May step in either direction when the machine's clock is set. */
    Instant now();

    /** A monotonic reading in nanoseconds, meaningful only as a difference to another reading of the same source. */
    long nanoTime();

    /**
     * Waits at least until {@code duration} has passed on this source.
     *
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Takes a permit, waiting for one at most until {@code duration} has passed on this source.
     *
     * <p>Unless a source knows better, it is looked at every millisecond, so that time moved by hand ends the wait.
     *
     * @return whether a permit was taken
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    default boolean awaitPermit(Semaphore permits, Duration duration) throws InterruptedException {
        Deadline deadline = Deadline.in(duration, this);
        while (!permits.tryAcquire(1, TimeUnit.MILLISECONDS)) {
            if (deadline.isOver()) {
                return false;
            }
        }
        return true;
    }

    /** The machine's own clock. */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }
}
