package io.atomicspring.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.commit.CommitPart;
import io.atomicspring.commit.CommitRefusedException;
import io.atomicspring.commit.CommitResult;
import io.atomicspring.commit.Commits;
import io.atomicspring.test.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.ConcurrencyFailureException;

/** What is marked in a commit happens with the commit, once. */
class MarkingTests {

    private static final Key ITEM = Key.of("shop", "order-1");

    private final ManualTime time = ManualTime.startingAt(Instant.parse("2026-01-02T03:04:05Z"));
    private final Backend backend = MemoryBackend.with(time);
    private final DoOnceManager doOnce = DoOnceManager.on(backend);

    /** Any other part of a commit. */
    private static final class Put extends CommitPart {

        private final Backend backend;
        private final Write write;

        Put(Backend backend, Write write) {
            this.backend = backend;
            this.write = write;
        }

        @Override
        public Backend backend() {
            return backend;
        }

        @Override
        public String description() {
            return "put";
        }

        @Override
        public List<Write> writes() {
            return List.of(write);
        }

        @Override
        public ConcurrencyFailureException refusal(Write refusedWrite, Outcome.Refused refused) {
            return new ConcurrencyFailureException("put refused");
        }
    }

    private CommitResult commit(String text, Guard guard) {
        Change put = Change.put(Document.of("text", Value.of(text)), Expiry.never());
        return Commits.tryCommit(
                List.of(new Put(backend, Write.to(ITEM).when(guard, put).build()), doOnce.marking("user-1", "order")));
    }

    private CommitResult commit(String text) {
        return commit(text, Guard.always());
    }

    private Value text() {
        return backend.read(List.of(ITEM))
                .find(ITEM)
                .map(entry -> entry.document().get("text"))
                .orElse(null);
    }

    @Test
    void theMarkIsCommittedWithTheRest() {
        commit("first").orThrow();

        assertThat(text()).isEqualTo(Value.of("first"));
        assertThat(doOnce.run("user-1", "order", String.class, () -> "ran").ranNow())
                .isFalse();
    }

    @Test
    void aSecondCommitIsRefusedAsAWhole() {
        commit("first").orThrow();
        time.advance(Duration.ofMinutes(1));

        CommitRefusedException refused = catchThrowableOfType(
                CommitRefusedException.class, () -> commit("second").orThrow());

        AlreadyDoneException done = refused.because(AlreadyDoneException.class).orElseThrow();
        assertThat(done.doneAt()).isEqualTo(time.now().minus(Duration.ofMinutes(1)));
        assertThat(done)
                .hasMessage("'order' of scope 'user-1' was done before, at 2026-01-02T03:04:05Z. Nothing is left to do;"
                        + " to do it again, clear the key.");
        assertThat(refused.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.part()).isEqualTo("do-once mark 'order' of scope 'user-1'"));
        assertThat(text()).isEqualTo(Value.of("first"));
    }

    @Test
    void whatARunHasDoneCannotBeCommittedAgain() {
        doOnce.run("user-1", "order", () -> {});

        assertThat(((CommitResult.Refused) commit("second")).cause().because(AlreadyDoneException.class))
                .isPresent();
        assertThat(text()).isNull();
    }

    @Test
    void nothingIsMarkedWhenAnotherPartIsRefused() {
        assertThatExceptionOfType(CommitRefusedException.class)
                .isThrownBy(() -> commit("first", Guard.present()).orThrow());

        assertThat(doOnce.find("user-1", "order")).isEmpty();
    }

    @Test
    void aRunThatIsAtItKeepsTheCommitOut() {
        doOnce.run("user-1", "order", () -> {
            CommitRefusedException refused = ((CommitResult.Refused) commit("second")).cause();
            assertThat(refused.because(DuplicateInFlightException.class)
                            .orElseThrow()
                            .remaining())
                    .isEqualTo(Duration.ofSeconds(30));
        });

        assertThat(text()).isNull();
    }

    @Test
    void aCommitTakesOverFromARunWhoseLeaseIsOver() {
        assertThatExceptionOfType(ClaimLostException.class)
                .isThrownBy(() -> doOnce.run("user-1", "order", () -> {
                    time.advance(Duration.ofSeconds(30));
                    commit("first").orThrow();
                }));

        assertThat(text()).isEqualTo(Value.of("first"));
        assertThat(doOnce.find("user-1", "order").orElseThrow().isDone()).isTrue();
    }
}
