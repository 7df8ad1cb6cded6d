package io.atomicspring.time;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few daemon threads that come with the first work and go when there is none. Several, because work asks a store and waits for
 * it: one slow answer must not hold up every renewal.
 */
final class DaemonScheduler implements Scheduler {

    private static final int THREADS = 4;

    private final ScheduledThreadPoolExecutor executor;

    DaemonScheduler(String threadName) {
        executor = new ScheduledThreadPoolExecutor(
                THREADS,
                work -> {
                    Thread thread = new Thread(work, threadName);
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setKeepAliveTime(10, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public Task after(Duration delay, Runnable work) {
        Future<?> future = executor.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
