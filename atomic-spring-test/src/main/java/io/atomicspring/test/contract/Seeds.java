package io.atomicspring.test.contract;

import java.util.SplittableRandom;

/** Seeds of random tests: fresh for every run, unless one is given to repeat a failure. */
final class Seeds {

    private static final String PROPERTY = "atomic.contract.seed";
    private static final SplittableRandom FRESH = new SplittableRandom();

    private Seeds() {}

    /** Whether a failure is being repeated. */
    static boolean given() {
        return Long.getLong(PROPERTY) != null;
    }

    static long next() {
        Long given = Long.getLong(PROPERTY);
        if (given != null) {
            return given;
        }
        synchronized (FRESH) {
            return FRESH.nextLong();
        }
    }

    /** What to do to see a failure again. */
    static String hint(long seed) {
        return "Repeat it with -D" + PROPERTY + "=" + seed;
    }
}
