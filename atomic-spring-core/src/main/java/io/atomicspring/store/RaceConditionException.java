package io.atomicspring.store;

import io.atomicspring.backend.Entry;
import java.util.Optional;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * The item is no longer at the version that the writer saw: another writer was first. Nothing was written.
 *
 * @since 0.1
 */
public class RaceConditionException extends OptimisticLockingFailureException {

    private static final long serialVersionUID = 1L;

    private final long expectedVersion;
    private final transient Found found;

    RaceConditionException(long expectedVersion, Found found) {
        super(message(expectedVersion, found));
        this.expectedVersion = expectedVersion;
        this.found = found;
    }

    public ItemRef item() {
        return found.item();
    }

    public long expectedVersion() {
        return expectedVersion;
    }

    /** The item as it is now; empty when it is gone. */
    public <T> Optional<Item<T>> current(Class<T> type) {
        return found.as(type);
    }

    private static String message(long expectedVersion, Found found) {
        Entry entry = found.entry();
        return "The item '" + found.item() + "' is not at version " + expectedVersion + " any more but "
                + (entry == null ? "gone" : "at version " + entry.version())
                + ", so nothing was written. Read it again and decide anew.";
    }

    /** Expected and frequent: it costs no stack trace. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
