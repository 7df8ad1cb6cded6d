package io.atomicspring.lock;

/**
 * What runs while a lock is held, without a result.
 *
 * @param <E> what it may throw; inferred as {@link RuntimeException} when it throws nothing checked
 * @since 0.1
 */
@FunctionalInterface
public interface LockAction<E extends Throwable> {

    void run(Lease lease) throws E;
}
