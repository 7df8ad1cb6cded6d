package io.atomicspring.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The order in which subjects take their turns in a round.
 *
 * <p>It starts one subject later each round, and runs backwards every second time around: each subject takes each place
 * equally often, and does not always follow the same one.
 */
final class Rotation {

    private Rotation() {}

    static List<Integer> order(int subjects, int round) {
        boolean backwards = round / subjects % 2 == 1;
        return IntStream.range(0, subjects)
                .map(place -> backwards ? subjects - 1 - place : place)
                .map(place -> (place + round) % subjects)
                .boxed()
                .toList();
    }
}
