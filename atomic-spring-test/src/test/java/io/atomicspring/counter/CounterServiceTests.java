package io.atomicspring.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.commit.CommitPart;
import io.atomicspring.commit.CommitRefusedException;
import io.atomicspring.commit.Commits;
import io.atomicspring.test.FailingBackend;
import io.atomicspring.test.FailingBackend.Failure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CounterServiceTests {

    private static final BigDecimal HUGE = new BigDecimal("1E+38");

    private final FailingBackend backend = FailingBackend.around(MemoryBackend.create());
    private final CounterService counters = CounterService.on(backend);

    @Test
    void aCounterBeginsAtZeroWithoutBeingThere() {
        assertThat(counters.get("views")).isZero();
        assertThat(counters.find("views")).isEmpty();
        assertThat(counters.reset("views")).isFalse();
    }

    @Test
    void anAdditionIsOneTripAndGivesTheSum() {
        assertThat(counters.increment("views")).isEqualTo(1);
        assertThat(counters.add("views", 41)).isEqualTo(42);
        assertThat(counters.decrement("views")).isEqualTo(41);
        assertThat(backend.calls()).isEqualTo(3);
        assertThat(counters.find("views"))
                .hasValueSatisfying(number -> assertThat(number).isEqualByComparingTo("41"));
    }

    @Test
    void decimalsAreExact() {
        for (int i = 0; i < 10; i++) {
            counters.add("money", new BigDecimal("0.1"));
        }
        assertThat(counters.get("money")).isEqualByComparingTo("1");
    }

    @Test
    void numbersBeyondALongAreKept() {
        counters.add("big", Long.MAX_VALUE);
        assertThatExceptionOfType(CounterNotLongException.class)
                .isThrownBy(() -> counters.increment("big"))
                .withMessageContaining("'big' is now 9223372036854775808")
                .withMessageContaining("took effect")
                .satisfies(e -> assertThat(e.number()).isEqualTo("9223372036854775808"));
        assertThat(counters.get("big")).isEqualTo("9223372036854775808");
        assertThat(counters.decrement("big")).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aDecimalIsNoLong() {
        counters.add("money", new BigDecimal("0.5"));
        assertThatExceptionOfType(CounterNotLongException.class).isThrownBy(() -> counters.add("money", 1));
        assertThat(counters.get("money")).isEqualByComparingTo("1.5");
    }

    @Test
    void aSumThatDoesNotFitIsRefusedAndNotRounded() {
        counters.add("big", HUGE);
        assertThatExceptionOfType(CounterOverflowException.class)
                .isThrownBy(() -> counters.increment("big"))
                .withMessageContaining("'big' cannot take 1")
                .withMessageContaining("38 digits");
        assertThat(counters.get("big")).isEqualByComparingTo(HUGE);
    }

    @Test
    void aForeignEntryIsNotTakenForANumber() {
        Key key = Key.of(CounterService.SPACE, "odd");
        backend.apply(Write.to(key)
                .when(Guard.always(), new Change.Put(Document.of(Shapes.COUNT, Value.of("many")), Expiry.never()))
                .build());
        assertThatExceptionOfType(CounterOverflowException.class)
                .isThrownBy(() -> counters.increment("odd"))
                .withMessageContaining("TYPE_MISMATCH");
    }

    @Test
    void manyAreReadInTheOrderAsked() {
        counters.add("b", 2);
        counters.add("a", 1);
        assertThat(counters.getAll(List.of("b", "x", "a", "b")))
                .containsExactly(
                        Map.entry("b", new BigDecimal("2")),
                        Map.entry("x", BigDecimal.ZERO),
                        Map.entry("a", new BigDecimal("1")));
        assertThat(counters.getAll(List.of())).isEmpty();
    }

    @Test
    void moreThanAHundredAreReadInSeveralTrips() {
        List<String> keys =
                IntStream.range(0, 250).mapToObj(i -> "key" + (999 - i)).toList();
        counters.add("key800", 7);
        int before = backend.calls();

        Map<String, BigDecimal> numbers = counters.getAll(keys);

        assertThat(backend.calls() - before).isEqualTo(3);
        assertThat(numbers.keySet()).containsExactlyElementsOf(keys);
        assertThat(numbers.get("key800")).isEqualByComparingTo("7");
    }

    @Test
    void aResetCounterBeginsAnew() {
        counters.add("views", 5);
        assertThat(counters.reset("views")).isTrue();
        assertThat(counters.find("views")).isEmpty();
        assertThat(counters.increment("views")).isEqualTo(1);
    }

    @Test
    void aLostAnswerNeverCountsTwice() {
        backend.failNext(Failure.REPLY_LOST);
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> counters.increment("views"));
        assertThat(backend.calls()).isEqualTo(1);
        assertThat(counters.get("views")).isEqualByComparingTo("1");
    }

    @Test
    void aCommitAddsToAllOrNone() {
        commit(counters.adding("a", 1), counters.adding("b", new BigDecimal("2.5")));
        assertThat(counters.get("a")).isEqualByComparingTo("1");
        assertThat(counters.get("b")).isEqualByComparingTo("2.5");

        counters.add("full", HUGE);
        assertThatExceptionOfType(CommitRefusedException.class)
                .isThrownBy(() -> commit(counters.adding("a", 1), counters.adding("full", 1)))
                .satisfies(e ->
                        assertThat(e.because(CounterOverflowException.class)).isPresent());
        assertThat(counters.get("a")).isEqualByComparingTo("1");
    }

    @Test
    void noAdditionIsLostAmongThreads() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            threads.add(new Thread(() -> IntStream.range(0, 500).forEach(i -> counters.increment("hot"))));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(counters.get("hot")).isEqualByComparingTo("4000");
    }

    @Test
    void badInputIsRefusedBeforeAnyRequest() {
        for (String bad : new String[] {null, "", "k".repeat(1025)}) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> counters.increment(bad))
                    .withMessageStartingWith("The counter key ");
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> counters.adding(bad, 1));
        }
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> counters.add("views", HUGE.add(new BigDecimal("0.1"))));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> counters.add("views", (BigDecimal) null));
        assertThat(backend.calls()).isZero();
    }

    private static void commit(CommitPart... parts) {
        Commits.tryCommit(List.of(parts)).orThrow();
    }
}
