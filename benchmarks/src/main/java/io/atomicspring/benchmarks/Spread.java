package io.atomicspring.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The median of a few figures, and how far they lie apart. */
record Spread(double median, double min, double max) {

    static Spread of(List<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("There is no median of no figures.");
        }
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** Of each figure as a ratio of the limit's figure of the same round. */
    static Spread ofRatios(List<Double> figures, List<Double> limits) {
        if (figures.size() != limits.size()) {
            throw new IllegalArgumentException(
                    figures.size() + " figures have no ratios to " + limits.size() + "; each round has one of both.");
        }
        return of(IntStream.range(0, figures.size())
                .mapToObj(round -> figures.get(round) / limits.get(round))
                .toList());
    }

    /** Whether all of them are the same. */
    boolean isPoint() {
        return Arrays.stream(new double[] {median, max}).allMatch(figure -> figure == min);
    }
}
