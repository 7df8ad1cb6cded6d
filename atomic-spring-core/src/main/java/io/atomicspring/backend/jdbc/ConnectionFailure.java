package io.atomicspring.backend.jdbc;

import io.atomicspring.backend.BackendUnavailableException;
import org.springframework.dao.DataAccessException;
import org.springframework.util.ClassUtils;

/** What it means when no connection could be had. */
final class ConnectionFailure {

    private static final boolean SQLITE =
            ClassUtils.isPresent("org.sqlite.SQLiteException", ConnectionFailure.class.getClassLoader());

    private ConnectionFailure() {}

    static DataAccessException explain(String what, Throwable failure) {
        if (SQLITE && SqliteErrors.find(failure).isPresent()) {
            return SqliteErrors.explain("behind the DataSource", what, failure);
        }
        return new BackendUnavailableException(
                what + ": the DataSource gave no connection (" + failure.getMessage() + "). Check the URL, and whether"
                        + " other work keeps the connections of the pool.",
                failure);
    }
}
