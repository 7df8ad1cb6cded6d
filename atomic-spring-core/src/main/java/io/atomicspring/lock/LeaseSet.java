package io.atomicspring.lock;

import io.atomicspring.backend.Backend;
import io.atomicspring.commit.CommitPart;
import io.atomicspring.commit.Holder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.dao.DataAccessException;

/**
 * Leases on several locks that were acquired together: all of them or none.
 *
 * @since 0.1
 */
public final class LeaseSet implements AutoCloseable, Holder {

    private final Backend backend;
    private final Map<String, Lease> leases;

    LeaseSet(Backend backend, List<Lease> acquired) {
        this.backend = backend;
        Map<String, Lease> byKey = new TreeMap<>();
        acquired.forEach(lease -> byKey.put(lease.key(), lease));
        this.leases = Collections.unmodifiableMap(byKey);
    }

    /** The leases by the keys of their locks. */
    public Map<String, Lease> leases() {
        return leases;
    }

    /** Whether all leases are held, as far as is known here. No I/O. */
    public boolean isHeld() {
        return leases.values().stream().allMatch(Lease::isHeld);
    }

    /**
     * Does nothing while all leases are held. No I/O.
     *
     * @throws LeaseLostException if one is not, also if it was released
     */
    public void ensureHeld() {
        leases.values().forEach(Lease::ensureHeld);
    }

    /**
     * Gives all locks back. One round trip each; a failure of one does not keep the others.
     *
     * @return false if one of them was no longer held
     * @throws DataAccessException as {@link Lease#release()} does, after all were tried
     */
    public boolean release() {
        boolean all = true;
        List<DataAccessException> failures = new ArrayList<>();
        for (Lease lease : leases.values()) {
            try {
                all &= lease.release();
            } catch (DataAccessException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            DataAccessException first = failures.get(0);
            failures.stream().filter(other -> other != first).forEach(first::addSuppressed);
            throw first;
        }
        return all;
    }

    /** The same as {@link #release()}. */
    @Override
    public void close() {
        release();
    }

    /** A part that refuses its commit with a {@link LeaseLostException} unless all leases are held at that very moment. */
    @Override
    public CommitPart holding() {
        return new HoldingPart(backend, List.copyOf(leases.values()));
    }

    @Override
    public String toString() {
        return leases.values().toString();
    }
}
