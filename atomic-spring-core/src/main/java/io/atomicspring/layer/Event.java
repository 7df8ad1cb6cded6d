package io.atomicspring.layer;

import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Value;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessResourceUsageException;

/**
 * The latest change of an item that is not known to be in the snapshot.
 *
 * @param version orders the events of the item, and tells whether an event is still the one that was seen
 * @param item null when the item is gone
 */
record Event(String id, long version, @Nullable Value item) {

    private static final String CHANGE = "change";
    private static final String ITEM = "item";
    private static final Value PUT = Value.of(ChangeType.PUT.name());
    private static final Value DELETE = Value.of(ChangeType.DELETE.name());

    static Document put(Value item) {
        return Document.of(CHANGE, PUT, ITEM, item);
    }

    static Document delete() {
        return Document.of(CHANGE, DELETE);
    }

    static Event of(Entry entry) {
        Value change = entry.document().get(CHANGE);
        Value item = entry.document().get(ITEM);
        if (PUT.equals(change) ? item == null : !DELETE.equals(change)) {
            throw new InvalidDataAccessResourceUsageException("The entry " + entry.key()
                    + " is no layer event that this version can read. Was it written by a newer version, or by hand?");
        }
        return new Event(entry.key().sort(), entry.version(), PUT.equals(change) ? item : null);
    }
}
