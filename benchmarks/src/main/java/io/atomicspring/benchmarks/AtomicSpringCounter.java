package io.atomicspring.benchmarks;

import io.atomicspring.counter.CounterService;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link CounterService} over a backend: exact decimals, a version, safe against a lost reply. */
final class AtomicSpringCounter implements Subject {

    private final BackendSource source;
    private List<String> keys = List.of();
    private Sequence sequence = new Sequence(0);
    private BackendSource.@Nullable Opened opened;
    private @Nullable CounterService counters;

    AtomicSpringCounter(BackendSource source) {
        this.source = source;
    }

    @Override
    public String name() {
        return "Atomic Spring";
    }

    @Override
    public void open(int threads) {
        keys = Keys.of(threads);
        sequence = new Sequence(threads);
        opened = source.open();
        counters = CounterService.on(opened.backend());
    }

    @Override
    public void run(int thread) {
        sequence.check(thread, counters().increment(keys.get(thread)));
    }

    @Override
    public void verify(long operations) {
        BigDecimal sum = counters().getAll(keys).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        Check.that(
                sum.compareTo(BigDecimal.valueOf(operations)) == 0,
                "The counters hold " + sum + " after " + operations + " increments.");
    }

    @Override
    public void close() throws Exception {
        if (opened != null) {
            opened.close();
        }
    }

    private CounterService counters() {
        return Objects.requireNonNull(counters);
    }
}
