package io.atomicspring.once;

import java.time.Instant;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * A commit wanted to mark something as done that was done before: the commit was refused as a whole.
 *
 * @since 0.1
 */
public class AlreadyDoneException extends ConcurrencyFailureException {

    private static final long serialVersionUID = 1L;

    private final String scope;
    private final String key;
    private final Instant doneAt;

    AlreadyDoneException(String scope, String key, Instant doneAt) {
        super(OnceText.name(scope, key) + " was done before, at " + doneAt
                + ". Nothing is left to do; to do it again, clear the key.");
        this.scope = scope;
        this.key = key;
        this.doneAt = doneAt;
    }

    public String scope() {
        return scope;
    }

    public String key() {
        return key;
    }

    /** When it was done, by the store's clock. */
    public Instant doneAt() {
        return doneAt;
    }

    /** An answer, not a fault: made without a stack trace. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
