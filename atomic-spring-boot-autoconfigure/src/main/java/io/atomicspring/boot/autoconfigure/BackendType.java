package io.atomicspring.boot.autoconfigure;

import java.util.Locale;

/**
 * The stores that {@code atomic.backend} can name.
 *
 * @since 0.1
 */
public enum BackendType {

    /** Inside this process: shared with nobody, gone when it ends. */
    MEMORY,

    /** Files of this machine. Not available in this version. */
    FILE,

    /** A database, through the application's {@code DataSource}. */
    JDBC,

    /** Redis or Valkey, through the application's {@code RedisConnectionFactory}. */
    REDIS,

    /** DynamoDB. Not available in this version. */
    DYNAMODB;

    /** As it is written in a property, such as "redis". */
    public String propertyValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
