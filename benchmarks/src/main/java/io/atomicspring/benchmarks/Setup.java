package io.atomicspring.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * What one run of a group needs.
 *
 * @param limit the fastest way that keeps the promise of the operation; the others are given as ratios of it
 * @param others the subjects beside it
 * @param server the server behind all of them
 */
record Setup(Subject limit, List<Subject> others, MeasuredServer server) implements AutoCloseable {

    Setup {
        others = List.copyOf(others);
    }

    /** All subjects, the limit first. */
    List<Subject> subjects() {
        List<Subject> all = new ArrayList<>();
        all.add(limit);
        all.addAll(others);
        return List.copyOf(all);
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
