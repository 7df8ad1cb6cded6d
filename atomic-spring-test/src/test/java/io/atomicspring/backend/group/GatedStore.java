package io.atomicspring.backend.group;

import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Rows in memory behind gates: a test holds a transaction at its beginning or at its commit, and says what goes wrong. */
final class GatedStore implements GroupStore {

    private static final long NOW_MICROS = 1_767_225_600_000_000L;

    record MemoryRow(long version, @Nullable Stored stored) implements Row {
        @Override
        public boolean isExpiredAt(long nowMillis) {
            return stored != null && !stored.entry().isLiveAt(Instant.ofEpochMilli(nowMillis));
        }

        @Override
        public boolean isOldTombstoneAt(long nowMillis) {
            return stored == null;
        }
    }

    private record DamagedRow(Throwable failure) implements Row {
        @Override
        public long version() {
            return 1;
        }

        @Override
        public Stored stored() {
            throw thrown(failure);
        }

        @Override
        public boolean isExpiredAt(long nowMillis) {
            return false;
        }

        @Override
        public boolean isOldTombstoneAt(long nowMillis) {
            return false;
        }
    }

    final Map<Key, Row> rows = new HashMap<>();
    final List<Integer> commits = new CopyOnWriteArrayList<>();
    final Semaphore beginGate = new Semaphore(Integer.MAX_VALUE / 2);
    final Semaphore commitGate = new Semaphore(Integer.MAX_VALUE / 2);
    final AtomicInteger beginning = new AtomicInteger();
    final AtomicInteger committing = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    final List<Throwable> beginFailures = new CopyOnWriteArrayList<>();
    final List<Throwable> lockFailures = new CopyOnWriteArrayList<>();
    final List<Throwable> commitFailures = new CopyOnWriteArrayList<>();

    void damage(Key key) {
        damage(key, new BackendSetupException("damaged", null));
    }

    void damage(Key key, Throwable failure) {
        rows.put(key, new DamagedRow(failure));
    }

    @Override
    public Transaction begin(Patience patience) {
        beginning.incrementAndGet();
        pass(beginGate);
        throwNext(beginFailures);
        if (open.incrementAndGet() > 1) {
            throw new AssertionError("Two transactions at once");
        }
        return new MemoryTransaction();
    }

    private static void pass(Semaphore gate) {
        try {
            gate.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackendUnavailableException("interrupted", e);
        }
    }

    private static void throwNext(List<Throwable> failures) {
        if (!failures.isEmpty()) {
            throw thrown(failures.remove(0));
        }
    }

    private static RuntimeException thrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }

    private final class MemoryTransaction implements Transaction {

        @Override
        public Locked lock(Set<Key> keys) {
            throwNext(lockFailures);
            Map<Key, Row> found = new HashMap<>(rows);
            found.keySet().retainAll(keys);
            return new Locked(found, NOW_MICROS, 0);
        }

        @Override
        public void commit(List<RowChange> changes) {
            committing.incrementAndGet();
            pass(commitGate);
            throwNext(commitFailures);
            commits.add(changes.size());
            for (RowChange change : new ArrayList<>(changes)) {
                rows.put(change.key(), new MemoryRow(change.version(), change.stored()));
            }
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
