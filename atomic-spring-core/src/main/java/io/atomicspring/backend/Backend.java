package io.atomicspring.backend;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store that can do one indivisible write. Everything Atomic Spring offers stands on these few methods.
 *
 * <p>An implementation must give the answers of {@link Interpreter} and keep the laws that the published contract tests
 * (module {@code atomic-spring-test}). Methods block, may be called from any number of threads, and keep a deadline: what was
 * not sent by then is a {@link BackendUnavailableException}, what was sent and not answered an
 * {@link OutcomeUnknownException}. A store that is set up wrongly answers with a {@link BackendSetupException}.
 *
 * @since 0.1
 */
public interface Backend extends AutoCloseable {

    /**
     * Reads up to {@link Limits#MAX_READ_KEYS} keys at one moment: never half of a commit. One round trip.
     */
    Snapshot read(Collection<Key> keys);

    /**
     * Applies one write, or refuses it. One round trip where the store allows it.
     *
     * <p>Never sent twice by the backend itself unless the store is known not to have done it. After an
     * {@link OutcomeUnknownException} the same write may be sent again: as long as the entry lives and fewer than
     * {@link OperationLog#CAPACITY} writes to it came since, a write that took effect is recognised by its operation id and not
     * applied again. A removal is not remembered; guard it, so that a second one is refused.
     */
    Outcome apply(Write write);

    /**
     * Applies all writes at one moment, or none. Sent again under the same operation ids, a commit that took effect is
     * recognised if any of its writes is.
     *
     * @throws InvalidInputException before any I/O for no or more than {@link Limits#MAX_COMMIT_WRITES} writes, two changes of
     *     one key, more than {@link Limits#MAX_COMMIT_BYTES} bytes, or keys that this store cannot commit together
     */
    CommitOutcome applyAll(List<Write> writes);

    /** One page of a partition's live entries, in the order of their sorts. */
    Page scan(Scan scan);

    /**
     * One page of a space's live entries in an order of the store's. Every entry that lives during the whole scan is seen at
     * least once. {@link Traits#spaceScan()} tells the cost.
     *
     * @param limit the wanted size of the page, 1 to 1000; it may be short, and on some stores up to twice as long
     * @param cursor {@link Page#next()} of the page before, or null
     */
    Page scanSpace(String space, int limit, @Nullable String cursor);

    /**
     * Reclaims at most {@code limit} expired entries, and tells how many. Only space is gained: they were absent already.
     *
     * @throws InvalidInputException for a limit below 1
     */
    int purge(int limit);

    Traits traits();

    /** Frees what this object opened itself; connections it was given stay open. */
    @Override
    void close();
}
