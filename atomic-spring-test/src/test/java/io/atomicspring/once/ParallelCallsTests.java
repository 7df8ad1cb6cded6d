package io.atomicspring.once;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.memory.MemoryBackend;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelCallsTests {

    private final DoOnceManager doOnce = DoOnceManager.on(MemoryBackend.create());
    private final AtomicInteger runs = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(ints = {5, 16})
    void oneRunsTheActionAndTheOthersAreRefusedWhileItRuns(int callers) throws Exception {
        CountDownLatch refusals = new CountDownLatch(callers - 1);
        List<Boolean> ran = together(callers, () -> {
            try {
                return doOnce.run("user-1", "mail", Integer.class, () -> {
                            assertThat(refusals.await(10, TimeUnit.SECONDS)).isTrue();
                            return runs.incrementAndGet();
                        })
                        .ranNow();
            } catch (DuplicateInFlightException e) {
                refusals.countDown();
                return false;
            }
        });

        assertThat(runs).hasValue(1);
        assertThat(ran).containsOnlyOnce(true).hasSize(callers);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 16})
    void allGetTheOneResultInTheEnd(int callers) throws Exception {
        for (int round = 0; round < 50; round++) {
            String key = "mail-" + round;
            runs.set(0);

            List<OnceResult<Integer>> results = together(callers, () -> untilDone(key));

            assertThat(runs).hasValue(1);
            assertThat(results).extracting(OnceResult::value).containsOnly(1);
            assertThat(results).extracting(OnceResult::ranNow).containsOnlyOnce(true);
        }
    }

    private OnceResult<Integer> untilDone(String key) {
        while (true) {
            try {
                return doOnce.run("user-1", key, Integer.class, runs::incrementAndGet);
            } catch (DuplicateInFlightException e) {
                Thread.onSpinWait();
            }
        }
    }

    private static <T> List<T> together(int threads, Callable<T> call) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch ready = new CountDownLatch(threads);
            Stream<Future<T>> futures = IntStream.range(0, threads)
                    .mapToObj(i -> pool.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return call.call();
                    }))
                    .toList()
                    .stream();
            return futures.map(ParallelCallsTests::result).toList();
        } finally {
            pool.shutdownNow();
            assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
