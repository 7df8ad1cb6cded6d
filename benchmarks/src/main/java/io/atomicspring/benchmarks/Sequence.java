package io.atomicspring.benchmarks;

/**
 * Checks that each increment returns the number after the last one. Each thread has a counter of its own.
 */
final class Sequence {

    /** Keeps the numbers of two threads out of one cache line. */
    private static final int PADDING = 16;

    private final long[] last;

    Sequence(int threads) {
        last = new long[threads * PADDING];
    }

    void check(int thread, long number) {
        long expected = last[thread * PADDING] + 1;
        if (number != expected) {
            throw new IllegalStateException(
                    "The increment by thread " + thread + " returned " + number + " instead of " + expected + ".");
        }
        last[thread * PADDING] = number;
    }
}
