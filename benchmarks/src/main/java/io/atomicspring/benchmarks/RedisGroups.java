package io.atomicspring.benchmarks;

import java.util.List;

/** Locks and counters on a Redis server of our own. */
final class RedisGroups {

    /** Many threads first: they warm up in a moment what takes one thread alone many seconds. */
    private static final List<Integer> THREADS = List.of(16, 1);

    private RedisGroups() {}

    static Group lock() {
        return new Group(
                "redis-lock",
                "one free lock is acquired for 30 s and released; each thread has a lock of its own",
                THREADS,
                () -> {
                    MeasuredRedis redis = MeasuredRedis.start();
                    int port = redis.port();
                    return new Setup(
                            new LettuceLock(port),
                            List.of(new RedissonLock(port), new AtomicSpringLock(BackendSource.redis(port))),
                            redis);
                });
    }

    static Group counter() {
        return new Group(
                "redis-counter", "one is added to a counter; each thread has a counter of its own", THREADS, () -> {
                    MeasuredRedis redis = MeasuredRedis.start();
                    int port = redis.port();
                    return new Setup(
                            new LettuceCounter(port),
                            List.of(new RedissonCounter(port), new AtomicSpringCounter(BackendSource.redis(port))),
                            redis);
                });
    }
}
