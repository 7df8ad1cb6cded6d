package io.atomicspring.backend;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a write: a pure function of the write, the entry as stored, and the store's time. Every backend gives its
 * answers, by calling it or by doing the same in the store's own language.
 *
 * @since 0.1
 */
public final class Interpreter {

    private Interpreter() {}

    /**
     * What a write does to one entry.
     *
     * @param next what is to be stored; null when the entry is gone or absent
     * @param changed whether {@code next} differs from what was stored
     */
    public record Step(Outcome outcome, @Nullable Stored next, boolean changed) {}

    /**
     * What a commit does.
     *
     * @param steps by key, for every write; empty when the commit is refused or recognised
     */
    public record CommitStep(CommitOutcome outcome, Map<Key, Step> steps) {}

    /**
     * Applies one write.
     *
     * @param stored what the store holds under the key, live or expired; null for nothing
     * @param nowMicros the store's time in microseconds since the epoch
     * @param floor a version that a blank start must exceed, because the key may have had it before; 0 for none
     */
    public static Step apply(Write write, @Nullable Stored stored, long nowMicros, long floor) {
        Stored live = live(stored, nowMicros);
        Outcome.Applied recognised = live == null ? null : recognised(write, live, at(nowMicros));
        if (recognised != null) {
            return new Step(recognised, live, false);
        }
        return decide(write, stored, live, nowMicros, floor);
    }

    /**
     * Applies the writes of a {@link CommitPlan}, all or none.
     *
     * @param stored what the store holds under a key, live or expired; null for nothing
     */
    public static CommitStep applyAll(
            CommitPlan plan, Function<Key, @Nullable Stored> stored, long nowMicros, ToLongFunction<Key> floor) {
        List<Write> writes = plan.writes();
        List<Outcome.Applied> replay = replay(writes, stored, nowMicros);
        if (!replay.isEmpty()) {
            return new CommitStep(plan.spread(new CommitOutcome.Applied(replay)), Map.of());
        }
        Map<Key, Step> steps = new LinkedHashMap<>();
        List<Outcome.Applied> applied = new ArrayList<>();
        Map<Integer, Outcome.Refused> refusals = new TreeMap<>();
        for (int i = 0; i < writes.size(); i++) {
            Write write = writes.get(i);
            Stored found = stored.apply(write.key());
            Step step = decide(write, found, live(found, nowMicros), nowMicros, floor.applyAsLong(write.key()));
            steps.put(write.key(), step);
            if (step.outcome() instanceof Outcome.Refused refused) {
                refusals.put(i, refused);
            } else if (step.outcome() instanceof Outcome.Applied success) {
                applied.add(success);
            }
        }
        return refusals.isEmpty()
                ? new CommitStep(plan.spread(new CommitOutcome.Applied(applied)), steps)
                : new CommitStep(plan.spread(new CommitOutcome.Refused(refusals)), Map.of());
    }

    /** Whether a guard holds for a live entry, or for none; tells which condition of a refused write failed. */
    public static boolean holds(Guard guard, @Nullable Entry live, Instant at) {
        return new Evaluation(live, at.toEpochMilli() * 1000).holds(guard);
    }

    /** The index of the branch that the write would take on an entry. */
    static OptionalInt firstMatch(Write write, @Nullable Entry live, Instant at) {
        return new Evaluation(live, at.toEpochMilli() * 1000).firstMatch(write);
    }

    /** The store's time as outcomes carry it: to the millisecond. */
    public static Instant at(long nowMicros) {
        return Instant.ofEpochMilli(Math.floorDiv(nowMicros, 1000L));
    }

