package io.atomicspring.layer;

import io.atomicspring.backend.Limits;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessResourceException;

/**
 * A snapshot is there but cannot be used: it is cut or damaged, belongs to something else, has a format of a newer version, or
 * does not match the store. A person must act; nothing was read from it and nothing overwritten.
 *
 * @since 0.1
 */
public class UnusableSnapshotException extends NonTransientDataAccessResourceException {

    private static final long serialVersionUID = 1L;

    private final String location;

    UnusableSnapshotException(SnapshotKey key, String location, String fact, @Nullable Throwable cause) {
        super(
                "The snapshot of partition " + Limits.quoted(key.partition()) + " of layer '" + key.layer() + "' in '"
                        + location + "' cannot be used: " + fact,
                cause);
        this.location = location;
    }

    /** Where the snapshot is, as {@link Snapshots#locationOf} names it. */
    public String location() {
        return location;
    }
}
