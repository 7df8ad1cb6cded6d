package io.atomicspring.once;

import org.jspecify.annotations.Nullable;

/**
 * What is to be done once, with a result to remember. Null is a result.
 *
 * @param <E> what it may throw; a lambda that throws nothing checked needs no catch around {@code run}
 * @since 0.1
 */
@FunctionalInterface
public interface OnceBody<T, E extends Exception> {

    @Nullable
    T run() throws E;
}
