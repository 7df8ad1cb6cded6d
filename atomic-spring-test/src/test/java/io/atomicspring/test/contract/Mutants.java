package io.atomicspring.test.contract;

import io.atomicspring.backend.Action;
import io.atomicspring.backend.Branch;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.CommitPlan;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Interpreter;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.OperationLog;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.RefusalReason;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.Shape;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.backend.Stored;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import io.atomicspring.time.TimeSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Backends that break one law each, in the way real stores and real libraries do. */
final class Mutants {

    private Mutants() {}

    /** The same write with other branches. */
    private static Write with(Write write, UnaryOperator<Branch> changed) {
        return new Write(
                write.key(),
                write.branches().stream().map(changed).toList(),
                write.operation(),
                write.images(),
                write.versions(),
                write.shape());
    }

    /** Releases whoever asks. */
    static final class ReleasesForAnyone extends PlainBackend {
        ReleasesForAnyone(TimeSource time) {
            super(time);
        }

        @Override
        Write understood(Write write) {
            return with(
                    write,
                    branch -> branch.change() instanceof Change.Remove && branch.guard() instanceof Guard.Compare
                            ? new Branch(Guard.present(), branch.change())
                            : branch);
        }
    }

    /** Its hand-written renewal forgot the owner; what it interprets is right. */
    static final class RenewsForAnyoneByShape extends PlainBackend {
        RenewsForAnyoneByShape(TimeSource time) {
            super(time);
        }

        @Override
        Write understood(Write write) {
            return write.shape() instanceof Shape.Renew
                    ? with(write, branch -> new Branch(Guard.exists(Path.attribute(Shapes.OWNER)), branch.change()))
                    : write;
        }
    }

    /** Applies the writes of a commit one after the other until one is refused. */
    static final class HalfAppliesCommits extends PlainBackend {
        HalfAppliesCommits(TimeSource time) {
            super(time);
        }

        @Override
        public synchronized CommitOutcome applyAll(List<Write> writes) {
            CommitPlan.of(writes);
            List<Outcome.Applied> applied = new ArrayList<>();
            for (Write write : writes) {
                Outcome outcome = apply(write);
                if (outcome instanceof Outcome.Refused refused) {
                    return new CommitOutcome.Refused(Map.of(applied.size(), refused));
                }
                applied.add((Outcome.Applied) outcome);
            }
            return new CommitOutcome.Applied(applied);
        }
    }

    /** Decides a commit as a whole, but lets readers look while it is written. */
    static final class ShowsHalfCommits extends PlainBackend {
        private final Object commits = new Object();

        ShowsHalfCommits(TimeSource time) {
            super(time);
        }

        @Override
        public CommitOutcome applyAll(List<Write> writes) {
            synchronized (commits) {
                CommitPlan plan = CommitPlan.of(writes);
                Interpreter.CommitStep commit = Interpreter.applyAll(plan, this::stored, nowMicros(), this::floor);
                commit.steps().forEach((key, step) -> {
                    synchronized (this) {
                        keep(key, step);
                    }
                    LockSupport.parkNanos(20_000);
                });
                return commit.outcome();
            }
        }
    }

    /** Names only the first write that failed. */
    static final class NamesOneRefusal extends PlainBackend {
        NamesOneRefusal(TimeSource time) {
            super(time);
        }

        @Override
        public synchronized CommitOutcome applyAll(List<Write> writes) {
            CommitOutcome outcome = super.applyAll(writes);
            if (outcome instanceof CommitOutcome.Refused refused) {
                int first = Collections.min(refused.refusals().keySet());
                return new CommitOutcome.Refused(
                        Map.of(first, Objects.requireNonNull(refused.refusals().get(first))));
            }
            return outcome;
        }
    }

    /** Reads and scans what has expired, as DynamoDB does until it sweeps. */
    static final class ReadsExpiredEntries extends PlainBackend {
        ReadsExpiredEntries(TimeSource time) {
            super(time);
        }

        @Override
        boolean isVisible(Entry entry, Instant at) {
            return true;
        }
    }

    /** An entry dies one millisecond late. */
    static final class ExpiresLate extends PlainBackend {
        ExpiresLate(TimeSource time) {
            super(time);
        }

        @Override
        boolean isVisible(Entry entry, Instant at) {
            return entry.isLiveAt(at.minusMillis(1));
        }
    }

    /** Sweeps what has an expiry, whenever that is. */
    static final class PurgesTheLiving extends PlainBackend {
        PurgesTheLiving(TimeSource time) {
            super(time);
        }

        @Override
        boolean isReclaimable(Entry entry, Instant at) {
            return entry.expiresAt() != null;
        }
    }

    /** Updates an expired entry as if it were there. */
    static final class RevivesTheDead extends PlainBackend {
        RevivesTheDead(TimeSource time) {
            super(time);
        }

        @Override
        @Nullable Stored stored(Key key) {
            Stored stored = super.stored(key);
            if (stored == null) {
                return null;
            }
            Entry entry = stored.entry();
            return new Stored(new Entry(entry.key(), entry.document(), entry.version(), null), stored.operations());
        }

