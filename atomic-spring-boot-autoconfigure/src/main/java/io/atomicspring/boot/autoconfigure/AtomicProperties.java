package io.atomicspring.boot.autoconfigure;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.jdbc.SchemaInitialization;
import io.atomicspring.backend.redis.TagPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of Atomic Spring.
 *
 * @param backend Store to use; the only supported one among the application's beans if not set, and memory with a warning if
 *     there is none.
 * @param namespace Part of every key, so that applications on one store never meet; 'spring.application.name' if not set, and
 *     'default' with a warning if that is not set either.
 * @param timeout Longest time one call to the store may take; a write that is not answered by then has an unknown outcome.
 * @param store Settings of the item store.
 * @param lock Settings of locks.
 * @param once Settings of do-once actions.
 * @param jdbc Settings of the JDBC backend.
 * @param redis Settings of the Redis backend.
 * @since 0.1
 */
@ConfigurationProperties("atomic")
public record AtomicProperties(
        @Nullable BackendType backend,
        @Nullable String namespace,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue Store store,
        @DefaultValue Lock lock,
        @DefaultValue Once once,
        @DefaultValue Jdbc jdbc,
        @DefaultValue Redis redis) {

    public AtomicProperties {
        check("atomic.timeout", timeout);
    }

    /**
     * Settings of the item store.
     *
     * @param space Space of the default AtomicStore bean.
     */
    public record Store(@DefaultValue("default") String space) {}

    /**
     * Settings of locks.
     *
     * @param lease How long a lock is held without renewal; after a crash it is free by then.
     * @param waitFor How long acquiring waits for a lock that is held by somebody else; zero asks once.
     * @param holder Name of this node in messages and lock listings; application name, host and process id if not set.
     */
    public record Lock(
            @DefaultValue("30s") Duration lease,
            @DefaultValue("10s") Duration waitFor,
            @Nullable String holder) {

        public Lock {
            check("atomic.lock.lease", lease);
            checkNotNegative("atomic.lock.wait-for", waitFor);
        }
    }

    /**
     * Settings of do-once actions.
     *
     * @param lease How long a running action keeps others out; longer than the action needs, as it is not renewed.
     * @param rememberFor How long a result is remembered and given to later callers.
     */
    public record Once(
            @DefaultValue("30s") Duration lease,
            @DefaultValue("24h") Duration rememberFor) {

        public Once {
            check("atomic.once.lease", lease);
            check("atomic.once.remember-for", rememberFor);
        }
    }

    /**
     * Settings of the JDBC backend.
     *
     * @param dataSource Name of the DataSource bean to use; the only or primary one if not set.
     * @param initializeSchema When to create the tables that are missing; an SQLite file counts as embedded.
     * @param tablePrefix Prefix of the table names.
     */
    public record Jdbc(
            @Nullable String dataSource,
            @DefaultValue("embedded") SchemaInitialization initializeSchema,
            @DefaultValue("atomic_") String tablePrefix) {}

    /**
     * Settings of the Redis backend.
     *
     * @param connectionFactory Name of the RedisConnectionFactory bean to use; the only or primary one if not set.
     * @param tags What decides the cluster slot of an entry; part of every key, so not to be changed for stored data.
     */
    public record Redis(
            @Nullable String connectionFactory,
            @DefaultValue("partition") TagPolicy tags) {}

    private static void checkNotNegative(String property, Duration value) {
        if (value.isNegative() || value.compareTo(Limits.MAX_DURATION) > 0) {
            throw new InvalidInputException("The property '" + property + "' is " + value
                    + "; it must not be negative and at most " + Limits.MAX_DURATION.toDays() + " days.");
        }
    }

    /** Binding fails with the text of this check; it names the property, as the failure itself only names its prefix. */
    private static void check(String property, Duration value) {
        Limits.checkDuration("property '" + property + "'", value);
    }
}
