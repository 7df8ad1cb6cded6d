package io.atomicspring.layer;

import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Utf8;
import io.atomicspring.backend.Value;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a snapshot says: the items of a partition, each with the version of the event that it came from.
 *
 * @param revision one more with each write, so that no two snapshots of a partition are equal
 * @param items by id, in UTF-8 order
 */
record SnapshotContent(long revision, SortedMap<String, Item> items) {

    static final SnapshotContent EMPTY = new SnapshotContent(0, new TreeMap<>(Utf8::compare));

    SnapshotContent {
        TreeMap<String, Item> sorted = new TreeMap<>(Utf8::compare);
        sorted.putAll(items);
        items = Collections.unmodifiableSortedMap(sorted);
    }

    record Item(long version, Value value) {}

    /** As a reader sees it, with events that are not older than this snapshot's items. */
    SnapshotContent seenWith(List<Event> events) {
        TreeMap<String, Item> merged = new TreeMap<>(items);
        for (Event event : events) {
            Item item = merged.get(event.id());
            if (item == null || item.version() < event.version()) {
                apply(event, merged);
            }
        }
        return new SnapshotContent(revision, merged);
    }

    /**
     * The next snapshot, made of this one and of events that were found after it was read; itself when they change nothing.
     *
     * <p>A deletion always makes a new one, also of an item that is not there: a paused sync may have read this snapshot and then
     * an event of the item that the deletion replaced, and its write must fail. An event that is in this snapshot already needs
     * none: nobody can have read this snapshot and then an older event of that item.
     *
     * @throws UnusableSnapshotException an event is older than the snapshot's item, which a store cannot have given: rather
     *     than losing the event or the item, say so
     */
    SnapshotContent with(List<Event> events, SnapshotKey key, String location) {
        TreeMap<String, Item> next = new TreeMap<>(items);
        for (Event event : events) {
            Item item = items.get(event.id());
            if (item != null && item.version() > event.version()) {
                throw new UnusableSnapshotException(
                        key,
                        location,
                        "it holds item " + Limits.quoted(event.id()) + " at version " + item.version()
                                + ", but the store has an older event, at version " + event.version()
                                + ". It was made from another store, or the store has lost writes: restore the one that"
                                + " fits the other, or move the snapshot away.",
                        null);
            }
            apply(event, next);
        }
        boolean deletes = events.stream().anyMatch(event -> event.item() == null);
        return !deletes && next.equals(items) ? this : new SnapshotContent(revision + 1, next);
    }

    private static void apply(Event event, TreeMap<String, Item> items) {
        Value value = event.item();
        if (value == null) {
            items.remove(event.id());
        } else {
            items.put(event.id(), new Item(event.version(), value));
        }
    }
}
