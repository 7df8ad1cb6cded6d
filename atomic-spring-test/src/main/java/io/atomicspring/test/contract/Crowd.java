package io.atomicspring.test.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Some threads that begin together; the first failure of any of them is the test's. */
final class Crowd {

    private static final long PATIENCE_SECONDS = 60;

    private final int threads;

    private Crowd(int threads) {
        this.threads = threads;
    }

    static Crowd of(int threads) {
        return new Crowd(threads);
    }

    /** What one thread does, given its number. */
    @FunctionalInterface
    interface Part {
        void play(int thread) throws Exception;
    }

    void run(Part part) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<?>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                parts.add(executor.submit(() -> {
                    start.await();
                    part.play(thread);
                    return null;
                }));
            }
            for (Future<?> playing : parts) {
                playing.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException e) {
            throw new AssertionError("A thread of " + threads + " failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError(threads + " threads were not done after " + PATIENCE_SECONDS + " s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while " + threads + " threads were at work.", e);
        } finally {
            executor.shutdownNow();
        }
    }
}
