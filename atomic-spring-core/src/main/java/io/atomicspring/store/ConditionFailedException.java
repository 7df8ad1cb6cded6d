package io.atomicspring.store;

import java.util.List;
import java.util.Optional;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * What a write required of its item did not hold; nothing was written. It carries the item that stood in the way, as it was
 * when the store decided.
 *
 * @since 0.1
 */
public class ConditionFailedException extends ConcurrencyFailureException {

    private static final long serialVersionUID = 1L;

    private final transient Found found;
    private final List<String> failed;

    ConditionFailedException(String verb, List<String> failed, Found found) {
        super("The " + verb + " of '" + found.item()
                + "' was refused and nothing was written, because it requires that "
                + String.join(", and that ", failed)
                + (found.entry() == null
                        ? "; there is no such item."
                        : ". The item is at version " + found.entry().version() + "."));
        this.found = found;
        this.failed = List.copyOf(failed);
    }

    public ItemRef item() {
        return found.item();
    }

    /** The conditions that did not hold, in words; those that did are not named. */
    public List<String> failed() {
        return failed;
    }

    /** The item as it was when the write was refused; empty when there was none. */
    public <T> Optional<Item<T>> current(Class<T> type) {
        return found.as(type);
    }

    /** Expected and frequent: it costs no stack trace. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
