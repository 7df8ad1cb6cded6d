package io.atomicspring.once;

/**
 * What is to be done once, without a result.
 *
 * @param <E> what it may throw; a lambda that throws nothing checked needs no catch around {@code run}
 * @since 0.1
 */
@FunctionalInterface
public interface OnceAction<E extends Exception> {

    void run() throws E;
}
