package io.atomicspring.backend.jdbc;

/**
 * Whether the tables are created at start when they are missing.
 *
 * @since 0.1
 */
public enum SchemaInitialization {
    /** On every database. */
    ALWAYS,
    /** On an embedded database only, which SQLite is. */
    EMBEDDED,
    /** Never: the script has been run by whoever looks after the database. */
    NEVER
}
