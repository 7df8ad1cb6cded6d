package io.atomicspring.once;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessResourceUsageException;

/**
 * The action ran and is marked as done, but its result cannot be kept: it has no stored form, or is too large for an entry.
 * The call that ran it and every later one get this exception; the action is not run again.
 *
 * @since 0.1
 */
public class UnstorableResultException extends InvalidDataAccessResourceUsageException {

    private static final long serialVersionUID = 1L;

    private final Instant doneAt;

    UnstorableResultException(String scope, String key, Instant doneAt, String problem, @Nullable Throwable cause) {
        super(
                OnceText.name(scope, key) + " was done at " + doneAt + ", but its result cannot be kept. " + problem
                        + " Return something that can be stored, such as an id; the action is not run again.",
                cause);
        this.doneAt = doneAt;
    }

    /** When the action was done, by the store's clock. */
    public Instant doneAt() {
        return doneAt;
    }
}
