package io.atomicspring.time;

import java.time.Duration;

/**
 * Runs work later, in the background. Tests replace it to run the work by hand.
 *
 * @since 0.1
 */
public interface Scheduler extends AutoCloseable {

    /** Work that waits for its time. */
    @FunctionalInterface
    interface Task {
        /** Forgets the work if it has not begun; work that has begun goes on. */
        void cancel();
    }

    /** Runs {@code work} once, not before {@code delay} has passed and never in the calling thread. */
    Task after(Duration delay, Runnable work);

    /** Forgets all work that has not begun, and takes no more. */
    @Override
    void close();

    /** A scheduler of its own: one daemon thread, which exists only while there is work. */
    static Scheduler daemon(String threadName) {
        return new DaemonScheduler(threadName);
    }
}
