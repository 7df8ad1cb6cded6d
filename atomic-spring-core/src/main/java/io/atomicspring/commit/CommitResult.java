package io.atomicspring.commit;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Write;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

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
        private final Map<Key, Outcome.Applied> byKey = new HashMap<>();

        Committed(IdentityHashMap<CommitPart, List<Outcome.Applied>> outcomes) {
            this.outcomes = outcomes;
            outcomes.forEach((part, applied) -> {
                List<Write> writes = part.writes();
                for (int i = 0; i < applied.size(); i++) {
                    byKey.put(writes.get(i).key(), applied.get(i));
                }
            });
        }

        /**
         * The version that the commit gave an item; of one that was deleted or only checked, the version that was there, 0 when
         * there was none. When the commit was {@link #recognised()}, an item whose write left no trace tells the version that is
         * there now.
         *
         * @throws InvalidInputException if the commit wrote and checked nothing there
         */
        public long versionOf(Target target) {
            Outcome.Applied found = byKey.get(target.address());
            if (found == null) {
                throw new InvalidInputException("'" + target.address() + "' was not part of this commit");
            }
            return found.version();
        }

        /** Whether an earlier sending of the same commit had taken effect, and this one only learnt of it. */
        public boolean recognised() {
            return byKey.values().stream().anyMatch(Outcome.Applied::recognised);
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
