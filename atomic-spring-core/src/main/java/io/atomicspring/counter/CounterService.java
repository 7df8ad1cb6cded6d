package io.atomicspring.counter;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import io.atomicspring.commit.CommitPart;
import io.atomicspring.commit.Reads;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts, in a store that several processes share: exact decimals of up to 38 digits, never rounded, no addition lost.
 *
 * <p>A counter that was never added to is 0 and takes no room. When the answer to an addition is lost, {@link
 * io.atomicspring.backend.OutcomeUnknownException} is thrown and the addition is <em>not</em> sent again, as it might count
 * twice; where that matters, add in a commit together with a do-once mark.
 *
 * <p>All methods may be called from any number of threads. All of them throw {@link InvalidInputException} before any I/O for
 * bad input, and {@link io.atomicspring.backend.BackendUnavailableException} when the store cannot be asked.
 *
 * @since 0.1
 */
public final class CounterService {

    static final String SPACE = "atomic.counters";

    private final Backend backend;

    private CounterService(Backend backend) {
        this.backend = backend;
    }

    /** The counters of a backend, which stays the caller's to close. */
    public static CounterService on(Backend backend) {
        return new CounterService(Limits.required("backend of the counters", backend));
    }

    /**
     * Adds, and gives the sum. One round trip.
     *
     * @throws CounterOverflowException the sum does not fit; the counter is as it was
     */
    public BigDecimal add(String key, BigDecimal delta) {
        Write write = Shapes.add(keyOf(key), Limits.required("amount to add to a counter", delta));
        Outcome outcome = backend.apply(write);
        if (outcome instanceof Outcome.Applied applied) {
            return numberOf(applied.after());
        }
        throw CounterOverflowException.of(write.key(), delta, (Outcome.Refused) outcome);
    }

    /**
     * Adds, and gives the sum. One round trip.
     *
     * @throws CounterOverflowException the sum does not fit; the counter is as it was
     * @throws CounterNotLongException the sum is no long; it <em>was</em> added
     */
    public long add(String key, long delta) {
        BigDecimal sum = add(key, BigDecimal.valueOf(delta));
        try {
            return sum.longValueExact();
        } catch (ArithmeticException e) {
            throw new CounterNotLongException(key, sum);
        }
    }

    /** Adds 1, as {@link #add(String, long)} does. */
    public long increment(String key) {
        return add(key, 1);
    }

    /** Takes 1 away, as {@link #add(String, long)} does. */
    public long decrement(String key) {
        return add(key, -1);
    }

    /** The number, 0 when it was never added to. One round trip. */
    public BigDecimal get(String key) {
        return find(key).orElse(BigDecimal.ZERO);
    }

    /** The number, if it was ever added to. One round trip. */
    public Optional<BigDecimal> find(String key) {
        Key entry = keyOf(key);
        return backend.read(List.of(entry)).find(entry).map(CounterService::numberOf);
    }

    /**
     * The numbers in the order asked, 0 for those that were never added to. One round trip, and one consistent view, for each
     * {@value Limits#MAX_READ_KEYS} keys; one for each key on a store whose requests cannot span partitions, such as a Redis
     * Cluster with tags by partition.
     */
    public Map<String, BigDecimal> getAll(List<String> keys) {
        List<Key> entries = Limits.required("list of counter keys", keys).stream()
                .map(CounterService::keyOf)
                .distinct()
                .toList();
        Map<String, BigDecimal> numbers = new LinkedHashMap<>();
        Map<Key, Entry> found = Reads.all(backend, entries);
        entries.forEach(entry -> numbers.put(entry.partition(), numberOf(found.get(entry))));
        return numbers;
    }

    /** Makes a counter one that was never added to. One round trip; false if it was one already. */
    public boolean reset(String key) {
        Write removal =
                Write.to(keyOf(key)).when(Guard.present(), Change.remove()).build();
        return backend.apply(removal) instanceof Outcome.Applied;
    }

    /** A part that adds in a commit; it refuses the commit with a {@link CounterOverflowException} if the sum does not fit. */
    public CommitPart adding(String key, long delta) {
        return adding(key, BigDecimal.valueOf(delta));
    }

    /** A part that adds in a commit; it refuses the commit with a {@link CounterOverflowException} if the sum does not fit. */
    public CommitPart adding(String key, BigDecimal delta) {
        return new AddingPart(
                backend, delta, Shapes.add(keyOf(key), Limits.required("amount to add to a counter", delta)));
    }

    private static BigDecimal numberOf(@Nullable Entry entry) {
        return entry != null && entry.document().get(Shapes.COUNT) instanceof Value.Num number
                ? number.value()
                : BigDecimal.ZERO;
    }

    private static Key keyOf(@Nullable String key) {
        return Key.of(SPACE, Limits.checkName("counter key", key, Limits.MAX_PARTITION_BYTES));
    }
}
