/**
 * A layer: changes are recorded as events in the store, in the same commit as whatever caused them, and moved from there to
 * snapshots elsewhere (a folder, an object store); reading merges both.
 *
 * <p>Read {@link io.atomicspring.layer.Layer} first, then {@link io.atomicspring.layer.Snapshots}. There is one pending event
 * for an item at most: the latest. Its version, which the store never lets fall, orders the events of the item; the snapshot
 * remembers for each item the version it holds.
 *
 * <p>Promised now:
 *
 * <ol type="a">
 *   <li>An acknowledged event is visible to {@code get} at once and does not expire; it leaves the store only after it, or a
 *       newer event of its item, is in the snapshot.
 *   <li>Of the events of one item the one that the store acknowledged last wins, whatever any clock says.
 *   <li>A sync that dies at any point is taken up by the next one: nothing is lost, and nothing comes back.
 *   <li>Two syncs at once cannot harm each other, and neither can one that was paused meanwhile: a snapshot is only replaced by
 *       one that was made from it.
 *   <li>A {@code get} during a sync misses nothing that was acknowledged before it began.
 *   <li>Partitions, and layers, do not see each other.
 * </ol>
 *
 * <p>Not yet: a sync reads and writes the whole snapshot of its partition, in memory; a lease that spares a second syncer the
 * lost work; a history of events.
 */
@NullMarked
package io.atomicspring.layer;

import org.jspecify.annotations.NullMarked;
