package io.atomicspring.backend.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;

/**
 * Statements kept on the physical connections behind a pool, because SQLite compiles a statement for longer than it runs it.
 * A connection is borrowed by one thread at a time, and so are its statements.
 */
final class PreparedStatements {

    private static final Logger log = LoggerFactory.getLogger(PreparedStatements.class);

    private final Map<String, String> sql;
    // Not weak keys: a statement refers to its connection. Connections that the pool closed are forgotten below.
    private final Map<SQLiteConnection, OnConnection> kept = new ConcurrentHashMap<>();

    PreparedStatements(Map<String, String> sql) {
        this.sql = Map.copyOf(sql);
    }

    OnConnection on(SQLiteConnection connection) {
        OnConnection found = kept.get(connection);
        if (found == null) {
            kept.keySet().removeIf(PreparedStatements::isClosed);
            found = new OnConnection(connection);
            kept.put(connection, found);
        }
        return found;
    }

    /** For tests: how many connections have statements. */
    int size() {
        return kept.size();
    }

    void close() {
        kept.values().forEach(OnConnection::close);
        kept.clear();
    }

    private static boolean isClosed(SQLiteConnection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** The statements of one connection, prepared when they are first used. */
    final class OnConnection {

        private final SQLiteConnection connection;
        private final Map<String, PreparedStatement> prepared = new ConcurrentHashMap<>(); // closed by another thread

        OnConnection(SQLiteConnection connection) {
            this.connection = connection;
        }

        PreparedStatement get(String name) throws SQLException {
            PreparedStatement found = prepared.get(name);
            if (found == null) {
                found = connection.prepareStatement(sql.get(name));
                prepared.put(name, found);
            }
            return found;
        }

        void execute(String name) throws SQLException {
            get(name).execute();
        }

        /** After an error: a statement that failed may not be usable again. */
        void close() {
            for (PreparedStatement statement : prepared.values()) {
                try {
                    statement.close();
                } catch (SQLException e) {
                    log.debug("A statement could not be closed", e);
                }
            }
            prepared.clear();
        }
    }
}
