package io.atomicspring.backend;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a write: applied, or refused with the entry that stood in the way. What could not be asked or answered is an
 * exception, never an outcome.
 *
 * @since 0.1
 */
public sealed interface Outcome {

    /** The store's time at which the write was decided. */
    Instant at();

    /**
     * A branch was taken.
     *
     * <p>In a commit, a check of an entry that is also changed is folded into the change: both have the branch, the version and
     * the images of the change. When a commit is recognised, those of its writes that left no trace (checks, removals, entries
     * that changed often since) say branch 0 and the version that is there now.
     *
     * @param branch the index of the branch
     * @param version of the entry after the write; after a removal or a check, the version that was there (0 when absent)
     * @param before the entry before the write, if asked for and if there was one
     * @param after the entry after the write, if asked for and if there is one
     * @param recognised the write had taken effect before and was not applied again; {@code before} is then missing and
     *     {@code after} is the entry as it is now
     */
    record Applied(
            int branch,
            long version,
            @Nullable Entry before,
            @Nullable Entry after,
            boolean recognised,
            Instant at) implements Outcome {}

    /**
     * No branch was taken, or the branch could not be carried out; nothing changed.
     *
     * @param entry the live entry, or null when there is none
     */
    record Refused(RefusalReason reason, @Nullable Entry entry, Instant at) implements Outcome {}
}
