package io.atomicspring.backend.jdbc;

import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.BackendUnavailableException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's result codes mean for a caller, according to SQLite's page "Result and Error Codes". */
final class SqliteErrors {

    /** After these the frames of a WAL may be on disk although the transaction was undone in memory. */
    private static final Set<SQLiteErrorCode> SYNC_FAILED = Set.of(
            SQLiteErrorCode.SQLITE_IOERR_FSYNC,
            SQLiteErrorCode.SQLITE_IOERR_DIR_FSYNC,
            SQLiteErrorCode.SQLITE_IOERR_CLOSE);

    private SqliteErrors() {}

    /** SQLite's own error in a chain of causes; pools wrap it. */
    static Optional<SQLiteException> find(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** Another connection holds a lock. */
    static boolean isBusy(SQLException failure) {
        return find(failure)
                .map(SqliteErrors::primary)
                .filter(code -> code == SQLiteErrorCode.SQLITE_BUSY || code == SQLiteErrorCode.SQLITE_LOCKED)
                .isPresent();
    }

    static boolean isMissingTable(SQLException failure) {
        return isError(failure, "no such table");
    }

    /** A COMMIT or ROLLBACK found nothing to end. */
    static boolean isWithoutTransaction(SQLException failure) {
        return isError(failure, "no transaction is active");
    }

    /** Whether a commit that failed this way could come back when the file is recovered after a crash. */
    static boolean isSyncFailure(SQLException failure) {
        return find(failure)
                .filter(found -> SYNC_FAILED.contains(found.getResultCode()))
                .isPresent();
    }

    /**
     * Says what a failure means when nothing was written.
     *
     * @param file the database, as it stands in a sentence behind "the SQLite database"
     * @param what what was not achieved: "Nothing was written"
     */
    static DataAccessException explain(String file, String what, Throwable failure) {
        SQLiteException found = find(failure).orElse(null);
        if (found == null) {
            return ConnectionFailure.explain(what, failure);
        }
        String place = what + ": the SQLite database " + file + " ";
        return switch (primary(found)) {
            case SQLITE_BUSY, SQLITE_LOCKED ->
                unavailable(
                        place + "is busy, another connection held its lock until the deadline. Look for a long write"
                                + " transaction (a batch, another process, a suspended transaction of this thread) and"
                                + " shorten it, or raise the timeout.",
                        failure);
            case SQLITE_FULL ->
                unavailable(
                        place + "cannot grow, its disk or its size limit (max_page_count) is full. Make room, then"
                                + " repeat.",
                        failure);
            case SQLITE_READONLY ->
                setup(
                        place + "is read-only (" + found.getMessage() + "). Give this process the right to write the"
                                + " file and its folder, where SQLite keeps the '-wal' and '-shm' files, and remove"
                                + " mode=ro or open_mode from the URL.",
                        failure);
            case SQLITE_NOTADB ->
                setup(
                        place + "is no SQLite database: the file holds something else, or is encrypted. Check the path"
                                + " in the URL; the file was not touched.",
                        failure);
            case SQLITE_CORRUPT, SQLITE_FORMAT ->
                setup(
                        place + "is damaged (" + found.getMessage() + "). Stop its users, look at 'PRAGMA"
                                + " integrity_check', and restore it from a backup.",
                        failure);
            case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH, SQLITE_NOLFS ->
                setup(
                        place + "cannot be opened (" + found.getMessage() + "). Check that the folder in the URL exists"
                                + " and that this process may read and write there.",
                        failure);
            case SQLITE_ERROR -> ofStatement(place, found, failure);
            default ->
                unavailable(
                        place + "reported " + found.getMessage() + ". Check the disk and the log of the machine, then"
                                + " repeat.",
                        failure);
        };
    }

    private static DataAccessException ofStatement(String place, SQLiteException found, Throwable failure) {
        if (isError(found, "within a transaction")) {
            return unavailable(
                    place + "was reached through a connection with a transaction that somebody left open. Look for code"
                            + " that returns connections to the pool without a commit or rollback.",
                    failure);
        }
        return setup(
                place + "does not understand a statement (" + found.getMessage() + "). The tables were changed or"
                        + " dropped since the start; restore them, and start again.",
                failure);
    }

    private static DataAccessException unavailable(String message, Throwable failure) {
        return new BackendUnavailableException(message, failure);
    }

    private static DataAccessException setup(String message, Throwable failure) {
        return new BackendSetupException(message, failure);
    }

    private static boolean isError(SQLException failure, String text) {
        return find(failure)
                .filter(found -> primary(found) == SQLiteErrorCode.SQLITE_ERROR)
                .filter(found -> String.valueOf(found.getMessage()).contains(text))
                .isPresent();
    }

    private static SQLiteErrorCode primary(SQLiteException found) {
        return SQLiteErrorCode.getErrorCode(found.getResultCode().code & 0xff);
    }
}
