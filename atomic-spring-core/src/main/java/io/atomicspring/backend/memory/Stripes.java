package io.atomicspring.backend.memory;

import io.atomicspring.backend.Key;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What makes a step over some keys indivisible: each key belongs to a stripe, and the stripes of a step are locked in order.
 *
 * <p>A stripe also keeps the highest version that a removed or reclaimed entry of its keys had, so that versions rise across
 * removal without a trace of every dead key.
 */
final class Stripes {

    private static final int COUNT = 1024;

    private final Stripe[] stripes =
            IntStream.range(0, COUNT).mapToObj(i -> new Stripe()).toArray(Stripe[]::new);

    private static final class Stripe {
        final ReentrantLock lock = new ReentrantLock();
        long floor;
    }

    <T> T locked(Collection<Key> keys, Supplier<T> step) {
        int[] indices =
                keys.stream().mapToInt(Stripes::index).sorted().distinct().toArray();
        return locked(indices, 0, step);
    }

    <T> T locked(Key key, Supplier<T> step) {
        return locked(new int[] {index(key)}, 0, step);
    }

    /** Only while the key is locked. */
    long floor(Key key) {
        return stripes[index(key)].floor;
    }

    /** Only while the key is locked. */
    void raiseFloor(Key key, long version) {
        Stripe stripe = stripes[index(key)];
        stripe.floor = Math.max(stripe.floor, version);
    }

    private <T> T locked(int[] indices, int next, Supplier<T> step) {
        if (next == indices.length) {
            return step.get();
        }
        ReentrantLock lock = stripes[indices[next]].lock;
        lock.lock();
        try {
            return locked(indices, next + 1, step);
        } finally {
            lock.unlock();
        }
    }

    private static int index(Key key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 16) & (COUNT - 1);
    }
}
