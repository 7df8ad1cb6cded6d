package io.atomicspring.boot.autoconfigure.health;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Traits;
import io.atomicspring.time.TimeSource;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;

/**
 * Reads one key that nobody writes, and tells how long that took. One round trip; on Redis a second one
 * asks whether the server may evict entries. Nothing is written.
 *
 * <p>Down means that a lock or a write would fail now; the reason is the backend's own message.
 */
final class AtomicHealthIndicator implements HealthIndicator {

    static final Key PROBE = Key.of("atomic.health", "probe");

    private final Backend backend;
    private final List<StoreWarning> warnings;
    private final TimeSource time;

    AtomicHealthIndicator(Backend backend, List<StoreWarning> warnings, TimeSource time) {
        this.backend = backend;
        this.warnings = List.copyOf(warnings);
        this.time = time;
    }

    @Override
    public Health health() {
        Traits traits = backend.traits();
        Health.Builder health = new Health.Builder()
                .withDetail("backend", traits.name())
                .withDetail("clock", lowerCase(traits.clock()))
                .withDetail("reach", lowerCase(traits.reach()));
        long start = time.nanoTime();
        try {
            backend.read(List.of(PROBE));
            health.up().withDetail("roundTripMillis", millisSince(start));
            List<String> told = warnings.stream()
                    .flatMap(warning -> warning.of(backend).stream())
                    .toList();
            return (told.isEmpty() ? health : health.withDetail("warnings", told)).build();
        } catch (DataAccessException e) {
            return health.down()
                    .withDetail("reason", String.valueOf(e.getMessage()))
                    .build();
        }
    }

    private double millisSince(long start) {
        long micros = (time.nanoTime() - start) / 1_000;
        return micros / 1_000.0;
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
