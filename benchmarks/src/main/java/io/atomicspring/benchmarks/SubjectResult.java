package io.atomicspring.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one subject achieved in a group.
 *
 * @param slices one per round
 * @param shares tells commands that clients sent from those inside scripts
 */
record SubjectResult(String subject, List<Slice> slices, SentShares shares) {

    Spread perSecond() {
        return Spread.of(rates());
    }

    Spread ofTheLimit(SubjectResult limit) {
        return Spread.ofRatios(rates(), limit.rates());
    }

    /** How often clients sent each command, per operation. */
    Map<String, Double> sentPerOperation() {
        Map<String, Double> perOperation = new TreeMap<>();
        shares.sent(server()).forEach((command, calls) -> perOperation.put(command, calls / done()));
        return perOperation;
    }

    /** How many commands clients sent, per operation. */
    double commandsPerOperation() {
        return sentPerOperation().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /** How many commands scripts ran, per operation. */
    double callsInScriptsPerOperation() {
        return shares.inScripts(server()) / done();
    }

    double clientCpuMicrosPerOperation() {
        return slices.stream().mapToLong(slice -> slice.clientCpu().toNanos()).sum() / 1000.0 / done();
    }

    double serverCpuMicrosPerOperation() {
        return server().cpuMicros() / done();
    }

    /** Whether there is a server that did something. */
    boolean usesServer() {
        return !server().calls().isEmpty();
    }

    private List<Double> rates() {
        return slices.stream().map(Slice::perSecond).toList();
    }

    private long done() {
        return slices.stream().mapToLong(Slice::done).sum();
    }

    private ServerCounts server() {
        return slices.stream().map(Slice::server).reduce(ServerCounts.NOTHING, ServerCounts::plus);
    }
}
