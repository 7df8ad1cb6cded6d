package io.atomicspring.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the contract cannot see from outside: exact versions, floors, and what is to be stored. */
class InterpreterTests {

    private static final Key KEY = Key.of("space", "part");
    private static final Document DOCUMENT = Document.of("n", Value.of(1));
    private static final long NOW = 1_234_567_891;
    private static final Instant AT = Instant.ofEpochMilli(1_234_567);

    private static Stored stored(long version, @Nullable Instant expiresAt) {
        return new Stored(new Entry(KEY, DOCUMENT, version, expiresAt), OperationLog.empty());
    }

    private static Write put() {
        return Write.to(KEY)
                .when(Guard.always(), Change.put(DOCUMENT, Expiry.never()))
                .build();
    }

    private static Write write(Change change) {
        return Write.to(KEY).when(Guard.always(), change).returning(Images.BOTH).build();
    }

    private static long version(Interpreter.Step step) {
        return ((Outcome.Applied) step.outcome()).version();
    }

    @Test
    void aBlankStartTakesTheTimeOrOneMoreThanTheKeyHad() {
        assertThat(version(Interpreter.apply(put(), null, NOW, 0))).isEqualTo(NOW);
        assertThat(version(Interpreter.apply(put(), null, NOW, NOW - 1))).isEqualTo(NOW);
        assertThat(version(Interpreter.apply(put(), null, NOW, NOW))).isEqualTo(NOW + 1);
        assertThat(version(Interpreter.apply(put(), null, NOW, NOW + 50))).isEqualTo(NOW + 51);
    }

    @Test
    void anExpiredEntryIsAFloor() {
        assertThat(version(Interpreter.apply(put(), stored(NOW + 9, AT), NOW, 0)))
                .isEqualTo(NOW + 10);
        assertThat(version(Interpreter.apply(put(), stored(NOW + 9, AT), NOW, NOW + 20)))
                .isEqualTo(NOW + 21);
    }

    @Test
    void aLiveEntryCountsOnWhateverTheTime() {
        assertThat(version(Interpreter.apply(put(), stored(7, null), NOW, 0))).isEqualTo(8);
        assertThat(version(Interpreter.apply(put(), stored(7, null), NOW, 100))).isEqualTo(8);
        assertThat(version(Interpreter.apply(put(), stored(7, AT.plusMillis(1)), NOW, 0)))
                .isEqualTo(8);
    }

    @Test
    void reservedVersionsEndWithTheEntrys() {
        Write ten = Write.to(KEY)
                .when(Guard.always(), Change.patch(Expiry.unchanged()))
                .reserving(10)
                .build();
        assertThat(version(Interpreter.apply(ten, stored(7, null), NOW, 0))).isEqualTo(17);
        assertThat(version(Interpreter.apply(ten, null, NOW, 0))).isEqualTo(NOW + 9);
    }

    @Test
    void aStepTellsWhetherAnythingIsToBeStored() {
        Stored live = stored(7, null);
        Interpreter.Step kept = Interpreter.apply(write(Change.keep()), live, NOW, 0);
        assertThat(kept.changed()).isFalse();
        assertThat(kept.next()).isSameAs(live);
        Interpreter.Step removed = Interpreter.apply(write(Change.remove()), live, NOW, 0);
        assertThat(removed.changed()).isTrue();
        assertThat(removed.next()).isNull();
        assertThat(Interpreter.apply(write(Change.remove()), null, NOW, 0).changed())
                .isFalse();
        assertThat(Interpreter.apply(write(Change.remove()), stored(7, AT), NOW, 0)
                        .changed())
                .isFalse();
        Write refused = Write.to(KEY).when(Guard.absent(), Change.remove()).build();
        assertThat(Interpreter.apply(refused, live, NOW, 0).changed()).isFalse();
    }

    @Test
    void timeIsCutToTheMillisecondBeforeDurationsAreAdded() {
        Interpreter.Step step = Interpreter.apply(
                write(Change.patch(
                        Expiry.after(Duration.ofNanos(1)),
                        new Action.Set(Path.attribute("now"), Operand.now(Duration.ZERO)))),
                null,
                NOW,
                0);
        Entry after = ((Outcome.Applied) step.outcome()).after();
        assertThat(step.outcome().at()).isEqualTo(AT);
        assertThat(after.expiresAt()).isEqualTo(AT.plusMillis(1));
        assertThat(after.document()).isEqualTo(Document.of("now", Value.of(AT.toEpochMilli())));
        assertThat(Interpreter.at(-1)).isEqualTo(Instant.ofEpochMilli(-1));
    }

    @Test
    void theLogKeepsTheLastFourWritesNewestFirst() {
        Stored stored = stored(7, null);
        List<Write> writes = List.of(put(), put(), put(), put(), put());
        for (Write write : writes) {
            stored = Interpreter.apply(write, stored, NOW, 0).next();
        }
        assertThat(stored.operations().effects())
                .extracting(OperationLog.Effect::operation)
                .containsExactly(
                        writes.get(4).operation(),
                        writes.get(3).operation(),
                        writes.get(2).operation(),
                        writes.get(1).operation());
        assertThat(Interpreter.apply(writes.get(1), stored, NOW, 0).changed()).isFalse();
        assertThat(Interpreter.apply(writes.get(0), stored, NOW, 0).changed()).isTrue();
    }

    @Test
    void aRefusedCommitHasNoSteps() {
        CommitPlan plan = CommitPlan.of(List.of(
                put(),
                Write.to(Key.of("space", "other"))
                        .when(Guard.present(), Change.keep())
                        .build()));
        Interpreter.CommitStep commit = Interpreter.applyAll(plan, key -> null, NOW, key -> 0);
        assertThat(commit.steps()).isEmpty();
        assertThat(commit.outcome()).isInstanceOf(CommitOutcome.Refused.class);
    }

    @Test
    void aRecognisedCommitHasNoSteps() {
        Write put = put();
        CommitPlan plan = CommitPlan.of(List.of(put));
        Interpreter.CommitStep first = Interpreter.applyAll(plan, key -> null, NOW, key -> 0);
        Map<Key, Interpreter.Step> steps = first.steps();
        assertThat(steps).containsOnlyKeys(KEY);
        Interpreter.CommitStep again =
                Interpreter.applyAll(plan, key -> steps.get(key).next(), NOW, key -> 0);
        assertThat(again.steps()).isEmpty();
        assertThat(again.outcome())
                .isEqualTo(new CommitOutcome.Applied(List.of(new Outcome.Applied(0, NOW, null, null, true, AT))));
    }
}
