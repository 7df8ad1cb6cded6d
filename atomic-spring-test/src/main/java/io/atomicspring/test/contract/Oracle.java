package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.CommitPlan;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Interpreter;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.OperationLog;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.backend.Stored;
import io.atomicspring.backend.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows what every answer must be: it interprets the same writes at the time that the answer names.
 *
 * <p>The store's clock decides the versions of blank starts, so a new version is compared as an order and then taken over;
 * everything else must be exactly the interpreter's.
 */
final class Oracle {

    private final Map<Key, Stored> stored = new TreeMap<>();
    private final Map<Key, Long> highest = new TreeMap<>();

    /** Checks the answer to one write. */
    void applied(Write write, Outcome actual) {
        long now = ContractGroup.micros(actual.at());
        Interpreter.Step step = Interpreter.apply(write, stored.get(write.key()), now, floor(write.key()));
        compare(write, step.outcome(), step.changed(), actual);
        keep(write.key(), step, actual);
    }

    /** Checks the answer to a commit. */
    void committed(List<Write> writes, CommitOutcome actual) {
        CommitPlan plan = CommitPlan.of(writes);
        Instant at = at(actual);
        Interpreter.CommitStep commit = Interpreter.applyAll(plan, stored::get, ContractGroup.micros(at), this::floor);
        if (commit.outcome() instanceof CommitOutcome.Refused expected) {
            assertThat(actual).isEqualTo(expected);
            return;
        }
        assertThat(actual).isInstanceOf(CommitOutcome.Applied.class);
        List<Outcome.Applied> expected = ((CommitOutcome.Applied) commit.outcome()).outcomes();
        List<Outcome.Applied> outcomes = ((CommitOutcome.Applied) actual).outcomes();
        assertThat(outcomes).hasSameSizeAs(expected);
        for (int i = 0; i < writes.size(); i++) {
            assertThat(outcomes.get(i).at()).as("one time for the whole commit").isEqualTo(at);
            Interpreter.Step step = commit.steps().get(writes.get(i).key());
            compare(writes.get(i), expected.get(i), step != null && step.changed(), outcomes.get(i));
        }
        for (int i = 0; i < writes.size(); i++) {
            Key key = writes.get(i).key();
            Interpreter.Step step = commit.steps().get(key);
            if (step != null && (!writes.get(i).isCheck() || !step.changed())) {
                keep(key, step, outcomes.get(i));
            }
        }
    }

    /** Checks what was read. */
    void read(Collection<Key> keys, Snapshot actual) {
        Map<Key, Entry> expected = new TreeMap<>();
        for (Entry entry : live(actual.at())) {
            if (keys.contains(entry.key())) {
                expected.put(entry.key(), entry);
            }
        }
        assertThat(actual.entries()).isEqualTo(expected);
    }

    /** What must be live at a time, in the order of keys. */
    List<Entry> live(Instant at) {
        List<Entry> live = new ArrayList<>();
        for (Stored each : stored.values()) {
            if (each.entry().isLiveAt(at)) {
                live.add(each.entry());
            }
        }
        return live;
    }

    /** The version that a key has or had, or one that it never had. */
    long versionOf(Key key) {
        return Math.max(1, floor(key));
    }

    private long floor(Key key) {
        return highest.getOrDefault(key, 0L);
    }

    private static Instant at(CommitOutcome outcome) {
        return outcome instanceof CommitOutcome.Applied applied
                ? applied.outcomes().get(0).at()
                : ((CommitOutcome.Refused) outcome)
                        .refusals()
                        .values()
                        .iterator()
                        .next()
                        .at();
    }

    private static void compare(Write write, Outcome expected, boolean changed, Outcome actual) {
        if (!(expected instanceof Outcome.Applied success) || !(actual instanceof Outcome.Applied answer)) {
            assertThat(actual).isEqualTo(expected);
            return;
        }
        boolean newVersion = changed && !answer.recognised() && success.version() != answer.version();
        if (newVersion) {
            assertThat(answer.version())
                    .as("the new version of %s", write.key())
                    .isGreaterThanOrEqualTo(success.version());
        }
        long version = newVersion ? answer.version() : success.version();
        assertThat(answer)
                .isEqualTo(new Outcome.Applied(
                        success.branch(),
                        version,
                        success.before(),
                        withVersion(success.after(), newVersion ? version : null),
                        success.recognised(),
                        success.at()));
    }

    private static @Nullable Entry withVersion(@Nullable Entry entry, @Nullable Long version) {
        return entry == null || version == null
                ? entry
                : new Entry(entry.key(), entry.document(), version, entry.expiresAt());
    }

    private void keep(Key key, Interpreter.Step step, Outcome actual) {
        Stored next = step.next();
        if (!step.changed() || !(actual instanceof Outcome.Applied answer)) {
            return;
        }
        if (next == null) {
            stored.remove(key);
            return;
        }
        List<OperationLog.Effect> effects = new ArrayList<>(next.operations().effects());
        OperationLog.Effect newest = effects.get(0);
        effects.set(0, new OperationLog.Effect(newest.operation(), newest.branch(), answer.version()));
        Entry entry = new Entry(
                key, next.entry().document(), answer.version(), next.entry().expiresAt());
        stored.put(key, new Stored(entry, new OperationLog(effects)));
        highest.merge(key, answer.version(), Math::max);
    }
}
