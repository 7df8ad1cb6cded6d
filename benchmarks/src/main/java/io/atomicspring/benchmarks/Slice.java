package io.atomicspring.benchmarks;

import java.time.Duration;

/**
 * One subject's turn in a round.
 *
 * @param counted the operations that were checked and complete before the end
 * @param done all operations, the last one of each thread included, which the end may have cut off from the count
 * @param elapsed from the start to the end
 * @param clientCpu the processor time that this process took for all of them
 * @param server what the server did for all of them
 */
record Slice(long counted, long done, Duration elapsed, Duration clientCpu, ServerCounts server) {

    double perSecond() {
        return counted / (elapsed.toNanos() / 1e9);
    }
}