        @Override
        public synchronized Snapshot read(Collection<Key> keys) {
            Snapshot all = super.read(keys);
            Map<Key, Entry> live = new LinkedHashMap<>();
            all.entries().forEach((key, entry) -> {
                Entry real = Objects.requireNonNull(super.stored(key)).entry();
                if (real.isLiveAt(all.at())) {
                    live.put(key, real);
                }
            });
            return new Snapshot(all.at(), live);
        }
    }

    /** Starts at the clock again after a removal. */
    static final class RepeatsVersions extends PlainBackend {
        RepeatsVersions(TimeSource time) {
            super(time);
        }

        @Override
        long floor(Key key) {
            return 0;
        }
    }

    /** Trusts a clock that ticks with every call to never repeat itself. */
    static final class TrustsTheClock extends PlainBackend {
        private long ticks;

        TrustsTheClock(TimeSource time) {
            super(time);
        }

        @Override
        long nowMicros() {
            return super.nowMicros() + ticks++ % 900;
        }

        @Override
        long floor(Key key) {
            return 0;
        }
    }

    /** Sweeping an entry forgets which version it had. */
    static final class ForgetsVersionsWhenSweeping extends PlainBackend {
        ForgetsVersionsWhenSweeping(TimeSource time) {
            super(time);
        }

        @Override
        void reclaim(Key key) {
            entries.remove(key);
            floors.remove(key);
        }
    }

    /** Counts a check as a change. */
    static final class ChecksRaiseVersions extends PlainBackend {
        ChecksRaiseVersions(TimeSource time) {
            super(time);
        }

        @Override
        Write understood(Write write) {
            return with(
                    write,
                    branch -> branch.change() instanceof Change.Keep && stored(write.key()) != null
                            ? new Branch(
                                    branch.guard(), Change.patch(Expiry.unchanged()))
                            : branch);
        }
    }

    /** Takes the last branch that holds. */
    static final class TakesTheLastMatch extends PlainBackend {
        TakesTheLastMatch(TimeSource time) {
            super(time);
        }

        @Override
        Write understood(Write write) {
            List<Branch> reversed = new ArrayList<>(write.branches());
            Collections.reverse(reversed);
            return new Write(write.key(), reversed, write.operation(), write.images(), write.versions(), null);
        }
    }

    /** Keeps numbers as doubles. */
    static final class KeepsDoubles extends PlainBackend {
        KeepsDoubles(TimeSource time) {
            super(time);
        }

        @Override
        Stored kept(Stored stored) {
            Entry entry = stored.entry();
            return new Stored(
                    new Entry(entry.key(), (Document) rounded(entry.document()), entry.version(), entry.expiresAt()),
                    stored.operations());
        }

        private static Value rounded(Value value) {
            if (value instanceof Value.Num number) {
                return Value.of(BigDecimal.valueOf(number.value().doubleValue()));
            }
            if (value instanceof Value.ListOf list) {
                return new Value.ListOf(
                        list.elements().stream().map(KeepsDoubles::rounded).toList());
            }
            if (value instanceof Document document) {
                Map<String, Value> attributes = new LinkedHashMap<>();
                document.attributes().forEach((name, each) -> attributes.put(name, rounded(each)));
                return new Document(attributes);
            }
            return value;
        }
    }

    /** Sorts as {@link String#compareTo} does. */
    static final class SortsByChars extends PlainBackend {
        SortsByChars(TimeSource time) {
            super(time);
        }

        @Override
        Comparator<Key> order() {
            return Comparator.comparing(Key::space)
                    .thenComparing(Key::partition)
                    .thenComparing(Key::sort);
        }
    }

    /** Joins partition and sort with a character that may be part of either. */
    static final class JoinsKeys extends PlainBackend {
        JoinsKeys(TimeSource time) {
            super(time);
        }

        @Override
        Key address(Key key) {
            return Key.of(key.space(), "joined", key.partition() + "#" + key.sort());
        }
    }

    /** Compares keys without their case, as MySQL does by default. */
    static final class IgnoresCase extends PlainBackend {
        IgnoresCase(TimeSource time) {
            super(time);
        }

        @Override
        Key address(Key key) {
            return Key.of(key.space(), key.partition(), key.sort().toLowerCase(Locale.ROOT));
        }
    }

    /** Pads keys with blanks, so that trailing ones do not count. */
    static final class IgnoresTrailingBlanks extends PlainBackend {
        IgnoresTrailingBlanks(TimeSource time) {
            super(time);
        }

        @Override
        Key address(Key key) {
            return Key.of(key.space(), key.partition(), key.sort().replaceAll(" +$", ""));
        }
    }

    /** Ends keys at the first NUL. */
    static final class EndsKeysAtNul extends PlainBackend {
        EndsKeysAtNul(TimeSource time) {
            super(time);
        }

        @Override
        Key address(Key key) {
            return Key.of(key.space(), key.partition(), key.sort().split("\u0000", 2)[0]);
        }
    }

    /** Applies a write that is sent again a second time. */
    static final class CountsTwice extends PlainBackend {
        CountsTwice(TimeSource time) {
            super(time);
        }

