package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.atomicspring.backend.Change;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Images;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.RefusalReason;
import io.atomicspring.backend.Traits;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Law 5: a commit is applied as a whole or not at all, and its refusal names every write that failed. */
abstract class AllOrNoneGroup extends ContractGroup {

    private static final Key A = key("a");
    private static final Key B = key("b");
    private static final Key C = key("c");

    AllOrNoneGroup(Supplier<BackendFixture> fixtures) {
        super(fixtures);
    }

    private static Write create(Key key, Document document) {
        return to(key).when(Guard.absent(), put(document)).build();
    }

    @Test
    void everyWriteIsAppliedAndAnsweredInTheOrderGiven() {
        stored(B, numbered(5));
        Entry gone = stored(C, numbered(6));
        List<Outcome.Applied> outcomes = committed(
                always(C, Change.remove()),
                to(B).when(Guard.absent(), put(numbered(0)))
                        .when(Guard.present(), patch(add(N, "1")))
                        .build(),
                create(A, numbered(1)));
        assertThat(outcomes).extracting(Outcome.Applied::branch).containsExactly(0, 1, 0);
        assertThat(outcomes.get(0).before()).isEqualTo(gone);
        assertThat(outcomes.get(0).after()).isNull();
        assertThat(outcomes.get(1).after()).isEqualTo(find(B));
        assertThat(outcomes.get(2).after()).isEqualTo(find(A));
        assertThat(outcomes)
                .extracting(Outcome.Applied::at)
                .containsOnly(outcomes.get(0).at());
        assertThat(outcomes).noneMatch(Outcome.Applied::recognised);
        assertThat(get(A).document()).isEqualTo(numbered(1));
        assertThat(get(B).document()).isEqualTo(numbered(6));
        assertThat(find(C)).isNull();
        assertThat(otherNode().read(List.of(A, B, C)).entries())
                .isEqualTo(read(A, B, C).entries());
    }

    @Test
    void imagesComeOnlyWhereTheyWereAskedFor() {
        stored(A, numbered(1));
        stored(B, numbered(1));
        List<Outcome.Applied> outcomes = committed(
                Write.to(A).when(Guard.always(), patch(add(N, "1"))).build(),
                Write.to(B)
                        .when(Guard.always(), patch(add(N, "1")))
                        .returning(Images.BEFORE)
                        .build());
        assertThat(outcomes.get(0).before()).isNull();
        assertThat(outcomes.get(0).after()).isNull();
        assertThat(outcomes.get(1).before()).isNotNull();
        assertThat(outcomes.get(1).after()).isNull();
    }

    @Test
    void oneRefusalAppliesNothing() {
        Entry a = stored(A, numbered(1));
        Entry c = stored(C, numbered(3));
        Map<Integer, Outcome.Refused> refusals = notCommitted(
                always(A, patch(add(N, "1"))),
                create(B, numbered(2)),
                to(C).when(Guard.atLeast(N, Value.of(4)), patch(add(N, "-4"))).build());
        assertThat(refusals).containsOnlyKeys(2);
        assertThat(refusals.get(2)).extracting(Outcome.Refused::reason).isEqualTo(RefusalReason.GUARD);
        assertThat(refusals.get(2)).extracting(Outcome.Refused::entry).isEqualTo(c);
        assertThat(read(A, B, C).entries()).isEqualTo(Map.of(A, a, C, c));
    }

    @Test
    void theFirstWriteToBeRefusedAppliesNothingEither() {
        Entry a = stored(A, numbered(1));
        notCommitted(create(A, numbered(9)), create(B, numbered(2)), always(C, put(numbered(3))));
        assertThat(read(A, B, C).entries()).isEqualTo(Map.of(A, a));
    }

    @Test
    void aRefusedCommitRemovesNothing() {
        Entry a = stored(A, numbered(1));
        notCommitted(always(A, Change.remove()), check(B, Guard.present()));
        assertThat(find(A)).isEqualTo(a);
    }

    @Test
    void everyWriteThatFailedIsNamedWithItsReasonAndEntry() {
        Entry a = stored(A, Document.of("n", Value.of("text")));
        Entry b = stored(B, Document.of("n", number("9.99E+125")));
        Map<Integer, Outcome.Refused> refusals = notCommitted(
                create(key("fine"), numbered(1)),
                always(A, patch(add(N, "1"))),
                always(B, patch(add(N, "9E+125"))),
                check(C, Guard.present()),
                always(key("d"), patch(set(Path.parse("x.y"), Value.of(1)))));
        assertThat(refusals).containsOnlyKeys(1, 2, 3, 4);
        assertThat(refusals.values())
                .extracting(Outcome.Refused::reason)
                .containsExactly(
                        RefusalReason.TYPE_MISMATCH,
                        RefusalReason.NUMBER_OUT_OF_RANGE,
                        RefusalReason.GUARD,
                        RefusalReason.NO_SUCH_PATH);
        assertThat(refusals.values()).extracting(Outcome.Refused::entry).containsExactly(a, b, null, null);
        assertThat(refusals.values().stream().map(Outcome.Refused::at).distinct())
                .hasSize(1);
        assertThat(find(key("fine"))).isNull();
    }

