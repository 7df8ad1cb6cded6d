package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Action;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Operand;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.RefusalReason;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Law 2: guard and change see one state; at most one branch applies, the first whose guard holds. */
abstract class FirstMatchGroup extends ContractGroup {

    private static final Key KEY = key("branches");

    FirstMatchGroup(Supplier<BackendFixture> fixtures) {
        super(fixtures);
    }

    @Test
    void theFirstOfTwoBranchesThatHoldIsTaken() {
        Outcome.Applied applied = applied(to(KEY).when(Guard.always(), put(numbered(1)))
                .when(Guard.always(), put(numbered(2)))
                .build());
        assertThat(applied.branch()).isZero();
        assertThat(get(KEY).document()).isEqualTo(numbered(1));
    }

    @Test
    void aBranchWhoseGuardFailsIsPassedOver() {
        stored(KEY, numbered(5));
        Outcome.Applied applied = applied(to(KEY).when(Guard.absent(), put(numbered(1)))
                .when(Guard.atLeast(N, Value.of(10)), put(numbered(2)))
                .when(Guard.atLeast(N, Value.of(5)), patch(add(N, "-5")))
                .when(Guard.present(), Change.remove())
                .build());
        assertThat(applied.branch()).isEqualTo(2);
        assertThat(get(KEY).document()).isEqualTo(numbered(0));
    }

    @Test
    void noSecondBranchSeesWhatTheFirstOneMade() {
        stored(KEY, numbered(1));
        applied(to(KEY).when(Guard.equal(N, Value.of(1)), put(numbered(2)))
                .when(Guard.equal(N, Value.of(2)), put(numbered(3)))
                .build());
        assertThat(get(KEY).document()).isEqualTo(numbered(2));
    }

    @Test
    void aWriteWithoutAMatchIsRefusedWithTheEntry() {
        Entry entry = stored(KEY, numbered(3));
        Outcome.Refused refused = refused(to(KEY).when(Guard.absent(), put(numbered(1)))
                .when(Guard.equal(N, Value.of(4)), Change.remove())
                .build());
        assertThat(refused.reason()).isEqualTo(RefusalReason.GUARD);
        assertThat(refused.entry()).isEqualTo(entry);
        assertThat(find(KEY)).isEqualTo(entry);
    }

    @Test
    void aWriteToNothingIsRefusedWithoutAnEntry() {
        Outcome.Refused refused =
                refused(to(KEY).when(Guard.present(), put(numbered(1))).build());
        assertThat(refused.reason()).isEqualTo(RefusalReason.GUARD);
        assertThat(refused.entry()).isNull();
        assertThat(find(KEY)).isNull();
    }

    @Test
    void aTakenBranchThatCannotBeCarriedOutIsNotReplacedByTheNext() {
        Entry entry = stored(KEY, Document.of("n", Value.of("text")));
        Outcome.Refused refused = refused(to(KEY).when(Guard.always(), patch(add(N, "1")))
                .when(Guard.always(), put(numbered(2)))
                .build());
        assertThat(refused.reason()).isEqualTo(RefusalReason.TYPE_MISMATCH);
        assertThat(find(KEY)).isEqualTo(entry);
    }

    @Test
    void theOutcomeNamesTheBranchForEveryKindOfChange() {
        stored(KEY, numbered(1));
        assertThat(branchTaken(Change.keep())).isEqualTo(1);
        assertThat(branchTaken(patch())).isEqualTo(1);
        assertThat(branchTaken(put(numbered(1)))).isEqualTo(1);
        assertThat(branchTaken(Change.remove())).isEqualTo(1);
        assertThat(find(KEY)).isNull();
    }

    private int branchTaken(Change change) {
        return applied(to(KEY).when(Guard.absent(), put(numbered(9)))
                        .when(Guard.equal(N, Value.of(1)), change)
                        .when(Guard.always(), Change.keep())
                        .build())
                .branch();
    }

    @Test
    void guardAndOperandSeeTheSameState() {
        stored(KEY, Document.of("n", Value.of(7), "low", Value.of(3)));
        Write write = to(KEY).when(
                        Guard.compare(
                                Operand.attribute(N),
                                Guard.Comparison.GREATER,
                                Operand.attribute(Path.attribute("low"))),
                        patch(
                                new Action.Set(Path.attribute("low"), Operand.attribute(N)),
                                new Action.Add(N, Operand.attribute(Path.attribute("low")))))
                .build();
        assertThat(after(applied(write)).document()).isEqualTo(Document.of("n", Value.of(10), "low", Value.of(7)));
    }

    @Test
    void sixteenBranchesAreReachable() {
        for (int n = 1; n <= 16; n++) {
            stored(KEY, numbered(n));
            Write.Builder write = to(KEY);
            for (int i = 1; i <= 16; i++) {
                write.when(Guard.equal(N, Value.of(i)), put(numbered(100 + i)));
            }
            assertThat(applied(write.build()).branch()).isEqualTo(n - 1);
            assertThat(get(KEY).document()).isEqualTo(numbered(100 + n));
        }
    }
}
