package io.atomicspring.lock;

import io.atomicspring.backend.Limits;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * A lease is no longer held: what it protected may be changed by others now.
 *
 * @since 0.1
 */
public class LeaseLostException extends PessimisticLockingFailureException {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final long fence;
    private final Reason reason;

    /** Why a lease is no longer held. */
    public enum Reason {
        /** It was not renewed in time. */
        EXPIRED("it was not renewed before its end. Make the lease longer (leaseFor) or let it be renewed (renewing)."),
        /** Somebody else holds the lock. */
        TAKEN("somebody else holds the lock now. Make the lease longer (leaseFor) or let it be renewed (renewing)."),
        /** The store no longer knew it before its end, as after a forced release or a loss of data. */
        REMOVED("the store no longer knows it. Look for a forced release, or for data that the store lost or evicted."),
        /** Its holder gave it back. */
        RELEASED("it was released. Use a lease only before it is released."),
        /** Its lock manager was closed. */
        CLOSED("its lock manager was closed. Let the work end before the application shuts down.");

        private final String because;

        Reason(String because) {
            this.because = because;
        }
    }

    LeaseLostException(String key, long fence, Reason reason) {
        super("The lease on lock " + Limits.quoted(key) + " (fence " + fence + ") is no longer held: "
                + reason.because);
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
