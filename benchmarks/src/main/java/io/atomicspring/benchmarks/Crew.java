package io.atomicspring.benchmarks;

import io.atomicspring.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The threads that do the operations of a group's subjects, one subject at a time. */
final class Crew implements AutoCloseable {

    private final int threads;
    private final TimeSource time;
    private final ExecutorService executor;
    private volatile boolean over;

    Crew(int threads, TimeSource time) {
        this.threads = threads;
        this.time = time;
        this.executor = Executors.newFixedThreadPool(threads);
    }

    /**
     * Lets all threads do the subject's operation, over and over, for the given time.
     *
     * @throws IllegalStateException if an operation failed; the cause says why
     */
    Slice work(Subject subject, Duration length, MeasuredServer server) throws Exception {
        over = false;
        CountDownLatch ready = new CountDownLatch(threads);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<long[]>> turns = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int thread = i;
            turns.add(executor.submit(() -> {
                ready.countDown();
                go.await();
                return turn(subject, thread);
            }));
        }
        ready.await();
        ServerCounts before = server.counts();
        long cpuBefore = ClientCpu.nanos();
        long start = time.nanoTime();
        go.countDown();
        time.sleep(length);
        over = true;
        // Read after the end was called: an operation is never given less time than it had.
        Duration elapsed = Duration.ofNanos(time.nanoTime() - start);
        long counted = 0;
        long done = 0;
        for (Future<long[]> turn : turns) {
            long[] numbers = answer(turn, subject);
            counted += numbers[0];
            done += numbers[1];
        }
        Duration clientCpu = Duration.ofNanos(ClientCpu.nanos() - cpuBefore);
        return new Slice(counted, done, elapsed, clientCpu, server.counts().since(before));
    }

    @Override
    public void close() {
        over = true;
        executor.shutdownNow();
    }

    private long[] turn(Subject subject, int thread) throws Exception {
        long counted = 0;
        while (true) {
            subject.run(thread);
            if (over) {
                return new long[] {counted, counted + 1};
            }
            counted++;
        }
    }

    private static long[] answer(Future<long[]> turn, Subject subject) throws InterruptedException {
        try {
            return turn.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("An operation of '" + subject.name() + "' failed.", failed.getCause());
        }
    }
}
