package io.atomicspring.once;

import io.atomicspring.time.Spans;
import java.time.Duration;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * The same thing is being done by another run right now: nothing was run, nothing was written.
 *
 * <p>A later call gets that run's result, or runs the action itself if that run fails.
 *
 * @since 0.1
 */
public class DuplicateInFlightException extends ConcurrencyFailureException {

    private static final long serialVersionUID = 1L;

    private final String scope;
    private final String key;
    private final Duration remaining;

    DuplicateInFlightException(String scope, String key, Duration remaining, int attempts) {
        super(OnceText.name(scope, key) + " is being done by another run, whose lease ends in "
                + Spans.text(remaining) + " (attempt " + attempts
                + "). Try again later; if that run is known to be dead, clear the key.");
        this.scope = scope;
        this.key = key;
        this.remaining = remaining;
    }

    public String scope() {
        return scope;
    }

    public String key() {
        return key;
    }

    /** How long the other run's lease lasts from the moment of the refusal: after that, at the latest, a call may succeed. */
    public Duration remaining() {
        return remaining;
    }

    /** An answer, not a fault: made without a stack trace. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
