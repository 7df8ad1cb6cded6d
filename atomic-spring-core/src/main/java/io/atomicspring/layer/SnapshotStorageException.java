package io.atomicspring.layer;

import java.io.IOException;
import org.springframework.dao.TransientDataAccessResourceException;

/**
 * A snapshot could not be read or written for now. Nothing is lost: events stay pending until they are known to be in the
 * snapshot, and a sync may always be tried again.
 *
 * @since 0.1
 */
public class SnapshotStorageException extends TransientDataAccessResourceException {

    private static final long serialVersionUID = 1L;

    SnapshotStorageException(String done, String location, IOException cause) {
        super("The snapshot in '" + location + "' could not be " + done + ": " + cause
                + ". Its events stay pending; see to the storage, then try again.");
        initCause(cause);
    }
}
