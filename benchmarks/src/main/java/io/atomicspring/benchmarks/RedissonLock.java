package io.atomicspring.benchmarks;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;

/** Redisson's lock as its users have it: default settings, a lease instead of the watchdog. */
final class RedissonLock implements Subject {

    private static final long LEASE_MILLIS = 30_000;

    private final int port;
    private List<String> keys = List.of();
    private @Nullable RedissonClient client;

    RedissonLock(int port) {
        this.port = port;
    }

    @Override
    public String name() {
        return "Redisson RLock";
    }

    @Override
    public void open(int threads) {
        keys = Keys.of(threads).stream().map(key -> "redisson:" + key).toList();
        client = Redisson.create(RedissonCounter.config(port));
    }

    @Override
    public void run(int thread) throws Exception {
        RLock lock = client().getLock(keys.get(thread));
        Check.that(lock.tryLock(0, LEASE_MILLIS, TimeUnit.MILLISECONDS), "The lock is not free.");
        // Throws if the lock is not held.
        lock.unlock();
    }

    @Override
    public void verify(long operations) {
        for (String key : keys) {
            Check.that(!client().getLock(key).isLocked(), "Lock '" + key + "' is left.");
        }
    }

    @Override
    public void close() {
        if (client != null) {
            client.shutdown();
        }
    }

    private RedissonClient client() {
        return Objects.requireNonNull(client);
    }
}
