package io.atomicspring.commit;

import io.atomicspring.backend.Outcome;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * How a commit went: everything was written, or nothing and why.
 *
 * @since 0.1
 */
public sealed interface CommitResult {

    /** Throws the {@link CommitRefusedException} of a refused commit. */
    Committed orThrow();

    /** Everything was written, at one moment. */
    final class Committed implements CommitResult {

        private final IdentityHashMap<CommitPart, List<Outcome.Applied>> outcomes;

        Committed(IdentityHashMap<CommitPart, List<Outcome.Applied>> outcomes) {
            this.outcomes = outcomes;
        }

        /** The outcomes of a part's writes, in their order. */
        public List<Outcome.Applied> outcomesOf(CommitPart part) {
            List<Outcome.Applied> found = outcomes.get(part);
            if (found == null) {
                throw new IllegalArgumentException("'" + part.description() + "' was not part of this commit");
            }
            return found;
        }

        @Override
        public Committed orThrow() {
            return this;
        }
    }

    /** Nothing was written. */
    record Refused(CommitRefusedException cause) implements CommitResult {
        @Override
        public Committed orThrow() {
            throw cause;
        }
    }
}
