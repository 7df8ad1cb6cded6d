package io.atomicspring.backend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The writes of a commit, one for each key: checks of a key that is also changed are folded into its change. Made before any
 * I/O; refuses what can never be committed.
 *
 * @since 0.1
 */
public final class CommitPlan {

    private final List<Write> given;
    private final List<Write> writes;
    /** For each given write, the position of its key in {@link #writes}. */
    private final int[] positions;

    private CommitPlan(List<Write> given, List<Write> writes, int[] positions) {
        this.given = given;
        this.writes = writes;
        this.positions = positions;
    }

    /** Plans a commit; throws {@link InvalidInputException} for one that breaks law 5 or law 10. */
    public static CommitPlan of(@Nullable List<Write> given) {
        if (given == null || given.isEmpty() || given.size() > Limits.MAX_COMMIT_WRITES) {
            throw new InvalidInputException("A commit has " + (given == null ? "no" : given.size()) + " writes; 1 to "
                    + Limits.MAX_COMMIT_WRITES + " are allowed.");
        }
        long bytes = given.stream().mapToLong(Write::payloadSize).sum();
        if (bytes > Limits.MAX_COMMIT_BYTES) {
            throw new InvalidInputException("A commit carries " + bytes + " bytes; at most " + Limits.MAX_COMMIT_BYTES
                    + " are allowed. Commit fewer or smaller entries at once.");
        }
        Map<Key, List<Write>> byKey = new LinkedHashMap<>();
        given.forEach(write ->
                byKey.computeIfAbsent(write.key(), key -> new ArrayList<>()).add(write));
        List<Key> keys = List.copyOf(byKey.keySet());
        int[] positions =
                given.stream().mapToInt(write -> keys.indexOf(write.key())).toArray();
        return new CommitPlan(
                List.copyOf(given),
                byKey.values().stream().map(CommitPlan::merge).toList(),
                positions);
    }

    /** One write for each key. */
    public List<Write> writes() {
        return writes;
    }

    /** Turns the outcome for {@link #writes()} into one for the writes as they were given. */
    public CommitOutcome spread(CommitOutcome outcome) {
        if (given.size() == writes.size()) {
            return outcome;
        }
        if (outcome instanceof CommitOutcome.Applied applied) {
            List<Outcome.Applied> all = new ArrayList<>();
            for (int position : positions) {
                all.add(applied.outcomes().get(position));
            }
            return new CommitOutcome.Applied(all);
        }
        return new CommitOutcome.Refused(spread(((CommitOutcome.Refused) outcome).refusals()));
    }

    private Map<Integer, Outcome.Refused> spread(Map<Integer, Outcome.Refused> refusals) {
        Map<Integer, Outcome.Refused> all = new TreeMap<>();
        for (int i = 0; i < positions.length; i++) {
            Outcome.Refused refused = refusals.get(positions[i]);
            if (refused == null) {
                continue;
            }
            Write write = given.get(i);
            boolean guardHolds =
                    Interpreter.firstMatch(write, refused.entry(), refused.at()).isPresent();
            if (refused.reason() != RefusalReason.GUARD) {
                // The change could not be carried out; a check beside it is not to blame.
                if (!write.isCheck()) {
                    all.put(i, refused);
                }
            } else if (!guardHolds) {
                all.put(i, refused);
            }
        }
        return all;
    }

    private static Write merge(List<Write> sameKey) {
        if (sameKey.size() == 1) {
            return sameKey.get(0);
        }
        List<Write> changes = sameKey.stream().filter(write -> !write.isCheck()).toList();
        if (changes.size() > 1) {
            throw new InvalidInputException("The commit changes "
                    + sameKey.get(0).key() + " twice. Put everything that happens to one entry into one update.");
        }
        List<Write> checks = new ArrayList<>(sameKey);
        Write base = changes.isEmpty() ? checks.remove(0) : changes.get(0);
        List<Guard> conditions =
                checks.stream().filter(Write::isCheck).map(CommitPlan::guardOf).toList();
        return base.under(conditions);
    }

    private static Guard guardOf(Write check) {
        return new Guard.AnyOf(check.branches().stream().map(Branch::guard).toList());
    }
}
