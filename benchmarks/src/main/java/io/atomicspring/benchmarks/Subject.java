package io.atomicspring.benchmarks;

/**
 * One way to do the operation that a group measures.
 *
 * <p>An operation is a full cycle that checks its own answer: an acquisition that was granted and a release that took effect,
 * an increment that returned the next number. A wrong answer is thrown; a figure for wrong answers is worth nothing.
 */
interface Subject extends AutoCloseable {

    String name();

    /** Makes everything ready for operations by {@code threads} threads. */
    void open(int threads) throws Exception;

    /**
     * Does one operation and checks its answer.
     *
     * @param thread the number of the calling thread, from 0; two calls at the same time have different numbers
     */
    void run(int thread) throws Exception;

    /** Checks what all operations together must have left behind. */
    default void verify(long operations) throws Exception {}

    @Override
    void close() throws Exception;
}