    @Test
    void anEntryThatWouldGrowTooLargeStopsTheCommit() {
        Entry big = stored(A, Document.of("s", Value.of("x".repeat(399_000))));
        Map<Integer, Outcome.Refused> refusals = notCommitted(
                create(B, numbered(1)), always(A, patch(set(Path.attribute("t"), Value.of("y".repeat(2_000))))));
        assertThat(refusals).containsOnlyKeys(1);
        assertThat(refusals.get(1)).extracting(Outcome.Refused::reason).isEqualTo(RefusalReason.TOO_LARGE);
        assertThat(read(A, B).entries()).isEqualTo(Map.of(A, big));
    }

    @Test
    void checksAloneAreACommit() {
        Entry a = stored(A, numbered(1));
        List<Outcome.Applied> outcomes = committed(check(A, Guard.versionIs(a.version())), check(B, Guard.absent()));
        assertThat(outcomes).extracting(Outcome.Applied::version).containsExactly(a.version(), 0L);
        assertThat(notCommitted(check(A, Guard.absent()), check(B, Guard.absent())))
                .containsOnlyKeys(0);
    }

    @Test
    void aCheckAndAChangeOfOneKeyAreMerged() {
        Entry before = stored(A, numbered(5));
        List<Outcome.Applied> outcomes = committed(
                check(A, Guard.atLeast(N, Value.of(5))),
                always(A, patch(add(N, "-5"))),
                check(A, Guard.versionIs(before.version())),
                always(B, put(numbered(1))));
        assertThat(outcomes).hasSize(4);
        assertThat(outcomes.get(1).after()).isEqualTo(find(A));
        assertThat(get(A).document()).isEqualTo(numbered(0));
        assertThat(get(B).document()).isEqualTo(numbered(1));
    }

    @Test
    void aFailedCheckBesideAChangeIsTheOneThatIsNamed() {
        Entry a = stored(A, numbered(5));
        Map<Integer, Outcome.Refused> refusals = notCommitted(
                always(B, put(numbered(1))), always(A, patch(add(N, "-5"))), check(A, Guard.atLeast(N, Value.of(6))));
        assertThat(refusals).containsOnlyKeys(2);
        assertThat(refusals.get(2)).extracting(Outcome.Refused::entry).isEqualTo(a);
        assertThat(read(A, B).entries()).isEqualTo(Map.of(A, a));
    }

    @Test
    void aFailedChangeBesideACheckIsTheOneThatIsNamed() {
        Entry a = stored(A, numbered(5));
        Map<Integer, Outcome.Refused> refusals = notCommitted(
                check(A, Guard.present()),
                to(A).when(Guard.atLeast(N, Value.of(6)), patch(add(N, "-6"))).build());
        assertThat(refusals).containsOnlyKeys(1);
        assertThat(find(A)).isEqualTo(a);
    }

    @Test
    void twoChangesOfOneKeyAreRefusedBeforeAnyIo() {
        Entry a = stored(A, numbered(1));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> backend()
                        .applyAll(List.of(
                                always(B, put(numbered(1))),
                                always(A, patch(add(N, "1"))),
                                always(A, patch(add(N, "1"))))))
                .withMessageContaining(A.toString());
        assertThat(read(A, B).entries()).isEqualTo(Map.of(A, a));
    }

    @Test
    void oneSpaceDoesNotStandForAnother() {
        Key elsewhere = Key.of("other-space", PARTITION, "a");
        committed(create(A, numbered(1)), create(elsewhere, numbered(2)));
        assertThat(get(A).document()).isEqualTo(numbered(1));
        assertThat(get(elsewhere).document()).isEqualTo(numbered(2));
    }

    @Test
    void keysOutsideTheCommitScopeAreRefusedBeforeAnyIo() {
        Key elsewhere = Key.of(SPACE, "another partition", "a");
        List<Write> writes = List.of(create(A, numbered(1)), create(elsewhere, numbered(2)));
        if (backend().traits().commitScope() == Traits.CommitScope.BACKEND) {
            assertThat(backend().applyAll(writes)).isInstanceOf(CommitOutcome.Applied.class);
            assertThat(get(elsewhere).document()).isEqualTo(numbered(2));
        } else {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> backend().applyAll(writes))
                    .withMessageContaining(A.toString())
                    .withMessageContaining(elsewhere.toString());
            assertThat(find(A)).isNull();
        }
    }
}
