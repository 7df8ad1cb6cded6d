package io.atomicspring.aop;

import io.atomicspring.lock.Lease;
import io.atomicspring.lock.LockManager;
import io.atomicspring.lock.LockOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The locks that are held until the current transaction has completed. What was written under them is visible to the next
 * holder only after the commit, so they are not released before.
 */
final class TransactionLocks implements TransactionSynchronization {

    private static final Logger log = LoggerFactory.getLogger(TransactionLocks.class);

    private final LockManager locks;
    private final Map<String, Lease> leases = new LinkedHashMap<>();

    private TransactionLocks(LockManager locks) {
        this.locks = locks;
    }

    /** Those of the current transaction. */
    static TransactionLocks of(LockManager locks) {
        for (TransactionSynchronization other : TransactionSynchronizationManager.getSynchronizations()) {
            if (other instanceof TransactionLocks present && present.locks == locks) {
                return present;
            }
        }
        TransactionLocks created = new TransactionLocks(locks);
        TransactionSynchronizationManager.registerSynchronization(created);
        return created;
    }

    /** Acquires a lock, unless the transaction holds it already. */
    void hold(String key, UnaryOperator<LockOptions> options) {
        Lease held = leases.get(key);
        if (held != null) {
            held.ensureHeld();
            return;
        }
        leases.put(key, locks.acquire(key, given -> options.apply(given.renewing())));
    }

    /** Rolls the transaction back if a lock was lost on the way. */
    @Override
    public void beforeCommit(boolean readOnly) {
        leases.values().forEach(Lease::ensureHeld);
    }

    @Override
    public void afterCompletion(int status) {
        for (Lease lease : leases.values()) {
            try {
                if (!lease.release()) {
                    log.warn("Lock '{}' was lost before its transaction had completed", lease.key());
                }
            } catch (DataAccessException e) {
                log.warn(
                        "Lock '{}' could not be released now; it is tried again until its lease is over: {}",
                        lease.key(),
                        e.toString());
            }
        }
    }
}
