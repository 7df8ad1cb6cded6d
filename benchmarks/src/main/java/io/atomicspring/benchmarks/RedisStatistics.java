package io.atomicspring.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what Redis says about its own work. */
final class RedisStatistics {

    private static final Pattern CALLS = Pattern.compile("cmdstat_([^:]+):calls=([0-9]+),.*");
    private static final Pattern MAIN_THREAD_CPU = Pattern.compile("used_cpu_(?:sys|user)_main_thread:([0-9.]+)");
    private static final Pattern WATCHED = Pattern.compile("\\+[0-9.]+ \\[[0-9]+ ([^\\]]+)\\] \"([^\"]+)\".*");

    /** What the reading of statistics itself adds. */
    private static final String OWN_COMMAND = "info";

    private RedisStatistics() {}

    /** From the sections {@code commandstats} and {@code cpu} of INFO. */
    static ServerCounts counts(String commandStatistics, String cpu) {
        Map<String, Long> calls = new HashMap<>();
        commandStatistics.lines().map(CALLS::matcher).filter(Matcher::matches).forEach(line -> {
            if (!line.group(1).equals(OWN_COMMAND)) {
                calls.put(line.group(1), Long.parseLong(line.group(2)));
            }
        });
        double seconds = cpu.lines()
                .map(MAIN_THREAD_CPU::matcher)
                .filter(Matcher::matches)
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .sum();
        return new ServerCounts(calls, seconds * 1_000_000);
    }

    /** From the lines of MONITOR, which marks what a script ran. */
    static SentShares shares(List<String> watched) {
        Map<String, Long> sent = new HashMap<>();
        Map<String, Long> inScripts = new HashMap<>();
        watched.stream().map(WATCHED::matcher).filter(Matcher::matches).forEach(line -> {
            Map<String, Long> side = line.group(1).equals("lua") ? inScripts : sent;
            side.merge(line.group(2).toLowerCase(Locale.ROOT), 1L, Long::sum);
        });
        return SentShares.of(sent, inScripts);
    }
}
