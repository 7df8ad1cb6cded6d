package io.atomicspring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.SortRange;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.test.FailingBackend.Failure;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailingBackendTests {

    private static final Key KEY = Key.of("test", "counter");

    private final MemoryBackend memory = MemoryBackend.create();
    private final FailingBackend backend = FailingBackend.around(memory);
    private final Write add = Shapes.add(KEY, BigDecimal.ONE);

    private long count() {
        return memory.read(List.of(KEY))
                .find(KEY)
                .map(entry ->
                        ((Value.Num) entry.document().get(Shapes.COUNT)).value().longValueExact())
                .orElse(0L);
    }

    @Test
    void passesEverythingOnUnlessToldOtherwise() {
        assertThat(backend.apply(add)).isInstanceOf(Outcome.Applied.class);
        assertThat(backend.read(List.of(KEY)).entries()).hasSize(1);
        assertThat(backend.traits()).isEqualTo(memory.traits());
        assertThat(backend.calls()).isEqualTo(2);
    }

    @Test
    void anUnavailableStoreWritesNothing() {
        backend.failNext(Failure.UNAVAILABLE);
        assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(() -> backend.apply(add));
        assertThat(count()).isZero();
        backend.apply(add);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aLostRequestIsUnknownAndWritesNothing() {
        backend.failNext(Failure.REQUEST_LOST);
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> backend.applyAll(List.of(add)));
        assertThat(count()).isZero();
    }

    @Test
    void aLostReplyIsUnknownAndTheWriteIsRecognisedWhenSentAgain() {
        backend.failNext(Failure.REPLY_LOST);
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> backend.apply(add));
        assertThat(count()).isEqualTo(1);
        Outcome.Applied again = (Outcome.Applied) backend.apply(add);
        assertThat(again.recognised()).isTrue();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void theNextCallsFailEachInItsOwnWay() {
        backend.failNext(Failure.UNAVAILABLE, Failure.REPLY_LOST);
        assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(() -> backend.apply(add));
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> backend.apply(add));
        assertThat(count()).isEqualTo(1);
        assertThat(backend.apply(add)).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void onlyTheNthCallFails() {
        backend.failAt(2, Failure.UNAVAILABLE);
        backend.apply(add);
        assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(() -> backend.apply(add));
        backend.apply(Shapes.add(KEY, BigDecimal.ONE));
        assertThat(count()).isEqualTo(2);
        assertThat(backend.calls()).isEqualTo(3);
    }

    @Test
    void readsAreUnavailableWhateverIsLost() {
        for (Failure failure : Failure.values()) {
            backend.failAlways(failure);
            assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(() -> backend.read(List.of(KEY)));
            assertThatExceptionOfType(BackendUnavailableException.class)
                    .isThrownBy(() -> backend.scan(
                            new Scan("test", "counter", SortRange.all(), Scan.Direction.ASCENDING, 1, null)));
            assertThatExceptionOfType(BackendUnavailableException.class)
                    .isThrownBy(() -> backend.scanSpace("test", 1, null));
            assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(() -> backend.purge(1));
        }
    }

    @Test
    void healingForgetsEveryFailure() {
        backend.failAlways(Failure.UNAVAILABLE);
        backend.failNext(Failure.REPLY_LOST);
        backend.heal();
        assertThat(backend.apply(add)).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void thereIsNoCallBeforeTheNext() {
        assertThatIllegalArgumentException().isThrownBy(() -> backend.failAt(0, Failure.UNAVAILABLE));
    }
}
