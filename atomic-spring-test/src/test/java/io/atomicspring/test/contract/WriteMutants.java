package io.atomicspring.test.contract;

import io.atomicspring.backend.Action;
import io.atomicspring.backend.Branch;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.OperationLog;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.RefusalReason;
import io.atomicspring.backend.Shape;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Stored;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import io.atomicspring.time.TimeSource;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Backends that get the meaning of a write wrong, in the way real stores and real libraries do. */
final class WriteMutants {

    private WriteMutants() {}

    /** The same write with other branches. */
    private static Write with(Write write, UnaryOperator<Branch> changed) {
        return new Write(
                write.key(),
                write.branches().stream().map(changed).toList(),
                write.operation(),
                write.images(),
                write.versions());
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
                            ? new Branch(branch.guard(), Change.patch(Expiry.unchanged()))
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
            return new Write(write.key(), reversed, write.operation(), write.images(), write.versions());
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
