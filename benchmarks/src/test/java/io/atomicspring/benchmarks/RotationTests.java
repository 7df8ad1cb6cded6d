package io.atomicspring.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RotationTests {

    @Test
    void theFirstRoundsStartOneSubjectLaterEach() {
        assertThat(IntStream.range(0, 4).mapToObj(round -> Rotation.order(3, round)))
                .containsExactly(List.of(0, 1, 2), List.of(1, 2, 0), List.of(2, 0, 1), List.of(2, 1, 0));
    }

    @Test
    void eachSubjectTakesEachPlaceEquallyOften() {
        Map<List<Integer>, Integer> turns = new HashMap<>();
        for (int round = 0; round < 24; round++) {
            List<Integer> order = Rotation.order(4, round);
            for (int place = 0; place < 4; place++) {
                turns.merge(List.of(order.get(place), place), 1, Integer::sum);
            }
        }
        assertThat(turns)
                .hasSize(16)
                .allSatisfy((turn, times) -> assertThat(times).isEqualTo(6));
    }

    @Test
    void noSubjectAlwaysFollowsTheSameOne() {
        Map<Integer, Set<Integer>> before = new HashMap<>();
        for (int round = 0; round < 6; round++) {
            List<Integer> order = Rotation.order(3, round);
            for (int place = 1; place < 3; place++) {
                before.computeIfAbsent(order.get(place), subject -> new HashSet<>())
                        .add(order.get(place - 1));
            }
        }
        assertThat(before)
                .hasSize(3)
                .allSatisfy((subject, others) -> assertThat(others).hasSize(2));
    }

    @Test
    void aSubjectAloneTakesEveryTurn() {
        assertThat(Rotation.order(1, 7)).containsExactly(0);
    }
}
