package io.atomicspring.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.test.FailingBackend;
import io.atomicspring.test.FailingBackend.Failure;
import io.atomicspring.test.ManualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A lost answer never makes the action run twice, and never passes for a refusal. */
class LostRepliesTests {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final ManualTime time = ManualTime.create();
    private final FailingBackend backend = FailingBackend.around(MemoryBackend.with(time));
    private final DoOnceManager doOnce = DoOnceManager.on(backend);
    private final AtomicInteger runs = new AtomicInteger();

    private OnceResult<Integer> count() {
        return doOnce.run("user-1", "mail", Integer.class, runs::incrementAndGet);
    }

    private OnceResult<Integer> countWhileCompletionMeets(Failure first, Failure... then) {
        return doOnce.run("user-1", "mail", Integer.class, () -> {
            backend.failNext(first, then);
            return runs.incrementAndGet();
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUEST_LOST", "REPLY_LOST"})
    void aClaimIsSentOnceMore(Failure fault) {
        backend.failNext(fault);

        assertThat(count()).isEqualTo(new OnceResult<>(true, 1, time.now(), 1));
        assertThat(backend.calls()).isEqualTo(3);
    }

    @Test
    void aLostAnswerToAReplayIsAskedForAgain() {
        count();
        backend.failNext(Failure.REPLY_LOST);

        assertThat(count()).isEqualTo(new OnceResult<>(false, 1, time.now(), 1));
    }

    @ParameterizedTest
    @EnumSource
    void aClaimThatStaysUnknownRunsNothing(Failure second) {
        backend.failNext(Failure.REPLY_LOST, second);

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(this::count)
                .withMessage("Whether 'mail' of scope 'user-1' was claimed is not known; the action was not run."
                        + " Try again: if it was claimed, that claim ends with its lease of 30 s.");
        assertThat(runs).hasValue(0);

        assertThatExceptionOfType(DuplicateInFlightException.class).isThrownBy(this::count);
        time.advance(LEASE);
        assertThat(count().attempts()).isEqualTo(2);
    }

    @Test
    void aStoreThatIsDownRunsNothing() {
        backend.failNext(Failure.UNAVAILABLE);

        assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(this::count);
        assertThat(runs).hasValue(0);
        assertThat(count().attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUEST_LOST", "REPLY_LOST"})
    void aCompletionIsSentOnceMore(Failure fault) {
        assertThat(countWhileCompletionMeets(fault)).isEqualTo(new OnceResult<>(true, 1, time.now(), 1));
        assertThat(count()).isEqualTo(new OnceResult<>(false, 1, time.now(), 1));
    }

    @ParameterizedTest
    @EnumSource
    void aCompletionThatTookEffectUnknownIsReplayed(Failure second) {
        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> countWhileCompletionMeets(Failure.REPLY_LOST, second));

        assertThat(count()).isEqualTo(new OnceResult<>(false, 1, time.now(), 1));
    }

    @Test
    void aCompletionThatNeverArrivedSaysThatTheActionRan() {
        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> countWhileCompletionMeets(Failure.UNAVAILABLE))
                .withMessage("The action of 'mail' of scope 'user-1' ran, but that it is done may not be remembered; if"
                        + " not, it can run again once its lease of 30 s is over. Mark it as done, or see with find what"
                        + " became of it.")
                .withCauseInstanceOf(BackendUnavailableException.class);

        assertThatExceptionOfType(DuplicateInFlightException.class).isThrownBy(this::count);
        time.advance(LEASE);
        assertThat(count()).isEqualTo(new OnceResult<>(true, 2, time.now(), 2));
    }

    @Test
    void aCompletionIsRecognisedAfterOthersMarkedTheKeyInVain() {
        OnceResult<Integer> result = doOnce.run("user-1", "mail", Integer.class, () -> {
            backend.failNext(Failure.REPLY_LOST);
            return runs.incrementAndGet();
        });
        assertThat(doOnce.markDone("user-1", "mail")).isFalse();

        assertThat(result.ranNow()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUEST_LOST", "REPLY_LOST"})
    void aGivingBackIsSentOnceMore(Failure fault) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> doOnce.run("user-1", "mail", () -> {
                    backend.failNext(fault);
                    throw new IllegalStateException("failed");
                }))
                .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());

        assertThat(doOnce.find("user-1", "mail")).isEmpty();
    }

    @Test
    void aClearingIsNotSentAgain() {
        count();
        int before = backend.calls();
        backend.failNext(Failure.REPLY_LOST);

        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> doOnce.clear("user-1", "mail"));
        assertThat(backend.calls()).isEqualTo(before + 1);
    }
}
