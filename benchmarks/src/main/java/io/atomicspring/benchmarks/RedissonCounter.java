package io.atomicspring.benchmarks;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** Redisson's counter as its users have it: default settings. */
final class RedissonCounter implements Subject {

    private final int port;
    private List<String> keys = List.of();
    private Sequence sequence = new Sequence(0);
    private @Nullable RedissonClient client;

    RedissonCounter(int port) {
        this.port = port;
    }

    static Config config(int port) {
        Config config = new Config();
        config.useSingleServer().setAddress("redis://127.0.0.1:" + port);
        return config;
    }

    @Override
    public String name() {
        return "Redisson RAtomicLong";
    }

    @Override
    public void open(int threads) {
        keys = Keys.of(threads).stream().map(key -> "redisson:" + key).toList();
        sequence = new Sequence(threads);
        client = Redisson.create(config(port));
    }

    @Override
    public void run(int thread) {
        sequence.check(thread, client().getAtomicLong(keys.get(thread)).incrementAndGet());
    }

    @Override
    public void verify(long operations) {
        long sum = keys.stream()
                .mapToLong(key -> client().getAtomicLong(key).get())
                .sum();
        Check.that(sum == operations, "The counters hold " + sum + " after " + operations + " increments.");
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
