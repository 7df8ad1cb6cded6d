package io.atomicspring.layer;

/**
 * What a sync of a partition did.
 *
 * @param settled events that were found and are in the snapshot now, and no longer pending
 * @param replaced events that were found and replaced, or settled by another sync, before this one could remove them
 * @param overtaken whether other syncs of the partition were faster every time, so that this one gave up; what it found is
 *     left to them or to the next sync
 * @since 0.1
 */
public record SyncResult(int settled, int replaced, boolean overtaken) {

    static final SyncResult OVERTAKEN = new SyncResult(0, 0, true);
}
