package io.atomicspring.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommitPlanTests {

    private static final Key A = Key.of("space", "a");
    private static final Key B = Key.of("space", "b");
    private static final Path N = Path.attribute("n");
    private static final long NOW = 1_000_000;
    private static final Stored FIVE =
            new Stored(new Entry(A, Document.of("n", Value.of(5)), 7, null), OperationLog.empty());

    private static Write check(Key key, Guard guard) {
        return Write.to(key).when(guard, Change.keep()).build();
    }

    private static Write subtract(Key key, long amount) {
        return Write.to(key)
                .when(
                        Guard.atLeast(N, Value.of(amount)),
                        Change.patch(Expiry.unchanged(), new Action.Add(N, Operand.literal(Value.of(-amount)))))
                .returning(Images.AFTER)
                .build();
    }

    private static CommitOutcome outcome(@Nullable Stored a, Write... writes) {
        return Interpreter.applyAll(CommitPlan.of(List.of(writes)), key -> key.equals(A) ? a : null, NOW, key -> 0)
                .outcome();
    }

    private static Map<Integer, Outcome.Refused> refusals(@Nullable Stored a, Write... writes) {
        return ((CommitOutcome.Refused) outcome(a, writes)).refusals();
    }

    @Test
    void writesOfDifferentKeysStayAsTheyAre() {
        List<Write> writes = List.of(subtract(A, 1), check(B, Guard.absent()));
        assertThat(CommitPlan.of(writes).writes()).isEqualTo(writes);
    }

    @Test
    void checksFoldIntoTheChangeOfTheirKey() {
        Write change = subtract(A, 5);
        CommitPlan plan = CommitPlan.of(
                List.of(check(A, Guard.present()), check(B, Guard.absent()), change, check(A, Guard.versionIs(7))));
        assertThat(plan.writes()).extracting(Write::key).containsExactly(A, B);
        Write merged = plan.writes().get(0);
        assertThat(merged.operation()).isEqualTo(change.operation());
        assertThat(merged.images()).isEqualTo(Images.AFTER);
        assertThat(merged.shape())
                .as("a merged write has another meaning than its shape")
                .isNull();
    }

    @Test
    void everyGivenWriteGetsAnOutcome() {
        CommitOutcome.Applied applied = (CommitOutcome.Applied) outcome(
                FIVE,
                check(A, Guard.present()),
                check(B, Guard.absent()),
                subtract(A, 5),
                check(A, Guard.versionIs(7)));
        assertThat(applied.outcomes()).hasSize(4);
        assertThat(applied.outcomes().get(1).version()).isZero();
        assertThat(applied.outcomes().get(2).after()).isEqualTo(new Entry(A, Document.of("n", Value.of(0)), 8, null));
    }

    @Test
    void checksOfOneKeyThatAllHoldAreOneCheck() {
        assertThat(outcome(FIVE, check(A, Guard.present()), check(A, Guard.versionIs(7))))
                .isInstanceOf(CommitOutcome.Applied.class);
        assertThat(refusals(FIVE, check(A, Guard.present()), check(A, Guard.versionIs(8)), check(A, Guard.absent())))
                .containsOnlyKeys(1, 2);
    }

    @Test
    void aCheckWithSeveralBranchesHoldsWhenOneDoes() {
        Write either = Write.to(A)
                .when(Guard.absent(), Change.keep())
                .when(Guard.equal(N, Value.of(5)), Change.keep())
                .build();
        assertThat(outcome(FIVE, either, subtract(A, 1))).isInstanceOf(CommitOutcome.Applied.class);
        Stored six = new Stored(new Entry(A, Document.of("n", Value.of(6)), 7, null), OperationLog.empty());
        assertThat(refusals(six, either, subtract(A, 1))).containsOnlyKeys(0);
    }

    @Test
    void onlyTheWritesThatFailedAreNamed() {
        assertThat(refusals(FIVE, check(A, Guard.present()), subtract(A, 6), check(B, Guard.present())))
                .containsOnlyKeys(1, 2);
        assertThat(refusals(FIVE, check(A, Guard.absent()), subtract(A, 6))).containsOnlyKeys(0, 1);
        assertThat(refusals(FIVE, check(A, Guard.absent()), subtract(A, 5))).containsOnlyKeys(0);
    }

    @Test
    void aCheckIsNotToBlameForAChangeThatCannotBeCarriedOut() {
        Write mismatch = Write.to(A)
                .when(
                        Guard.always(),
                        Change.patch(Expiry.unchanged(), new Action.Append(N, Operand.literal(Value.list()))))
                .build();
        Map<Integer, Outcome.Refused> refusals = refusals(FIVE, check(A, Guard.present()), mismatch);
        assertThat(refusals)
                .containsExactly(Map.entry(
                        1,
                        new Outcome.Refused(RefusalReason.TYPE_MISMATCH, FIVE.entry(), Instant.ofEpochMilli(1_000))));
    }

    @Test
    void checksHoldBeforeTheChangeIsMade() {
        assertThat(outcome(FIVE, subtract(A, 5), check(A, Guard.equal(N, Value.of(5)))))
                .isInstanceOf(CommitOutcome.Applied.class);
        assertThat(refusals(FIVE, subtract(A, 5), check(A, Guard.equal(N, Value.of(0)))))
                .containsOnlyKeys(1);
    }

    @Test
    void twoChangesOfOneKeyAreRefused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> CommitPlan.of(List.of(subtract(A, 1), check(B, Guard.absent()), subtract(A, 2))))
                .withMessageContaining("space/a");
    }

    @Test
    void noneAndTooManyAreRefused() {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> CommitPlan.of(null));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> CommitPlan.of(List.of()));
        List<Write> many = IntStream.rangeClosed(0, 100)
                .mapToObj(i -> check(Key.of("space", "k" + i), Guard.absent()))
                .toList();
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> CommitPlan.of(many))
                .withMessageContaining("101");
    }

    @Test
    void fourMegabytesAreTheMost() {
        Document large = Document.of("s", Value.of("x".repeat(390_000)));
        List<Write> writes = IntStream.range(0, 11)
                .mapToObj(i -> Write.to(Key.of("space", "k" + i))
                        .when(Guard.always(), Change.put(large, Expiry.never()))
                        .build())
                .toList();
        assertThat(CommitPlan.of(writes.subList(0, 10)).writes()).hasSize(10);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> CommitPlan.of(writes))
                .withMessageContaining("4000000");
    }
}
