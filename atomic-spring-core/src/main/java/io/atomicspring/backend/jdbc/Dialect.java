package io.atomicspring.backend.jdbc;

import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Traits;
import io.atomicspring.time.Deadline;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.springframework.dao.DataAccessException;

/**
 * What one kind of database does in its own way. Everything else (groups, judging, paging, deadlines) is shared: {@link
 * JdbcBackend}, {@link JdbcStore}, {@link io.atomicspring.backend.group.GroupApply}.
 */
interface Dialect extends AutoCloseable {

    /** What {@link #of} knows, for messages. */
    String SUPPORTED = "SQLite 3.35 or newer";

    /** The dialect of the database behind a connection; {@link BackendSetupException} if there is none. */
    static Dialect of(Connection connection, JdbcOptions options) throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        String product = database.getDatabaseProductName();
        if ("SQLite".equalsIgnoreCase(product)) {
            SqliteDialect.checkVersion(database.getDatabaseProductVersion());
            return new SqliteDialect(options);
        }
        throw new BackendSetupException(
                "The DataSource leads to " + Limits.quoted(product)
                        + ", which the JDBC backend does not support. Supported: " + SUPPORTED
                        + ". Pass a DataSource of such a database, or choose another backend.",
                null);
    }

    Traits traits();

    /**
     * Makes the database ready for use, once at start: settings of the file, tables.
     *
     * @throws BackendSetupException if that is impossible or not wanted
     */
    void initialize(Connection connection, Deadline deadline) throws SQLException;

    /** Takes over a borrowed connection for one operation; closing the session gives it back as it was. */
    Session open(Connection borrowed, Deadline deadline) throws SQLException;

    /**
     * Says what a failure means when nothing was written: fact, cause, next step.
     *
     * @param what what was not achieved: "Nothing was written"
     */
    DataAccessException explain(String what, Throwable failure);

    /** Frees what is kept on connections. */
    @Override
    void close();
}
