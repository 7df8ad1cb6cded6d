package io.atomicspring.benchmarks;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a server did: how often it ran each command, and the processor time it took.
 *
 * @param calls by command name, commands inside scripts included
 */
record ServerCounts(Map<String, Long> calls, double cpuMicros) {

    static final ServerCounts NOTHING = new ServerCounts(Map.of(), 0);

    ServerCounts {
        calls = Map.copyOf(calls);
    }

    ServerCounts plus(ServerCounts other) {
        Map<String, Long> sum = new TreeMap<>(calls);
        other.calls.forEach((command, count) -> sum.merge(command, count, Long::sum));
        return new ServerCounts(sum, cpuMicros + other.cpuMicros);
    }

    /** What was done since {@code earlier}; commands that were not used are left out. */
    ServerCounts since(ServerCounts earlier) {
        Map<String, Long> difference = new TreeMap<>();
        calls.forEach((command, count) -> {
            long more = count - earlier.calls.getOrDefault(command, 0L);
            if (more != 0) {
                difference.put(command, more);
            }
        });
        return new ServerCounts(difference, cpuMicros - earlier.cpuMicros);
    }
}
