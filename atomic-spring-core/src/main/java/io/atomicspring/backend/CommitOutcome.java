package io.atomicspring.backend;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answer to a commit: every write applied, or none and why.
 *
 * @since 0.1
 */
public sealed interface CommitOutcome {

    /** All writes were applied, at one moment; one outcome for each, in the order given. */
    record Applied(List<Outcome.Applied> outcomes) implements CommitOutcome {
        public Applied {
            outcomes = List.copyOf(outcomes);
        }
    }

    /**
     * Nothing was applied.
     *
     * @param refusals every write that failed, by its position in the commit, and why
     */
    record Refused(Map<Integer, Outcome.Refused> refusals) implements CommitOutcome {
        public Refused {
            refusals = java.util.Collections.unmodifiableMap(new TreeMap<>(refusals));
        }
    }
}
