package io.atomicspring.benchmarks;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The limit of a counter by name within one JVM: 64 bits, no version, no expiry. */
final class MapCounter implements Subject {

    private final ConcurrentMap<String, AtomicLong> counters = new ConcurrentHashMap<>();
    private List<String> keys = List.of();
    private Sequence sequence = new Sequence(0);

    @Override
    public String name() {
        return "AtomicLong in a ConcurrentHashMap";
    }

    @Override
    public void open(int threads) {
        keys = Keys.of(threads);
        sequence = new Sequence(threads);
    }

    @Override
    public void run(int thread) {
        sequence.check(thread, counter(keys.get(thread)).incrementAndGet());
    }

    @Override
    public void verify(long operations) {
        long sum = counters.values().stream().mapToLong(AtomicLong::get).sum();
        Check.that(sum == operations, "The counters hold " + sum + " after " + operations + " increments.");
    }

    @Override
    public void close() {
        counters.clear();
    }

    private AtomicLong counter(String key) {
        @Nullable AtomicLong counter = counters.get(key);
        return counter != null ? counter : counters.computeIfAbsent(key, name -> new AtomicLong());
    }
}
