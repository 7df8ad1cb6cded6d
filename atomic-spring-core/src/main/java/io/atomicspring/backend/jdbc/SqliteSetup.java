package io.atomicspring.backend.jdbc;

import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.time.Deadline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;

/** Makes a SQLite file ready at start: WAL, tables, and the proof that it can be written. */
final class SqliteSetup {

    static final int SCHEMA_VERSION = 1;

    private static final String SCRIPT = "schema-v1.sql";
    private static final Logger log = LoggerFactory.getLogger(SqliteSetup.class);

    private final SqlResources resources;
    private final Map<String, String> sql;
    private final SchemaInitialization initialize;
    private final SQLiteConnection connection;
    private final Deadline deadline;
    private final String file;

    SqliteSetup(SqlResources resources, SchemaInitialization initialize, SQLiteConnection connection, Deadline deadline)
            throws SQLException {
        this.resources = resources;
        this.sql = resources.statements();
        this.initialize = initialize;
        this.connection = connection;
        this.deadline = deadline;
        this.file = findFile();
    }

    /** The database as messages name it. */
    String file() {
        return "'" + file + "'";
    }

    void run() throws SQLException {
        if (file.isEmpty()) {
            throw new BackendSetupException(
                    "The DataSource leads to a SQLite database in memory, of which each connection may see another one. Use a"
                            + " file, or the memory backend.",
                    null);
        }
        boolean autoCommit = connection.getAutoCommit();
        int busyTimeout = connection.getBusyTimeout();
        connection.setAutoCommit(true);
        connection.setBusyTimeout((int) Math.max(1, deadline.remaining().toMillis()));
        try {
            useWal();
            createTables();
            proveWritable();
        } finally {
            connection.setBusyTimeout(busyTimeout);
            connection.setAutoCommit(autoCommit);
        }
    }

    private String findFile() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet databases = statement.executeQuery("PRAGMA database_list")) {
            while (databases.next()) {
                if ("main".equals(databases.getString("name"))) {
                    String path = databases.getString("file");
                    return path == null ? "" : path;
                }
            }
        }
        return "";
    }

    /** Readers and the writer do not wait for each other in WAL. It is a property of the file and needs no repetition. */
    private void useWal() throws SQLException {
        String mode = journalMode("PRAGMA journal_mode");
        if (!"wal".equalsIgnoreCase(mode)) {
            mode = journalMode("PRAGMA journal_mode = WAL");
        }
        if (!"wal".equalsIgnoreCase(mode)) {
            log.warn(
                    "The SQLite database {} stays in journal mode '{}': it cannot use WAL, readers and writers wait for"
                            + " each other. Put it on a local disk.",
                    file(),
                    mode);
        }
    }

    private String journalMode(String pragma) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet mode = statement.executeQuery(pragma)) {
            return mode.next() ? mode.getString(1) : "";
        }
    }

    private void createTables() throws SQLException {
        Integer version = schemaVersion();
        if (version == null) {
            if (initialize == SchemaInitialization.NEVER) {
                throw new BackendSetupException(
                        "The SQLite database " + file()
                                + " has no tables of Atomic Spring, and creating them is switched off."
                                + " Run " + resources.location(SCRIPT) + " on it, or set the schema initialization to"
                                + " EMBEDDED.",
                        null);
            }
            runScript();
            version = schemaVersion();
        }
        if (version == null || version != SCHEMA_VERSION) {
            throw new BackendSetupException(
                    "The tables of Atomic Spring in the SQLite database " + file() + " have version " + version
                            + " of the schema; this version of Atomic Spring knows " + SCHEMA_VERSION
                            + ". Use a version of Atomic Spring that knows it.",
                    null);
        }
    }

    private @Nullable Integer schemaVersion() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(statementNamed("schema-version"))) {
            return found.next() ? (Integer) found.getInt(1) : null;
        } catch (SQLException e) {
            if (SqliteErrors.isMissingTable(e)) {
                return null;
            }
            throw e;
        }
    }

    /** All of it or nothing; another process may be doing the same. */
    private void runScript() throws SQLException {
        inWriteTransaction(statement -> {
            for (String part : resources.script(SCRIPT)) {
                statement.execute(part);
            }
        });
    }

    private void proveWritable() throws SQLException {
        inWriteTransaction(statement -> statement.execute(statementNamed("prove-writable")));
    }

    private interface Work {
        void with(Statement statement) throws SQLException;
    }

    private void inWriteTransaction(Work work) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statementNamed("begin-write"));
            try {
                work.with(statement);
                statement.execute(statementNamed("commit"));
            } catch (SQLException | RuntimeException e) {
                try {
                    statement.execute(statementNamed("rollback"));
                } catch (SQLException ended) {
                    e.addSuppressed(ended);
                }
                throw e;
            }
        }
    }

    private String statementNamed(String name) {
        return Objects.requireNonNull(sql.get(name), name);
    }
}
