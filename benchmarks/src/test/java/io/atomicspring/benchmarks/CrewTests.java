package io.atomicspring.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.atomicspring.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrewTests {

    private static final Duration MOMENT = Duration.ofMillis(20);

    private final Crew crew = new Crew(3, TimeSource.system());

    @AfterEach
    void dismissTheCrew() {
        crew.close();
    }

    @Test
    void everyThreadWorksUnderItsOwnNumberAndEveryOperationIsCounted() throws Exception {
        AtomicIntegerArray operations = new AtomicIntegerArray(3);

        Slice slice = crew.work(subject(operations::incrementAndGet), MOMENT, MeasuredServer.NONE);

        int sum = operations.get(0) + operations.get(1) + operations.get(2);
        assertThat(slice.done()).isEqualTo(sum);
        assertThat(operations.get(0)).isPositive();
        assertThat(operations.get(1)).isPositive();
        assertThat(operations.get(2)).isPositive();
    }

    @Test
    void whatEachThreadCompletesAfterTheEndIsDoneButNotCounted() throws Exception {
        Slice slice = crew.work(subject(thread -> {}), MOMENT, MeasuredServer.NONE);

        assertThat(slice.done() - slice.counted()).isEqualTo(3);
        assertThat(slice.elapsed()).isGreaterThanOrEqualTo(MOMENT);
        assertThat(slice.perSecond())
                .isEqualTo(slice.counted() / (slice.elapsed().toNanos() / 1e9));
    }

    @Test
    void aWrongAnswerEndsTheRun() {
        Subject wrong = subject(thread -> Check.that(thread != 1, "The lock is not free."));

        assertThatIllegalStateException()
                .isThrownBy(() -> crew.work(wrong, MOMENT, MeasuredServer.NONE))
                .withMessage("An operation of 'subject' failed.")
                .havingCause()
                .withMessage("The lock is not free.");
    }

    @Test
    void anIncrementThatIsLostOrDoneTwiceIsAWrongAnswer() {
        Sequence sequence = new Sequence(2);
        sequence.check(0, 1);
        sequence.check(1, 1);
        sequence.check(0, 2);

        assertThatIllegalStateException()
                .isThrownBy(() -> sequence.check(0, 4))
                .withMessage("The increment by thread 0 returned 4 instead of 3.");
        assertThatIllegalStateException().isThrownBy(() -> sequence.check(1, 1));
    }

    private interface Operation {
        void run(int thread);
    }

    private static Subject subject(Operation operation) {
        return new Subject() {
            @Override
            public String name() {
                return "subject";
            }

            @Override
            public void open(int threads) {
                // Always ready.
            }

            @Override
            public void run(int thread) {
                operation.run(thread);
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
