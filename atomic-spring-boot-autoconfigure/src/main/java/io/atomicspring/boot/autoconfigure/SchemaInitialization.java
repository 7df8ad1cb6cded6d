package io.atomicspring.boot.autoconfigure;

/**
 * When the JDBC backend creates its tables. The values are those of Spring Boot's own schema settings.
 *
 * @since 0.1
 */
public enum SchemaInitialization {

    /** On every start, if they do not exist. */
    ALWAYS,

    /** Only in an embedded database, as which an SQLite file counts. */
    EMBEDDED,

    /** Never: a migration tool does it. */
    NEVER
}
