package io.atomicspring.backend.group;

import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.CommitPlan;
import io.atomicspring.backend.Interpreter;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Stored;
import io.atomicspring.backend.Write;
import io.atomicspring.backend.group.GroupStore.Locked;
import io.atomicspring.backend.group.GroupStore.Row;
import io.atomicspring.backend.group.GroupStore.RowChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of a group while its members are applied to them one after the other; each sees what those before it did. */
final class GroupEvaluation {

    private final Locked locked;
    private final Map<Key, Slot> slots = new HashMap<>();
    /** Set while the changes of one member are taken over. */
    private boolean torn;

    GroupEvaluation(Locked locked) {
        this.locked = locked;
    }

    Outcome apply(Write write) {
        Slot slot = slot(write.key());
        Interpreter.Step step = Interpreter.apply(write, slot.stored(), locked.nowMicros(), slot.version);
        torn = true;
        slot.accept(step);
        torn = false;
        return step.outcome();
    }

    CommitOutcome applyAll(CommitPlan plan) {
        Interpreter.CommitStep commit =
                Interpreter.applyAll(plan, key -> slot(key).stored(), locked.nowMicros(), key -> slot(key).version);
        torn = true;
        commit.steps().forEach((key, step) -> slot(key).accept(step));
        torn = false;
        return commit.outcome();
    }

    /** Whether a member failed after it had changed some of its rows, and maybe not all. */
    boolean isTorn() {
        return torn;
    }

    /** Drops the rows that nobody needs any more, and counts the expired entries among them. */
    int purge(List<Key> candidates) {
        long nowMillis = Math.floorDiv(locked.nowMicros(), 1000L);
        return candidates.stream().mapToInt(key -> slot(key).purge(nowMillis)).sum();
    }

    List<RowChange> changes() {
        return slots.values().stream()
                .map(slot -> slot.change(locked.nowMicros()))
                .filter(Objects::nonNull)
                .toList();
    }

    private Slot slot(Key key) {
        return slots.computeIfAbsent(
                key, missing -> new Slot(missing, locked.rows().get(missing), locked.floor()));
    }

    /** One key's row, as the members so far have left it. */
    private static final class Slot {

        private final Key key;
        private final @Nullable Row row;
        private long version;
        private @Nullable Stored stored;
        private RowChange.@Nullable Kind change;

        Slot(Key key, @Nullable Row row, long floor) {
            this.key = key;
            this.row = row;
            this.version = row == null ? floor : row.version();
        }

        /** Understands the row only when a member needs it, so that a damaged one fails nobody else. */
        @Nullable
        Stored stored() {
            if (change == null && stored == null && row != null) {
                stored = row.stored();
            }
            return stored;
        }

        void accept(Interpreter.Step step) {
            if (!step.changed()) {
                return;
            }
            stored = step.next();
            if (stored == null) {
                change = RowChange.Kind.BURY;
            } else {
                change = RowChange.Kind.STORE;
                version = stored.entry().version();
            }
        }

        int purge(long nowMillis) {
            if (row == null || change != null) {
                return 0;
            }
            boolean expired = row.isExpiredAt(nowMillis);
            if (expired || row.isOldTombstoneAt(nowMillis)) {
                change = RowChange.Kind.DROP;
                stored = null;
            }
            return expired ? 1 : 0;
        }

        @Nullable
        RowChange change(long nowMicros) {
            return change == null
                    ? null
                    : new RowChange(key, change, change == RowChange.Kind.STORE ? stored : null, version, nowMicros);
        }
    }
}
