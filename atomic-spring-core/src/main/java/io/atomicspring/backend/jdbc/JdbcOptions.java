package io.atomicspring.backend.jdbc;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Limits;
import io.atomicspring.time.TimeSource;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How a {@link JdbcBackend} uses its database: {@code options -> options.namespace("shop").timeout(ofSeconds(1))}.
 *
 * @param namespace keeps the entries of this application apart from those of others in the same tables
 * @param timeout how long one call may take, waiting for others included; at most 10 minutes
 * @param tablePrefix what the names of the tables begin with
 * @param initialize whether missing tables are created
 * @param time the clock of a database that has none of its own, and of deadlines
 * @since 0.1
 */
public record JdbcOptions(
        String namespace, Duration timeout, String tablePrefix, SchemaInitialization initialize, TimeSource time) {

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,39}");
    private static final JdbcOptions DEFAULTS = new JdbcOptions(
            Limits.DEFAULT_NAMESPACE,
            Limits.DEFAULT_TIMEOUT,
            "atomic_",
            SchemaInitialization.EMBEDDED,
            TimeSource.system());

    /** Checks the values; throws {@link InvalidInputException}. */
    public JdbcOptions {
        Limits.checkNamespace(namespace);
        Limits.checkTimeout(timeout);
        if (tablePrefix == null || !PREFIX.matcher(tablePrefix).matches()) {
            throw new InvalidInputException("The table prefix " + Limits.quoted(tablePrefix)
                    + " is not valid: use 1 to 40 characters out of A-Z, a-z, 0-9 and '_', and no digit first.");
        }
        Limits.required("time of schema initialization", initialize);
        Limits.required("time source", time);
    }

    /** Namespace "default", 2 seconds, tables {@code atomic_...} that are created in embedded databases, the machine's clock. */
    public static JdbcOptions defaults() {
        return DEFAULTS;
    }

    public JdbcOptions namespace(String name) {
        return new JdbcOptions(name, timeout, tablePrefix, initialize, time);
    }

    public JdbcOptions timeout(Duration duration) {
        return new JdbcOptions(namespace, duration, tablePrefix, initialize, time);
    }

    public JdbcOptions tablePrefix(String prefix) {
        return new JdbcOptions(namespace, timeout, prefix, initialize, time);
    }

    public JdbcOptions initialize(SchemaInitialization when) {
        return new JdbcOptions(namespace, timeout, tablePrefix, when, time);
    }

    public JdbcOptions time(TimeSource source) {
        return new JdbcOptions(namespace, timeout, tablePrefix, initialize, source);
    }
}