        @Override
        Stored kept(Stored stored) {
            return new Stored(stored.entry(), OperationLog.empty());
        }
    }

    /** Refuses without saying what stood in the way. */
    static final class RefusesSilently extends PlainBackend {
        RefusesSilently(TimeSource time) {
            super(time);
        }

        @Override
        Outcome answered(Outcome outcome) {
            return outcome instanceof Outcome.Refused refused
                    ? new Outcome.Refused(refused.reason(), null, refused.at())
                    : outcome;
        }
    }

    /** Keeps expiry in whole seconds. */
    static final class ExpiresInSeconds extends PlainBackend {
        ExpiresInSeconds(TimeSource time) {
            super(time);
        }

        @Override
        Stored kept(Stored stored) {
            Entry entry = stored.entry();
            Instant expiresAt = entry.expiresAt();
            Instant seconds = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.SECONDS);
            return new Stored(
                    new Entry(entry.key(), entry.document(), entry.version(), seconds), stored.operations());
        }
    }

    /** Lets an entry grow beyond the limit by not writing what it says it wrote. */
    static final class CutsWhatIsTooLarge extends PlainBackend {
        CutsWhatIsTooLarge(TimeSource time) {
            super(time);
        }

        @Override
        Outcome answered(Outcome outcome) {
            return outcome instanceof Outcome.Refused refused && refused.reason() == RefusalReason.TOO_LARGE
                    ? new Outcome.Applied(0, Long.MAX_VALUE, null, null, false, refused.at())
                    : outcome;
        }
    }

    /** Cuts a large commit into several. */
    static final class CutsLargeCommits extends PlainBackend {
        CutsLargeCommits(TimeSource time) {
            super(time);
        }

        @Override
        public synchronized CommitOutcome applyAll(List<Write> writes) {
            if (writes.size() <= Limits.MAX_COMMIT_WRITES) {
                return super.applyAll(writes);
            }
            super.applyAll(writes.subList(0, Limits.MAX_COMMIT_WRITES));
            return super.applyAll(writes.subList(Limits.MAX_COMMIT_WRITES, writes.size()));
        }
    }

    /** Reads, and writes later what it made of that. */
    static final class LosesUpdates extends PlainBackend {
        LosesUpdates(TimeSource time) {
            super(time);
        }

        @Override
        public Outcome apply(Write write) {
            Interpreter.Step step = Interpreter.apply(write, stored(write.key()), nowMicros(), floor(write.key()));
            LockSupport.parkNanos(1_000);
            synchronized (this) {
                keep(write.key(), step);
            }
            return step.outcome();
        }
    }

    /** Begins a page one entry too late. */
    static final class LosesEntriesBetweenPages extends PlainBackend {
        LosesEntriesBetweenPages(TimeSource time) {
            super(time);
        }

        @Override
        boolean isBehind(Key key, Key cursor, boolean ascending) {
            Key next = ascending ? entries.higherKey(cursor) : entries.lowerKey(cursor);
            return next != null && super.isBehind(key, next, ascending);
        }
    }

    /** Always scans upwards. */
    static final class ScansOneWay extends PlainBackend {
        ScansOneWay(TimeSource time) {
            super(time);
        }

        @Override
        public synchronized Page scan(Scan scan) {
            return super.scan(new Scan(
                    scan.space(),
                    scan.partition(),
                    scan.range(),
                    Scan.Direction.ASCENDING,
                    scan.limit(),
                    scan.after()));
        }
    }

    /** Carries out the actions of a patch one after the other, each on what the one before made. */
    static final class ActsInSequence extends PlainBackend {
        ActsInSequence(TimeSource time) {
            super(time);
        }

        @Override
        public synchronized Outcome apply(Write write) {
            if (write.branches().size() == 1
                    && write.branches().get(0).change() instanceof Change.Patch patch
                    && patch.actions().size() > 1) {
                Outcome last = null;
                for (Action action : patch.actions()) {
                    Change one = new Change.Patch(List.of(action), patch.expiry());
                    last = super.apply(Write.to(write.key())
                            .when(write.branches().get(0).guard(), one)
                            .returning(write.images())
                            .build());
                }
                return Objects.requireNonNull(last);
            }
            return super.apply(write);
        }
    }

    /** Holds that nothing can be said of a missing attribute, not even that it differs, as SQL does of NULL. */
    static final class ComparesLikeSql extends PlainBackend {
        ComparesLikeSql(TimeSource time) {
            super(time);
        }

        @Override
        Write understood(Write write) {
            return with(write, branch -> new Branch(likeSql(branch.guard()), branch.change()));
        }

        private static Guard likeSql(Guard guard) {
            return guard instanceof Guard.Compare compare && compare.comparison() == Guard.Comparison.NOT_EQUAL
                    ? Guard.allOf(
                            guard,
                            Guard.compare(compare.left(), Guard.Comparison.EQUAL, compare.left()),
                            Guard.compare(compare.right(), Guard.Comparison.EQUAL, compare.right()))
                    : guard;
        }
    }
}
