package io.atomicspring.backend.jdbc;

import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.group.GroupStore;
import io.atomicspring.backend.group.Patience;
import io.atomicspring.time.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** Borrows connections, one for each group or read, and says what their failures mean. */
final class JdbcStore implements GroupStore {

    private static final String WRITE = "Nothing was written";

    private final DataSource dataSource;
    private final Dialect dialect;

    JdbcStore(DataSource dataSource, Dialect dialect) {
        this.dataSource = dataSource;
        this.dialect = dialect;
    }

    /** Something to read within one session. */
    interface Reading<T> {
        T on(Session session) throws SQLException;
    }

    <T> T read(String what, Deadline deadline, Reading<T> reading) {
        try (Session session = open(what, deadline)) {
            return reading.on(session);
        } catch (SQLException e) {
            throw dialect.explain(what, e);
        }
    }

    @Override
    public Transaction begin(Patience patience) {
        try {
            Session session = open(WRITE, patience.taken());
            try {
                session.begin(patience);
                return new SessionTransaction(session);
            } catch (SQLException e) {
                session.close();
                throw dialect.explain(WRITE, e);
            } catch (RuntimeException | Error e) {
                session.close();
                throw e;
            }
        } catch (BackendUnavailableException e) {
            throw Thread.currentThread().isInterrupted() ? interrupted(e) : hinted(e, patience);
        }
    }

    private static BackendUnavailableException interrupted(BackendUnavailableException e) {
        return new BackendUnavailableException(
                "The thread was interrupted while its write waited; nothing was written.", e);
    }

    private static BackendUnavailableException hinted(BackendUnavailableException e, Patience patience) {
        return patience.hint().isEmpty()
                ? e
                : new BackendUnavailableException(patience.explain(String.valueOf(e.getMessage())), e);
    }

    private Session open(String what, Deadline deadline) {
        Connection borrowed;
        try {
            borrowed = dataSource.getConnection();
        } catch (SQLException | RuntimeException e) { // a pool that starts late throws its own kind
            throw dialect.explain(what, e);
        }
        try {
            if (deadline.isOver()) {
                throw new BackendUnavailableException(
                        what
                                + ": a connection came only after the deadline. Find out who keeps the connections of the pool,"
                                + " or make the pool larger.",
                        null);
            }
            return dialect.open(borrowed, deadline);
        } catch (SQLException e) {
            close(borrowed, e);
            throw dialect.explain(what, e);
        } catch (RuntimeException | Error e) {
            close(borrowed, e);
            throw e;
        }
    }

    private static void close(Connection connection, Throwable because) {
        try {
            connection.close();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    private final class SessionTransaction implements Transaction {

        private final Session session;

        SessionTransaction(Session session) {
            this.session = session;
        }

        @Override
        public Locked lock(Set<Key> keys) {
            try {
                return session.lockAndRead(keys);
            } catch (SQLException e) {
                throw dialect.explain(WRITE, e);
            }
        }

        @Override
        public void commit(List<RowChange> changes) {
            try {
                session.writeAndCommit(changes);
            } catch (SQLException e) {
                throw dialect.explain(WRITE, e);
            }
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
