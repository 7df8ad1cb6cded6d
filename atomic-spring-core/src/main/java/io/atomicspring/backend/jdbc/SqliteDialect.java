package io.atomicspring.backend.jdbc;

import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.Traits;
import io.atomicspring.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.sqlite.SQLiteConnection;

/** SQLite: one file, one writer, no server; the clock is the machine's. */
final class SqliteDialect implements Dialect {

    private static final Traits TRAITS = new Traits(
            "sqlite",
            Traits.Clock.NODE,
            Traits.Reach.HOST,
            Traits.Durability.PROCESS_CRASH,
            Traits.CommitScope.BACKEND,
            Traits.SpaceScan.PROPORTIONAL);

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final int LOWEST_MAJOR = 3;
    private static final int LOWEST_MINOR = 35;

    private final JdbcOptions options;
    private final byte[] namespace;
    private final SqlResources resources;
    private final PreparedStatements statements;
    /** How messages name the database. */
    private volatile String file = "behind the DataSource";

    SqliteDialect(JdbcOptions options) {
        this.options = options;
        this.namespace = options.namespace().getBytes(StandardCharsets.UTF_8);
        this.resources = new SqlResources("sqlite", options.tablePrefix());
        this.statements = new PreparedStatements(resources.statements());
    }

    static void checkVersion(@Nullable String version) {
        Matcher matcher = VERSION.matcher(String.valueOf(version));
        if (matcher.matches()) {
            int major = Integer.parseInt(matcher.group(1));
            int minor = Integer.parseInt(matcher.group(2));
            if (major > LOWEST_MAJOR || (major == LOWEST_MAJOR && minor >= LOWEST_MINOR)) {
                return;
            }
        }
        throw new BackendSetupException(
                "The database is SQLite " + version + "; " + SUPPORTED
                        + " is needed. Update the driver org.xerial:sqlite-jdbc," + " which contains SQLite.",
                null);
    }

    @Override
    public Traits traits() {
        return TRAITS;
    }

    @Override
    public void initialize(Connection connection, Deadline deadline) throws SQLException {
        SqliteSetup setup = new SqliteSetup(resources, options.initialize(), physical(connection), deadline);
        file = setup.file();
        setup.run();
    }

    @Override
    public Session open(Connection borrowed, Deadline deadline) throws SQLException {
        SQLiteConnection physical = physical(borrowed);
        return new SqliteSession(borrowed, physical, statements.on(physical), namespace, options.time(), deadline);
    }

    @Override
    public DataAccessException explain(String what, Throwable failure) {
        return SqliteErrors.explain(file, what, failure);
    }

    @Override
    public void close() {
        statements.close();
    }

    /** For tests. */
    int keptConnections() {
        return statements.size();
    }

    private static SQLiteConnection physical(Connection connection) throws SQLException {
        if (connection.isWrapperFor(SQLiteConnection.class)) {
            return connection.unwrap(SQLiteConnection.class);
        }
        throw new BackendSetupException(
                "The DataSource gives connections of " + connection.getClass().getName() + " that do not unwrap to "
                        + SQLiteConnection.class.getName()
                        + ". Use the driver org.xerial:sqlite-jdbc, and a pool or proxy"
                        + " that supports Connection.unwrap.",
                null);
    }
}
