package io.atomicspring.layer;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place for snapshots: a folder, an object store, a database. Implementations are safe for use by several threads and,
 * where the place is shared, by several processes.
 *
 * <p>A place that cannot compare-and-set is not good enough: two syncs would overwrite each other, and events would be lost.
 *
 * @since 0.1
 */
public interface Snapshots {

    /**
     * Reads a snapshot: the latest that was written, or a later one.
     *
     * @return empty only when it was never written
     * @throws IOException whenever that is not certain
     */
    Optional<StoredSnapshot> read(SnapshotKey key) throws IOException;

    /**
     * Replaces a snapshot if it is still the one that was read, at one moment: a reader sees all of the old content or all of
     * the new. What was written survives a crash.
     *
     * @param expectedEtag of what was read; null when nothing was there, and still nothing must be
     * @return false if something else is there now; nothing was changed
     * @throws IOException it may have been written or not
     */
    boolean write(SnapshotKey key, byte[] content, @Nullable String expectedEtag) throws IOException;

    /** Where a snapshot is, for messages: a path, an address. */
    String locationOf(SnapshotKey key);
}
