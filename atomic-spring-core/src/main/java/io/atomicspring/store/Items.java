package io.atomicspring.store;

import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.mapping.KnownAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A typed view of one space. Everything is as in {@link AtomicStore}; in addition an update that names an attribute the type
 * does not know, or gives it a value the type cannot hold, is refused with an {@link InvalidInputException} before any I/O.
 *
 * <p>Thread-safe. Several views may share a space; a type that meets an attribute it does not know when it reads says so with
 * an {@link io.atomicspring.mapping.ValueMappingException}.
 *
 * @since 0.1
 */
public final class Items<T> {

    private final AtomicStore store;
    private final Class<T> type;
    private final KnownAttributes known;

    Items(AtomicStore store, Class<T> type) {
        if (type == null) {
            throw new InvalidInputException("The type of the items in '" + store.space() + "' is null.");
        }
        this.store = store;
        this.type = type;
        this.known = store.mapper().attributesOf(type);
    }

    /** Names an item for a commit. No I/O. */
    public ItemRef at(String partition) {
        return at(ItemKey.key(partition));
    }

    /** Names an item for a commit. No I/O. */
    public ItemRef at(ItemKey key) {
        return ItemRef.typed(store, key, type, known);
    }

    public Optional<Item<T>> find(ItemKey key) {
        return store.find(key, type);
    }

    /** As {@link #find}; throws {@link ItemNotFoundException} if there is none. */
    public Item<T> get(ItemKey key) {
        return store.get(key, type);
    }

    /** In the order of the keys, empty for those that are not there; one round trip for each 100. */
    public List<Optional<Item<T>>> findAll(List<ItemKey> keys) {
        return store.findAll(keys, type);
    }

    /** Reads a page of a partition. */
    public ItemPage<T> query(ItemQuery query) {
        return store.query(query, type);
    }

    /** Writes the whole item, whatever was there; tells its version. */
    public long put(ItemKey key, T item) {
        return AtomicStore.version(ItemWrite.put(at(key), item, Expiry.never()));
    }

    /** Writes the whole item, whatever was there, for a time. */
    public long put(ItemKey key, T item, Duration timeToLive) {
        return AtomicStore.version(ItemWrite.put(at(key), item, Expiry.after(timeToLive)));
    }

    /** Writes an item that must not exist; throws {@link ItemExistsException} if it does. */
    public long create(ItemKey key, T item) {
        return AtomicStore.version(ItemWrite.create(at(key), item, Expiry.never()));
    }

    /** As {@link #create(ItemKey, Object)}, for a time. */
    public long create(ItemKey key, T item, Duration timeToLive) {
        return AtomicStore.version(ItemWrite.create(at(key), item, Expiry.after(timeToLive)));
    }

    /** Writes an item unless it exists; tells its version if it was written. */
    public OptionalLong tryCreate(ItemKey key, T item) {
        return AtomicStore.versionIfDone(ItemWrite.create(at(key), item, Expiry.never()));
    }

    /** As {@link #tryCreate(ItemKey, Object)}, for a time. */
    public OptionalLong tryCreate(ItemKey key, T item, Duration timeToLive) {
        return AtomicStore.versionIfDone(ItemWrite.create(at(key), item, Expiry.after(timeToLive)));
    }

    /** Writes the whole item over the version that was read; throws {@link RaceConditionException} if it is at another. */
    public long replace(ItemKey key, T item, long version) {
        return AtomicStore.version(ItemWrite.replace(at(key), item, version, Expiry.never()));
    }

    /** As {@link #replace(ItemKey, Object, long)}, for a time. */
    public long replace(ItemKey key, T item, long version, Duration timeToLive) {
        return AtomicStore.version(ItemWrite.replace(at(key), item, version, Expiry.after(timeToLive)));
    }

    /** Writes the whole item if it is at the version that was read; tells the new one if it was written. */
    public OptionalLong tryReplace(ItemKey key, T item, long version) {
        return AtomicStore.versionIfDone(ItemWrite.replace(at(key), item, version, Expiry.never()));
    }

    /** As {@link #tryReplace(ItemKey, Object, long)}, for a time. */
    public OptionalLong tryReplace(ItemKey key, T item, long version, Duration timeToLive) {
        return AtomicStore.versionIfDone(ItemWrite.replace(at(key), item, version, Expiry.after(timeToLive)));
    }

    /** Deletes the item; tells whether there was one. */
    public boolean delete(ItemKey key) {
        return store.delete(key);
    }

    /** Deletes the version that was read; throws {@link RaceConditionException} if it is at another or gone. */
    public void delete(ItemKey key, long version) {
        store.delete(key, version);
    }

    /** Deletes the item if it is at the version that was read; tells whether it was. */
    public boolean tryDelete(ItemKey key, long version) {
        return store.tryDelete(key, version);
    }

    /** Begins an update of one item. */
    public ItemUpdate update(ItemKey key) {
        return new ItemUpdate(at(key));
    }
}
