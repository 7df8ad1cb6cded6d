package io.atomicspring.test.contract;

import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.CommitPlan;
import io.atomicspring.backend.Interpreter;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Write;
import io.atomicspring.time.TimeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** Backends that get commits and threads wrong, in the way real stores and real libraries do. */
final class CommitMutants {

    private CommitMutants() {}

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
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // which is the defect
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
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // which is the defect
        public Outcome apply(Write write) {
            Interpreter.Step step = Interpreter.apply(write, stored(write.key()), nowMicros(), floor(write.key()));
            LockSupport.parkNanos(1_000);
            synchronized (this) {
                keep(write.key(), step);
            }
            return step.outcome();
        }
    }
}
