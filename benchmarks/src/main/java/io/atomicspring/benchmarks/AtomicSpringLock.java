package io.atomicspring.benchmarks;

import io.atomicspring.lock.Lease;
import io.atomicspring.lock.LockManager;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link LockManager} over a backend: lease, fencing token and information about the holder. */
final class AtomicSpringLock implements Subject {

    private final BackendSource source;
    private List<String> keys = List.of();
    private BackendSource.@Nullable Opened opened;
    private @Nullable LockManager locks;

    AtomicSpringLock(BackendSource source) {
        this.source = source;
    }

    @Override
    public String name() {
        return "Atomic Spring";
    }

    @Override
    public void open(int threads) {
        keys = Keys.of(threads);
        opened = source.open();
        locks = LockManager.on(opened.backend());
    }

    @Override
    public void run(int thread) {
        Lease lease = locks().tryAcquire(keys.get(thread))
                .orElseThrow(() -> new IllegalStateException("The lock is not free."));
        Check.that(lease.release(), "The lock was not held.");
    }

    @Override
    public void verify(long operations) {
        for (String key : keys) {
            Check.that(locks().find(key).isEmpty(), "Lock '" + key + "' is left.");
        }
    }

    @Override
    public void close() throws Exception {
        if (locks != null) {
            locks.close();
        }
        if (opened != null) {
            opened.close();
        }
    }

    private LockManager locks() {
        return Objects.requireNonNull(locks);
    }
}
