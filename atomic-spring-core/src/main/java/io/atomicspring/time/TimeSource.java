package io.atomicspring.time;

import java.time.Duration;
import java.time.Instant;

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

    /** The machine's own clock. */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }
}
