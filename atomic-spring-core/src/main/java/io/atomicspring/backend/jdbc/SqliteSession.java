package io.atomicspring.backend.jdbc;

import io.atomicspring.backend.Key;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.group.GroupStore.Locked;
import io.atomicspring.backend.group.GroupStore.RowChange;
import io.atomicspring.backend.group.Patience;
import io.atomicspring.time.Deadline;
import io.atomicspring.time.TimeSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;

/** One operation on SQLite. Uses SQL's own BEGIN and COMMIT: after setAutoCommit(false) the driver begins without the lock. */
final class SqliteSession implements Session {

    private static final Logger log = LoggerFactory.getLogger(SqliteSession.class);

    /** The longest wait inside SQLite, where a thread cannot be interrupted. */
    private static final long SLICE_MILLIS = 100;

    private final Connection borrowed;
    private final SQLiteConnection physical;
    private final PreparedStatements.OnConnection statements;
    private final SqliteRows rows;
    private final TimeSource time;
    private final Deadline deadline;
    private final int busyTimeoutBefore;
    private final boolean autoCommitBefore;

    private boolean inTransaction;
    private Map<Key, EntryRow> locked = Map.of();

    SqliteSession(
            Connection borrowed,
            SQLiteConnection physical,
            PreparedStatements.OnConnection statements,
            byte[] namespace,
            TimeSource time,
            Deadline deadline)
            throws SQLException {
        this.borrowed = borrowed;
        this.physical = physical;
        this.statements = statements;
        this.rows = new SqliteRows(statements, namespace);
        this.time = time;
        this.deadline = deadline;
        this.busyTimeoutBefore = physical.getBusyTimeout();
        this.autoCommitBefore = borrowed.getAutoCommit();
        if (!autoCommitBefore) {
            borrowed.setAutoCommit(true);
        }
    }

    @Override
    public void begin(Patience patience) throws SQLException {
        guarded(() -> waitingForLock("begin-write", patience.taken()));
        inTransaction = true;
    }

    @Override
    public Locked lockAndRead(Set<Key> keys) throws SQLException {
        return guarded(() -> {
            locked = find(keys);
            long floor = locked.size() == keys.size() ? 0 : rows.floor();
            return new Locked(locked, nowMicros(), floor);
        });
    }

    @Override
    public void writeAndCommit(List<RowChange> changes) throws SQLException {
        guarded(() -> write(changes));
        try {
            // Waits where a file has no WAL: its readers go first, and the transaction stays open meanwhile.
            waitingForLock("commit", deadline);
            inTransaction = false;
        } catch (SQLException e) {
            settle(changes, e);
        }
    }

    @Override
    public Rows read(Collection<Key> keys) throws SQLException {
        return reading(now -> {
            if (keys.size() > 1) {
                statements.execute("begin");
                inTransaction = true;
            }
            return new Rows(find(keys), now);
        });
    }

    @Override
    public List<EntryRow> scan(Scan scan, int most) throws SQLException {
        return reading(now -> rows.scan(scan, millis(now), most));
    }

    @Override
    public List<EntryRow> scanSpace(String space, @Nullable Key after, int most) throws SQLException {
        return reading(now -> rows.scanSpace(space, after, millis(now), most));
    }

    @Override
    public Stretch purgeable(@Nullable Key after, int most) throws SQLException {
        return reading(now -> rows.purgeable(after, millis(now), most));
    }

    @Override
    public void close() {
        if (inTransaction && undo() == Undone.FAILED) {
            discard();
        }
        try {
            if (!physical.isClosed()) {
                physical.setBusyTimeout(busyTimeoutBefore);
                if (!autoCommitBefore) {
                    borrowed.setAutoCommit(false);
                }
            }
        } catch (SQLException e) {
            log.warn("A connection goes back to the pool with changed settings", e);
        }
        try {
            borrowed.close();
        } catch (SQLException e) {
            log.warn("A connection could not be given back to the pool", e);
        }
    }

    private interface Call<T> {
        T run() throws SQLException;
    }

    private interface Step {
        void run() throws SQLException;
    }

    private interface Reading<T> {
        T at(long nowMicros) throws SQLException;
    }

    /** Forgets the statements after an error: the driver may not let one that failed run again. */
    private <T> T guarded(Call<T> call) throws SQLException {
        try {
            return call.run();
        } catch (SQLException e) {
            statements.close();
            throw e;
        }
    }

    private void guarded(Step step) throws SQLException {
        try {
            step.run();
        } catch (SQLException e) {
            statements.close();
            throw e;
        }
    }

