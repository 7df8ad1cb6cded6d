package io.atomicspring.backend;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessException;

/**
 * A write was sent and no answer came: it may have happened or not, and it was not sent again.
 *
 * <p>Non-transient on purpose: a blind retry could apply the write twice. Sending the <em>same</em> {@link Write} again, with
 * the same {@link OperationId}, is safe where {@link Backend#apply(Write)} says so.
 *
 * @since 0.1
 */
public class OutcomeUnknownException extends NonTransientDataAccessException {

    private static final long serialVersionUID = 1L;

    public OutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
