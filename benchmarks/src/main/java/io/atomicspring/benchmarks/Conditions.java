package io.atomicspring.benchmarks;

import io.atomicspring.backend.Backend;
import io.lettuce.core.RedisClient;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.redisson.api.RedissonClient;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Under which conditions figures were taken; without them no figure means anything.
 *
 * @param facts by name, in the order of the report
 */
record Conditions(Map<String, String> facts) {

    /** Of this machine and this JVM. */
    static Conditions of(Settings settings, Instant date, double loadBefore, double loadAfter) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Date", date.truncatedTo(ChronoUnit.MINUTES).toString());
        facts.put(
                "Rounds",
                settings.rounds() + " of " + settings.slice().toMillis() + " ms per subject, after a warm-up of "
                        + settings.warmUp().toMillis() + " ms");
        facts.put("Machine", machine());
        facts.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.put("Heap", Runtime.getRuntime().maxMemory() / (1024 * 1024) + " MB");
        facts.put("Atomic Spring", version(Backend.class));
        facts.put("Lettuce", version(RedisClient.class));
        facts.put("Spring Data Redis", version(RedisConnectionFactory.class));
        facts.put("Redisson", version(RedissonClient.class));
        facts.put("Load average", String.format(Locale.ROOT, "%.1f before, %.1f after", loadBefore, loadAfter));
        return new Conditions(facts);
    }

    /** The load average of the last minute; negative where the system does not tell. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch");
    }

    private static String version(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? "as built" : version;
    }
}
