package io.atomicspring.benchmarks;

/** Refuses wrong answers. */
final class Check {

    private Check() {}

    static void that(boolean right, String wrong) {
        if (!right) {
            throw new IllegalStateException(wrong);
        }
    }
}