    private static Step decide(
            Write write, @Nullable Stored stored, @Nullable Stored live, long nowMicros, long floor) {
        Instant at = at(nowMicros);
        Entry entry = live == null ? null : live.entry();
        Evaluation before = new Evaluation(entry, nowMicros);
        OptionalInt branch = before.firstMatch(write);
        if (branch.isEmpty()) {
            return new Step(new Outcome.Refused(RefusalReason.GUARD, entry, at), stored, false);
        }
        Change change = write.branches().get(branch.getAsInt()).change();
        if (change instanceof Change.Keep) {
            long version = entry == null ? 0 : entry.version();
            return new Step(applied(write, branch.getAsInt(), version, entry, entry, at), stored, false);
        }
        if (change instanceof Change.Remove) {
            long version = entry == null ? 0 : entry.version();
            return new Step(applied(write, branch.getAsInt(), version, entry, null, at), null, entry != null);
        }
        long past = stored == null ? floor : Math.max(floor, stored.entry().version());
        long first = entry == null ? Math.max(nowMicros, past + 1) : entry.version() + 1;
        return build(write, branch.getAsInt(), change, before, stored, live, first + write.versions() - 1, at);
    }

    private static Step build(
            Write write,
            int branch,
            Change change,
            Evaluation before,
            @Nullable Stored stored,
            @Nullable Stored live,
            long version,
            Instant at) {
        Entry entry = live == null ? null : live.entry();
        PatchEditor.Result result = change instanceof Change.Patch patch
                ? PatchEditor.edit(before, patch.actions())
                : new PatchEditor.Result(((Change.Put) change).document(), null);
        Document document = result.document();
        RefusalReason failure = result.failure();
        if (document != null && Entry.sizeOf(write.key(), document) > Limits.MAX_ENTRY_BYTES) {
            failure = RefusalReason.TOO_LARGE;
        }
        if (document == null || failure != null) {
            RefusalReason reason = failure == null ? RefusalReason.GUARD : failure;
            return new Step(new Outcome.Refused(reason, entry, at), stored, false);
        }
        Expiry expiry = change instanceof Change.Patch patch ? patch.expiry() : ((Change.Put) change).expiry();
        Entry after = new Entry(write.key(), document, version, expiresAt(expiry, entry, at));
        OperationLog log = live == null ? OperationLog.empty() : live.operations();
        Stored next = new Stored(after, log.plus(new OperationLog.Effect(write.operation(), branch, version)));
        return new Step(applied(write, branch, version, entry, after, at), next, true);
    }

    private static @Nullable Instant expiresAt(Expiry expiry, @Nullable Entry before, Instant at) {
        if (expiry instanceof Expiry.After after) {
            return at.plusMillis(after.millis());
        }
        return expiry instanceof Expiry.Unchanged && before != null ? before.expiresAt() : null;
    }

    private static Outcome.Applied applied(
            Write write, int branch, long version, @Nullable Entry before, @Nullable Entry after, Instant at) {
        return new Outcome.Applied(
                branch,
                version,
                write.images().before() ? before : null,
                write.images().after() ? after : null,
                false,
                at);
    }

    private static @Nullable Stored live(@Nullable Stored stored, long nowMicros) {
        return stored != null && stored.entry().isLiveAt(at(nowMicros)) ? stored : null;
    }

    private static Outcome.@Nullable Applied recognised(Write write, Stored live, Instant at) {
        return live.operations()
                .find(write.operation())
                .map(effect -> new Outcome.Applied(
                        effect.branch(),
                        effect.version(),
                        null,
                        write.images().after() ? live.entry() : null,
                        true,
                        at))
                .orElse(null);
    }

    /** The outcomes of a commit that took effect before, or none if it did not. */
    private static List<Outcome.Applied> replay(
            List<Write> writes, Function<Key, @Nullable Stored> stored, long nowMicros) {
        boolean found = false;
        List<Outcome.Applied> outcomes = new ArrayList<>();
        for (Write write : writes) {
            Stored live = live(stored.apply(write.key()), nowMicros);
            Outcome.Applied recognised = live == null ? null : recognised(write, live, at(nowMicros));
            found |= recognised != null;
            Entry entry = live == null ? null : live.entry();
            outcomes.add(
                    recognised != null
                            ? recognised
                            : new Outcome.Applied(
                                    0,
                                    entry == null ? 0 : entry.version(),
                                    null,
                                    write.images().after() ? entry : null,
                                    true,
                                    at(nowMicros)));
        }
        return found ? outcomes : List.of();
    }
}
