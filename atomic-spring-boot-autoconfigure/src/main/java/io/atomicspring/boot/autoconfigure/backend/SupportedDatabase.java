package io.atomicspring.boot.autoconfigure.backend;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.boot.jdbc.DatabaseDriver;

/** The databases that the JDBC backend has a dialect for. */
enum SupportedDatabase {
    SQLITE("SQLite", DatabaseDriver.SQLITE);

    private final String displayName;
    private final DatabaseDriver driver;

    SupportedDatabase(String displayName, DatabaseDriver driver) {
        this.displayName = displayName;
        this.driver = driver;
    }

    static boolean includes(String databaseId) {
        return Arrays.stream(values())
                .anyMatch(database -> database.driver.getId().equals(databaseId));
    }

    /** For messages, such as "SQLite". */
    static String names() {
        return Arrays.stream(values()).map(database -> database.displayName).collect(Collectors.joining(", "));
    }
}
