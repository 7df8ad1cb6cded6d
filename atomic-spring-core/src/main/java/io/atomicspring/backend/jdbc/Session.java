package io.atomicspring.backend.jdbc;

import io.atomicspring.backend.Key;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.group.GroupStore.Locked;
import io.atomicspring.backend.group.GroupStore.RowChange;
import io.atomicspring.backend.group.Patience;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A borrowed connection during one operation. Either the three steps of a group ({@link #begin}, {@link #lockAndRead}, {@link
 * #writeAndCommit}) or one of the reads. A {@link SQLException} means that nothing was written.
 */
interface Session extends AutoCloseable {

    /** Begins a write transaction; takes the lock where a database has a single one. */
    void begin(Patience patience) throws SQLException;

    /** Locks the keys, then reads their rows and the clock. */
    Locked lockAndRead(Set<Key> keys) throws SQLException;

    /**
     * Writes all changes and commits.
     *
     * @throws io.atomicspring.backend.OutcomeUnknownException if the commit may have happened
     */
    void writeAndCommit(List<RowChange> changes) throws SQLException;

    /** Reads rows at one moment, live or not, with a time that is not later. */
    Rows read(Collection<Key> keys) throws SQLException;

    /** The first live rows of a scan, without their logs. */
    List<EntryRow> scan(Scan scan, int most) throws SQLException;

    /** The first live rows of a space behind a key, without their logs. */
    List<EntryRow> scanSpace(String space, @Nullable Key after, int most) throws SQLException;

    /** Looks for rows that can be purged in the next stretch behind a key. */
    Stretch purgeable(@Nullable Key after, int most) throws SQLException;

    /** Undoes what was not committed and gives the connection back. Never throws. */
    @Override
    void close();

    /** Rows and the time at which they were read. */
    record Rows(Map<Key, EntryRow> rows, long nowMicros) {}

    /**
     * A part of the walk that looks for what can be purged.
     *
     * @param next behind which the walk goes on; null when it has come to the end
     */
    record Stretch(List<Key> candidates, @Nullable Key next) {}
}
