package io.atomicspring.store;

import java.util.Optional;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * An item was to be created, and one was there already; nothing was written. Of several creators of one item, all but one meet
 * this, which makes it a lost race and not a broken constraint.
 *
 * @since 0.1
 */
public class ItemExistsException extends ConcurrencyFailureException {

    private static final long serialVersionUID = 1L;

    private final transient Found found;

    ItemExistsException(Found found) {
        super("The item '" + found.item() + "' exists already, so nothing was written."
                + " Read it, or use put to overwrite or replace to change the version you know.");
        this.found = found;
    }

    public ItemRef item() {
        return found.item();
    }

    /** The item that is there. */
    public <T> Optional<Item<T>> current(Class<T> type) {
        return found.as(type);
    }

    /** Expected and frequent: it costs no stack trace. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
