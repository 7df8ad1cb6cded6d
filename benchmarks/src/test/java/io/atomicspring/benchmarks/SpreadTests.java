package io.atomicspring.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTests {

    @Test
    void theMedianOfAnOddNumberIsTheOneInTheMiddle() {
        assertThat(Spread.of(List.of(100.0, 1.0, 3.0))).isEqualTo(new Spread(3, 1, 100));
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(List.of(8.0, 1.0, 2.0, 4.0))).isEqualTo(new Spread(3, 1, 8));
    }

    @Test
    void ratiosAreTakenRoundByRoundAndNotOfMedians() {
        // Of the medians it would be 20 / 20 = 1.
        assertThat(Spread.ofRatios(List.of(10.0, 20.0, 90.0), List.of(20.0, 10.0, 30.0)))
                .isEqualTo(new Spread(2, 0.5, 3));
    }

    @Test
    void aRoundWithoutItsLimitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Spread.ofRatios(List.of(1.0, 2.0), List.of(1.0)))
                .withMessage("2 figures have no ratios to 1; each round has one of both.");
    }

    @Test
    void thereIsNoMedianOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
    }
}
