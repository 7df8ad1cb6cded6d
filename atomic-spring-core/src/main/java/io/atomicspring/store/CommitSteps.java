package io.atomicspring.store;

import io.atomicspring.commit.CommitPart;
import io.atomicspring.commit.Holder;
import java.time.Duration;

/**
 * What a commit can consist of: writes to items of any space, checks, leases that must still be held, and parts of the other
 * services. All of it happens at one moment, or nothing does.
 *
 * <p>One change for each item: a check and a change of one item are merged, two changes are refused before any I/O.
 *
 * @since 0.1
 */
public sealed interface CommitSteps permits CommitBuilder, CommitUpdate {

    /** Requires that a lease, or anything else that can be held, is still held. */
    CommitBuilder holding(Holder holder);

    /** Adds the part of another service. */
    CommitBuilder with(CommitPart part);

    /** Begins an update; its verbs follow, and then the rest of the commit. */
    CommitUpdate update(ItemRef item);

    /** Writes the whole item, whatever was there. */
    CommitBuilder put(ItemRef item, Object value);

    /** Writes the whole item, whatever was there, for a time. */
    CommitBuilder put(ItemRef item, Object value, Duration timeToLive);

    /** Writes an item that must not exist. Refused: {@link ItemExistsException}. */
    CommitBuilder create(ItemRef item, Object value);

    /** Writes an item that must not exist, for a time. */
    CommitBuilder create(ItemRef item, Object value, Duration timeToLive);

    /** Writes the whole item over the version that was read. Refused: {@link RaceConditionException}. */
    CommitBuilder replace(ItemRef item, Object value, long version);

    /** As {@link #replace(ItemRef, Object, long)}, for a time. */
    CommitBuilder replace(ItemRef item, Object value, long version, Duration timeToLive);

    /** Deletes the item if it is there. */
    CommitBuilder delete(ItemRef item);

    /** Deletes the version that was read. Refused: {@link RaceConditionException}. */
    CommitBuilder delete(ItemRef item, long version);

    /** Changes nothing and requires a condition. Refused: {@link ConditionFailedException}. */
    CommitBuilder check(ItemRef item, Condition condition);

    /** Changes nothing and requires the version that was read. Refused: {@link RaceConditionException}. */
    CommitBuilder checkVersion(ItemRef item, long version);
}
