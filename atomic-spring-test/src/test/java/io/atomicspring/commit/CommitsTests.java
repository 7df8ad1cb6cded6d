package io.atomicspring.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.Write;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.counter.CounterService;
import io.atomicspring.lock.LockManager;
import io.atomicspring.once.AlreadyDoneException;
import io.atomicspring.once.DoOnceManager;
import io.atomicspring.test.ForwardingBackend;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A part belongs to one commit, whichever service made it. */
class CommitsTests {

    /** Takes effect, or not, as a test says, and then fails as it says. */
    private static final class Failing extends ForwardingBackend {

        private boolean reached;
        private RuntimeException failure;

        Failing() {
            super(MemoryBackend.create());
        }

        void next(boolean arrives, RuntimeException thrown) {
            reached = arrives;
            failure = thrown;
        }

        @Override
        public CommitOutcome applyAll(List<Write> writes) {
            RuntimeException thrown = failure;
            failure = null;
            if (thrown == null) {
                return super.applyAll(writes);
            }
            if (reached) {
                CommitOutcome unused = super.applyAll(writes);
            }
            throw thrown;
        }
    }

    private final OutcomeUnknownException noAnswer = new OutcomeUnknownException("no answer", null);

    private final Failing backend = new Failing();
    private final CounterService counters = CounterService.on(backend);
    private final DoOnceManager doOnce = DoOnceManager.on(backend);

    @Test
    void aPartOfACommitThatTookEffectCannotCarryAnother() {
        CommitPart part = counters.adding("n", 1);
        Commits.tryCommit(List.of(part)).orThrow();

        assertThatThrownBy(() -> Commits.tryCommit(List.of(part, counters.adding("other", 1))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The addition to counter 'n' was in a commit that took effect already."
                        + " Make a new part for each commit.");
        assertThatThrownBy(() -> Commits.tryCommit(List.of(part))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Commits.tryCommit(List.of(counters.adding("other", 1), part)))
                .isInstanceOf(InvalidInputException.class);
        assertCounts(1, 0);
    }

    @Test
    void aPartThatIsTurnedAwayTakesNoOtherWithIt() {
        CommitPart used = counters.adding("n", 1);
        CommitPart free = counters.adding("other", 1);
        Commits.tryCommit(List.of(used)).orThrow();
        assertThatThrownBy(() -> Commits.tryCommit(List.of(free, used))).isInstanceOf(InvalidInputException.class);

        Commits.tryCommit(List.of(free)).orThrow();

        assertCounts(1, 1);
    }

    @Test
    void theSamePartsMayBeSentAgainWhenTheOutcomeIsNotKnown() {
        List<CommitPart> parts = List.of(counters.adding("n", 1), counters.adding("other", 1));
        backend.next(true, noAnswer);
        assertThatThrownBy(() -> Commits.tryCommit(parts)).isSameAs(noAnswer);
        assertThatThrownBy(() -> Commits.tryCommit(List.of(parts.get(0), counters.adding("third", 1))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("whose outcome is not known");
        assertThatThrownBy(() -> Commits.tryCommit(List.of(parts.get(1)))).isInstanceOf(InvalidInputException.class);
        backend.next(false, new BackendUnavailableException("no connection", null));
        assertThatThrownBy(() -> Commits.tryCommit(parts)).isInstanceOf(BackendUnavailableException.class);
        assertThatThrownBy(() -> Commits.tryCommit(List.of(parts.get(0)))).isInstanceOf(InvalidInputException.class);

        assertThat(Commits.tryCommit(parts).orThrow().recognised()).isTrue();

        assertCounts(1, 1);
        assertThatThrownBy(() -> Commits.tryCommit(parts))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("took effect already");
    }

    @Test
    void aPartOfACommitThatDidNotTakeEffectIsFreeAgain() {
        CommitPart part = counters.adding("n", 1);
        doOnce.markDone("scope", "key");
        assertThatThrownBy(() -> Commits.tryCommit(List.of(part, doOnce.marking("scope", "key")))
                        .orThrow())
                .hasCauseInstanceOf(AlreadyDoneException.class);
        backend.next(false, new BackendUnavailableException("no connection", null));
        assertThatThrownBy(() -> Commits.tryCommit(List.of(part))).isInstanceOf(BackendUnavailableException.class);

        Commits.tryCommit(List.of(part, counters.adding("other", 1))).orThrow();

        assertCounts(1, 1);
    }

    @Test
    void aMarkAndALeaseBelongToOneCommitToo() {
        try (LockManager locks = LockManager.on(backend)) {
            CommitPart mark = doOnce.marking("scope", "key");
            CommitPart holding = locks.acquire("invoice:42").holding();
            Commits.tryCommit(List.of(mark, holding)).orThrow();

            assertThatThrownBy(() -> Commits.tryCommit(List.of(mark))).isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> Commits.tryCommit(List.of(holding))).isInstanceOf(InvalidInputException.class);
        }
    }

    private void assertCounts(long n, long other) {
        assertThat(counters.get("n")).isEqualTo(BigDecimal.valueOf(n));
        assertThat(counters.get("other")).isEqualTo(BigDecimal.valueOf(other));
    }
}
