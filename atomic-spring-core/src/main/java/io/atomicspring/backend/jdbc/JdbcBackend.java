package io.atomicspring.backend.jdbc;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.CommitPlan;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Interpreter;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.backend.SpaceCursor;
import io.atomicspring.backend.Traits;
import io.atomicspring.backend.Write;
import io.atomicspring.backend.group.GroupApply;
import io.atomicspring.backend.group.Patience;
import io.atomicspring.time.Deadline;
import io.atomicspring.time.TimeSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Entries in a SQL database, reached through the application's own {@link DataSource}. Supported is SQLite from 3.35 on.
 *
 * <pre>{@code
 * Backend backend = JdbcBackend.on(dataSource, options -> options.namespace("shop"));
 * }</pre>
 *
 * <p><b>Writes.</b> What waits in this process is applied as one group in one transaction, and judged in Java by {@code
 * Interpreter}. A write needs one connection for the moment of its transaction, and any number of threads together need one
 * at a time: a pool of one is enough, except for a call by a thread whose own open transaction has
 * borrowed that one. A write that is refused writes nothing. An uncertain commit is looked up before it is
 * reported, so {@code OutcomeUnknownException} is thrown only if the database could not be asked any more.
 *
 * <p><b>SQLite.</b> Shared by the processes of one machine; times come from this machine's clock, read while the write lock
 * is held, and versions rise even if it is set back. At start the file is switched to WAL, if it can be. An acknowledged
 * write survives a crash of the process; that of the machine as the connection's {@code PRAGMA synchronous} says (FULL, the
 * driver's default, survives it). A write takes four statements on one connection: begin, read, write, commit; one more
 * for a key without a row; a read of one key takes one. There is one writer at a time for the whole file: keep other write
 * transactions on it short.
 *
 * <p><b>The caller's transaction.</b> Nothing joins it: every call has a connection and a transaction of its own. A write by a
 * thread that has written to the same SQLite file in its own open transaction could only wait for itself; it fails after a
 * quarter of a second with a {@code BackendUnavailableException} that says so.
 *
 * <p><b>Deadline.</b> Each call ends within {@link JdbcOptions#timeout}, except for the time in which the pool does not give
 * a connection; set the pool's own timeout to no more.
 *
 * @since 0.1
 */
public final class JdbcBackend implements Backend {

    private static final String START = "The JDBC backend cannot start";
    private static final String READ = "Nothing was read";
    private static final Duration PATIENCE_WITH_ONESELF = Duration.ofMillis(250);
    /** Rows of one purging transaction: few, because writers wait for it. */
    private static final int PURGE_BATCH = 100;

    private final DataSource dataSource;
    private final Dialect dialect;
    private final JdbcStore store;
    private final GroupApply group;
    private final TimeSource time;
    private final Duration timeout;
    /** Behind which key the next purge begins to look; null for the first one. */
    private volatile @Nullable Key purgedUpTo;

    private volatile boolean closed;

    private JdbcBackend(DataSource dataSource, Dialect dialect, JdbcOptions options) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.store = new JdbcStore(dataSource, dialect);
        this.group = new GroupApply(store);
        this.time = options.time();
        this.timeout = options.timeout();
    }

    /** The backend on a database, with the default options. */
    public static JdbcBackend on(DataSource dataSource) {
        return on(dataSource, UnaryOperator.identity());
    }

    /**
     * The backend on a database. Connects, checks the version, and creates the tables if the options say so.
     *
     * @throws BackendSetupException if the database is not supported, too old, read-only, damaged, or lacks the tables
     * @throws BackendUnavailableException if it cannot be reached or stays locked until the timeout
     */
    public static JdbcBackend on(DataSource dataSource, UnaryOperator<JdbcOptions> customizer) {
        JdbcOptions options = customizer.apply(JdbcOptions.defaults());
        DataSource own = CallersTransaction.outside(dataSource);
        Dialect dialect = initialize(own, options);
        return new JdbcBackend(own, dialect, options);
    }

    private static Dialect initialize(DataSource dataSource, JdbcOptions options) {
        Deadline deadline = Deadline.in(options.timeout(), options.time());
        Dialect dialect = null;
        try (Connection connection = dataSource.getConnection()) {
            dialect = Dialect.of(connection, options);
            dialect.initialize(connection, deadline);
            return dialect;
        } catch (BackendSetupException | BackendUnavailableException e) {
            throw e;
        } catch (SQLException | RuntimeException e) { // a pool that starts late throws its own kind
            throw dialect != null ? dialect.explain(START, e) : ConnectionFailure.explain(START, e);
        }
    }

    @Override
    public Snapshot read(Collection<Key> keys) {
        Limits.checkRead(keys);
        Set<Key> distinct = new LinkedHashSet<>(keys);
        Session.Rows found = store.read(READ, deadline(), session -> session.read(distinct));
        Instant at = Interpreter.at(found.nowMicros());
        Map<Key, Entry> live = new HashMap<>();
        found.rows().forEach((key, row) -> {
            if (row.document() != null && !row.isExpiredAt(at.toEpochMilli())) {
                live.put(key, row.entry());
            }
        });
        return new Snapshot(at, live);
    }

    @Override
    public Outcome apply(Write write) {
        return group.apply(Limits.required("write", write), patience());
    }

    @Override
    public CommitOutcome applyAll(List<Write> writes) {
        return group.applyAll(CommitPlan.of(writes), patience());
    }

    @Override
    public Page scan(Scan scan) {
        List<EntryRow> rows = store.read(READ, deadline(), session -> session.scan(scan, scan.limit() + 1));
        return page(rows, scan.limit(), Key::sort);
    }

    @Override
    public Page scanSpace(String space, int limit, @Nullable String cursor) {
        Limits.checkPage(limit);
        String checked = SpaceCursor.start(space).space();
        Key after = cursor == null ? null : SpaceCursor.read(checked, cursor);
        List<EntryRow> rows = store.read(READ, deadline(), session -> session.scanSpace(checked, after, limit + 1));
        return page(rows, limit, SpaceCursor::write);
    }

    /** One row more than a page was asked for, to know whether another page follows. */
    private static Page page(List<EntryRow> rows, int limit, Function<Key, String> cursor) {
        List<Entry> entries = rows.stream().limit(limit).map(EntryRow::entry).toList();
        return new Page(
                entries,
                rows.size() > limit ? cursor.apply(entries.get(limit - 1).key()) : null);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Walks the namespace from where the last call stopped, at most once round and until the timeout; reads do not hold up
     * writers, and rows are deleted in groups of at most {@value #PURGE_BATCH}. Also deletes the tombstones it meets that are
     * older than ten minutes, which do not count.
     */
    @Override
    public int purge(int limit) {
        Limits.checkPurge(limit);
        Deadline deadline = deadline();
        Key start = purgedUpTo;
        Key position = start;
        int ends = 0; // how often the walk came to the end of the table
        int purged = 0;
        while (purged < limit && !deadline.isOver() && !isOnceRound(start, position, ends)) {
            Key from = position;
            int batch = Math.min(PURGE_BATCH, limit - purged);
            Session.Stretch stretch = store.read(READ, deadline, session -> session.purgeable(from, batch));
            if (!stretch.candidates().isEmpty()) {
                purged += group.purge(stretch.candidates(), patience());
            }
            position = stretch.next();
            ends += position == null ? 1 : 0;
            purgedUpTo = position;
        }
        return purged;
    }

    private static boolean isOnceRound(@Nullable Key start, @Nullable Key position, int ends) {
        if (start == null || ends == 2) {
            return ends > 0;
        }
        return ends == 1 && position != null && position.compareTo(start) >= 0;
    }

    @Override
    public Traits traits() {
        return dialect.traits();
    }

    /** Frees the statements kept on the pool's connections; the pool stays open. Calls after this are refused. */
    @Override
    public void close() {
        closed = true;
        dialect.close();
    }

    /** For tests. */
    Dialect dialect() {
        return dialect;
    }

    /** For tests: how many writes wait. */
    int waiting() {
        return group.waiting();
    }

    private Deadline deadline() {
        if (closed) {
            throw new BackendUnavailableException("The backend was closed; nothing was sent.", null);
        }
        return Deadline.in(timeout, time);
    }

    private Patience patience() {
        Deadline deadline = deadline();
        if (!CallersTransaction.mayHaveWritten(dataSource)) {
            return Patience.until(deadline);
        }
        Duration shorter = timeout.compareTo(PATIENCE_WITH_ONESELF) < 0 ? timeout : PATIENCE_WITH_ONESELF;
        return new Patience(Deadline.in(shorter, time), deadline, CallersTransaction.HINT);
    }
}
