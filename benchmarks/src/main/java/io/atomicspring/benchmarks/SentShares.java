package io.atomicspring.benchmarks;

import java.util.Map;
import java.util.TreeMap;

/**
 * The share of each command's calls that clients sent; the rest ran inside scripts.
 *
 * @param shares by command name, 0 to 1; a command that is not named was sent
 */
record SentShares(Map<String, Double> shares) {

    SentShares {
        shares = Map.copyOf(shares);
    }

    /** From the calls of each command that were seen to be sent, and those seen inside scripts. */
    static SentShares of(Map<String, Long> sent, Map<String, Long> inScripts) {
        Map<String, Double> shares = new TreeMap<>();
        inScripts.forEach((command, inner) -> {
            long outer = sent.getOrDefault(command, 0L);
            shares.put(command, (double) outer / (outer + inner));
        });
        return new SentShares(shares);
    }

    /** The calls of each command that clients sent; commands that only scripts ran are left out. */
    Map<String, Double> sent(ServerCounts counts) {
        Map<String, Double> sent = new TreeMap<>();
        counts.calls().forEach((command, calls) -> {
            double share = shares.getOrDefault(command, 1.0);
            if (share > 0) {
                sent.put(command, calls * share);
            }
        });
        return sent;
    }

    /** How many calls scripts made. */
    double inScripts(ServerCounts counts) {
        return counts.calls().entrySet().stream()
                .mapToDouble(entry -> entry.getValue() * (1 - shares.getOrDefault(entry.getKey(), 1.0)))
                .sum();
    }
}
