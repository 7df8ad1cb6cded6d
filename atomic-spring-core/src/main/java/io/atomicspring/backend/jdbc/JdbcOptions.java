package io.atomicspring.backend.jdbc;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Utf8;
import io.atomicspring.time.TimeSource;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link JdbcBackend} is set up. Every setter refuses a bad value with an {@link InvalidInputException}.
 *
 * @since 0.1
 */
public final class JdbcOptions {

    /** The namespace of who does not choose one. */
    public static final String DEFAULT_NAMESPACE = "atomic";

    /** How long one call may take, unless set. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
    private static final int MAX_NAMESPACE_BYTES = 200;
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,39}");

    private String namespace = DEFAULT_NAMESPACE;
    private String tablePrefix = "atomic_";
    private Duration timeout = DEFAULT_TIMEOUT;
    private SchemaInitialization initialize = SchemaInitialization.EMBEDDED;
    private TimeSource time = TimeSource.system();

    JdbcOptions() {}

    /** Keeps the entries of this application apart from those of others in the same tables: 1 to 200 bytes of UTF-8. */
    public JdbcOptions namespace(@Nullable String name) {
        if (name == null || name.isEmpty() || Utf8.length(name) > MAX_NAMESPACE_BYTES) {
            throw new InvalidInputException("The namespace " + Limits.quoted(name) + " is not possible: use 1 to "
                    + MAX_NAMESPACE_BYTES + " bytes of UTF-8.");
        }
        namespace = Utf8.checkEncodable("The namespace", name);
        return this;
    }

    /** How long one call may take, waiting for others included; 2 s by default, at most 10 min. */
    public JdbcOptions timeout(@Nullable Duration duration) {
        if (Limits.checkDuration("timeout", duration).compareTo(LONGEST_TIMEOUT) > 0) {
            throw new InvalidInputException(
                    "The timeout is " + duration + "; at most " + LONGEST_TIMEOUT + " is possible.");
        }
        timeout = Limits.checkDuration("timeout", duration);
        return this;
    }

    /** What the names of the tables begin with; {@code atomic_} by default. */
    public JdbcOptions tablePrefix(@Nullable String prefix) {
        if (prefix == null || !PREFIX.matcher(prefix).matches()) {
            throw new InvalidInputException("The table prefix " + Limits.quoted(prefix)
                    + " is not valid: use 1 to 40 characters out of A-Z, a-z, 0-9 and '_', and no digit first.");
        }
        tablePrefix = prefix;
        return this;
    }

    /** Whether missing tables are created; {@link SchemaInitialization#EMBEDDED} by default. */
    public JdbcOptions initialize(SchemaInitialization when) {
        initialize = when;
        return this;
    }

    /** The clock of a database that has none of its own, and of deadlines; the machine's by default. */
    public JdbcOptions time(TimeSource source) {
        time = source;
        return this;
    }

    String namespace() {
        return namespace;
    }

    String tablePrefix() {
        return tablePrefix;
    }

    Duration timeout() {
        return timeout;
    }

    SchemaInitialization initialize() {
        return initialize;
    }

    TimeSource time() {
        return time;
    }
}
