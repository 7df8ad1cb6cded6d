package io.atomicspring.benchmarks;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The limit of a lock by name within one JVM: no lease, no fencing token, and names are never forgotten. */
final class MapLock implements Subject {

    private final ConcurrentMap<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private List<String> keys = List.of();

    @Override
    public String name() {
        return "ReentrantLock in a ConcurrentHashMap";
    }

    @Override
    public void open(int threads) {
        keys = Keys.of(threads);
    }

    @Override
    public void run(int thread) {
        ReentrantLock lock = lock(keys.get(thread));
        Check.that(lock.tryLock(), "The lock is not free.");
        // Throws if it is not held.
        lock.unlock();
    }

    @Override
    public void verify(long operations) {
        Check.that(locks.values().stream().noneMatch(ReentrantLock::isLocked), "A lock is left.");
    }

    @Override
    public void close() {
        locks.clear();
    }

    private ReentrantLock lock(String key) {
        @Nullable ReentrantLock lock = locks.get(key);
        return lock != null ? lock : locks.computeIfAbsent(key, name -> new ReentrantLock());
    }
}