    private <T> T reading(Reading<T> reading) throws SQLException {
        physical.setBusyTimeout((int) Math.max(1, deadline.remaining().toMillis()));
        long now = nowMicros(); // before the rows: an entry that is renewed in between must not look expired
        return guarded(() -> reading.at(now));
    }

    /**
     * Runs a statement that may have to wait for a lock, in slices, so that an interrupt is noticed. Counts the slices beside
     * asking the deadline, whose clock may stand still in a test.
     */
    private void waitingForLock(String statement, Deadline until) throws SQLException {
        long left = Math.max(1, until.remaining().toMillis());
        while (true) {
            long slice = Math.min(left, SLICE_MILLIS);
            physical.setBusyTimeout((int) slice);
            try {
                statements.execute(statement);
                return;
            } catch (SQLException e) {
                left -= slice;
                boolean giveUp =
                        left <= 0 || until.isOver() || Thread.currentThread().isInterrupted();
                if (giveUp || !SqliteErrors.isBusy(e)) {
                    throw e;
                }
            }
        }
    }

    private Map<Key, EntryRow> find(Collection<Key> keys) throws SQLException {
        Map<Key, EntryRow> found = new HashMap<>();
        for (Key key : keys) {
            EntryRow row = rows.find(key);
            if (row != null) {
                found.put(key, row);
            }
        }
        return found;
    }

    private void write(List<RowChange> changes) throws SQLException {
        long floor = 0;
        for (RowChange change : changes) {
            if (change.kind() == RowChange.Kind.DROP) {
                rows.drop(change.key());
                floor = Math.max(floor, change.version());
            } else {
                rows.write(EntryRow.of(change));
            }
        }
        if (floor > 0) {
            rows.raiseFloor(floor);
        }
    }

    /**
     * Finds out what a COMMIT that failed has left. SQLite either keeps the transaction open (busy), or has undone it (most
     * other errors); an error from elsewhere may also hide a commit that was done. Returns if it was done, throws the failure
     * if it was not.
     */
    private void settle(List<RowChange> changes, SQLException failure) throws SQLException {
        statements.close();
        Undone undone = undo();
        if (undone == Undone.UNDONE) {
            throw failure;
        }
        if (undone == Undone.FAILED) {
            discard();
        } else if (!SqliteErrors.isSyncFailure(failure)) {
            Boolean done = isDone(changes.get(0), failure);
            if (Boolean.TRUE.equals(done)) {
                return;
            }
            if (Boolean.FALSE.equals(done)) {
                throw failure;
            }
        }
        throw new OutcomeUnknownException(
                "The commit failed (" + failure.getMessage()
                        + ") and SQLite cannot say any more whether it was done: the write"
                        + " may have happened or not. Read the entry, or send the same write again.",
                failure);
    }

    /** Whether one of the changes is there; null if that cannot be told. */
    private @Nullable Boolean isDone(RowChange change, SQLException failure) {
        try {
            EntryRow found = rows.find(change.key());
            EntryRow after = change.kind() == RowChange.Kind.DROP ? null : EntryRow.of(change);
            if (isSame(found, after)) {
                return true;
            }
            return isSame(found, locked.get(change.key())) ? false : null;
        } catch (SQLException e) {
            statements.close();
            failure.addSuppressed(e);
            return null;
        }
    }

    private static boolean isSame(@Nullable EntryRow left, @Nullable EntryRow right) {
        if (left == null || right == null) {
            return left == null && right == null;
        }
        return left.version() == right.version()
                && (left.document() == null) == (right.document() == null)
                && Arrays.equals(left.operations(), right.operations());
    }

    private enum Undone {
        UNDONE,
        /** There was no open transaction. */
        NOTHING,
        FAILED
    }

    private Undone undo() {
        inTransaction = false;
        try {
            statements.execute("rollback");
            return Undone.UNDONE;
        } catch (SQLException e) {
            statements.close();
            if (SqliteErrors.isWithoutTransaction(e)) {
                return Undone.NOTHING;
            }
            log.warn("A transaction could not be undone", e);
            return Undone.FAILED;
        }
    }

    /** Nobody must get a connection that still holds a lock. */
    private void discard() {
        try {
            physical.close();
        } catch (SQLException e) {
            log.warn("A connection could not be closed", e);
        }
    }

    private long nowMicros() {
        Instant now = time.now();
        return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000L), now.getNano() / 1000);
    }

    private static long millis(long micros) {
        return Math.floorDiv(micros, 1000L);
    }
}
