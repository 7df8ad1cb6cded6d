package io.atomicspring.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/** The keys of a subject's operations: one per thread, so that nobody waits for another. */
final class Keys {

    private Keys() {}

    static List<String> of(int threads) {
        return IntStream.range(0, threads).mapToObj(thread -> "bench:" + thread).toList();
    }
}
