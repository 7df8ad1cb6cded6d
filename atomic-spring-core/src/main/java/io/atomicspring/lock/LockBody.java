package io.atomicspring.lock;

import org.jspecify.annotations.Nullable;

/**
 * What runs while a lock is held, and gives a result.
 *
 * @param <T> the result
 * @param <E> what it may throw; inferred as {@link RuntimeException} when it throws nothing checked
 * @since 0.1
 */
@FunctionalInterface
public interface LockBody<T extends @Nullable Object, E extends Throwable> {

    T run(Lease lease) throws E;
}
