package io.atomicspring.lock;

import io.atomicspring.backend.Limits;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * A lease is no longer held, so what it protected may be changed by others now; or it is not held for as long as was asked.
 *
 * @since 0.1
 */
public class LeaseLostException extends PessimisticLockingFailureException {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final long fence;
    private final Reason reason;

    /** Why a lease is no longer held, or not for long enough. */
    public enum Reason {
        /** It was not renewed in time. */
        EXPIRED(
                "is no longer held: it was not renewed before its end. Let the lease be renewed, and longer than the pauses of"
                        + " the process and the store."),
        /** It is held, but less of it is left than was asked for, even right after it was renewed. */
        TOO_SHORT(
                "is held, but less of it is left than was asked for, although it was just renewed: the store took long."
                        + " Ask for less, or acquire a longer lease."),
        /** Somebody else holds the lock. */
        TAKEN(
                "is no longer held: somebody else holds the lock now. Let the lease be renewed, and longer than the pauses of the"
                        + " process and the store."),
        /** The store no longer knew it before its end, as after a forced release or a loss of data. */
        REMOVED(
                "is no longer held: the store no longer knows it. Look for a forced release, or for data that the store lost or evicted."),
        /** Its holder gave it back. */
        RELEASED("is no longer held: it was released. Use a lease only before it is released."),
        /** Its lock manager was closed. */
        CLOSED("is no longer held: its lock manager was closed. Let the work end before the application shuts down.");

        private final String fact;

        Reason(String fact) {
            this.fact = fact;
        }
    }

    LeaseLostException(String key, long fence, Reason reason) {
        super("The lease on lock " + Limits.quoted(key) + " (fence " + fence + ") " + reason.fact);
        this.key = key;
        this.fence = fence;
        this.reason = reason;
    }

    public String key() {
        return key;
    }

    public long fence() {
        return fence;
    }

    public Reason reason() {
        return reason;
    }
}
