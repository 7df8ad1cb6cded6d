package io.atomicspring.store;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Scan;
import io.atomicspring.commit.Reads;
import io.atomicspring.mapping.ValueMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The items of one space. Every write is one indivisible step and one round trip where the backend allows it.
 *
 * <p>Items are records, classes, maps or {@link io.atomicspring.backend.Document}s, see {@link ValueMapper}. Versions rise
 * with every write of a key, also across deletion and expiry, so a version names one state for ever. An item that is put,
 * created or replaced without a time to live does not expire.
 *
 * <p>All methods throw {@link InvalidInputException} before any I/O for null or oversized keys and items, a
 * {@link io.atomicspring.backend.BackendUnavailableException} when the store could not be asked, and an
 * {@link io.atomicspring.backend.OutcomeUnknownException} when a write was sent and no answer came. Thread-safe.
 *
 * @since 0.1
 */
public final class AtomicStore {

    private final Backend backend;
    private final ValueMapper mapper;
    private final String space;

    AtomicStore(Backend backend, ValueMapper mapper, String space) {
        Key.of(space, "any");
        this.backend = backend;
        this.mapper = mapper;
        this.space = space;
    }

    public String space() {
        return space;
    }

    /** A view of this space whose items are all of one type, and which refuses attributes that the type does not know. */
    public <T> Items<T> items(Class<T> type) {
        return new Items<>(this, type);
    }

    /** Names an item for a commit. No I/O. */
    public ItemRef at(String partition) {
        return at(ItemKey.key(partition));
    }

    /** Names an item for a commit. No I/O. */
    public ItemRef at(ItemKey key) {
        return ItemRef.untyped(this, key);
    }

    public <T> Optional<Item<T>> find(ItemKey key, Class<T> type) {
        Key address = at(key).address();
        required("type", type);
        return backend.read(List.of(address)).find(address).map(entry -> Item.of(entry, type, mapper));
    }

    /**
     * As {@link #find}.
     *
     * @throws ItemNotFoundException if there is none
     */
    public <T> Item<T> get(ItemKey key, Class<T> type) {
        return find(key, type).orElseThrow(() -> new ItemNotFoundException(at(key)));
    }

    /**
     * Reads any number of items; the answers are in the order of the keys, empty for those that are not there. One round trip
     * for each 100 keys, which are seen at one moment; on a store whose requests cannot span partitions, such as a Redis Cluster
     * with tags by partition, for each 100 keys of a partition.
     */
    public <T> List<Optional<Item<T>>> findAll(List<ItemKey> keys, Class<T> type) {
        required("list of keys", keys);
        required("type", type);
        List<Key> addresses = keys.stream().map(key -> at(key).address()).toList();
        Map<Key, Entry> found = Reads.all(backend, addresses);
        return addresses.stream()
                .map(address -> Optional.ofNullable(found.get(address)).map(entry -> Item.of(entry, type, mapper)))
                .toList();
    }

    /**
     * Reads a page of a partition. The page is full unless it is the last one; items are each as of some moment during the
     * call. One round trip for each 1000 items where the backend's pages are full.
     */
    public <T> ItemPage<T> query(ItemQuery query, Class<T> type) {
        required("query", query);
        required("type", type);
        List<Item<T>> items = new ArrayList<>();
        String cursor = query.after();
        do {
            int limit = Math.min(Limits.MAX_PAGE_ENTRIES, query.limit() - items.size());
            Page page =
                    backend.scan(new Scan(space, query.partition(), query.range(), query.direction(), limit, cursor));
            page.entries().forEach(entry -> items.add(Item.of(entry, type, mapper)));
            cursor = page.next();
        } while (cursor != null && items.size() < query.limit());
        return new ItemPage<>(items, cursor);
    }

    /** Writes the whole item, whatever was there; tells its version. */
    public long put(ItemKey key, Object item) {
        return version(ItemWrite.put(at(key), item, Expiry.never()));
    }

    /** Writes the whole item, whatever was there, for a time. */
    public long put(ItemKey key, Object item, Duration timeToLive) {
        return version(ItemWrite.put(at(key), item, Expiry.after(timeToLive)));
    }

    /**
     * Writes an item that must not exist; tells its version.
     *
     * @throws ItemExistsException if it exists
     */
    public long create(ItemKey key, Object item) {
        return version(ItemWrite.create(at(key), item, Expiry.never()));
    }

    /** As {@link #create(ItemKey, Object)}, for a time. */
    public long create(ItemKey key, Object item, Duration timeToLive) {
        return version(ItemWrite.create(at(key), item, Expiry.after(timeToLive)));
    }

    /** Writes an item unless it exists; tells its version if it was written. */
    public OptionalLong tryCreate(ItemKey key, Object item) {
        return versionIfDone(ItemWrite.create(at(key), item, Expiry.never()));
    }

    /** As {@link #tryCreate(ItemKey, Object)}, for a time. */
    public OptionalLong tryCreate(ItemKey key, Object item, Duration timeToLive) {
        return versionIfDone(ItemWrite.create(at(key), item, Expiry.after(timeToLive)));
    }

    /**
     * Writes the whole item over the version that was read; tells the new one.
     *
     * @throws RaceConditionException if it is at another version or gone
     */
    public long replace(ItemKey key, Object item, long version) {
        return version(ItemWrite.replace(at(key), item, version, Expiry.never()));
    }

    /** As {@link #replace(ItemKey, Object, long)}, for a time. */
    public long replace(ItemKey key, Object item, long version, Duration timeToLive) {
        return version(ItemWrite.replace(at(key), item, version, Expiry.after(timeToLive)));
    }

    /** Writes the whole item if it is at the version that was read; tells the new one if it was written. */
    public OptionalLong tryReplace(ItemKey key, Object item, long version) {
        return versionIfDone(ItemWrite.replace(at(key), item, version, Expiry.never()));
    }

    /** As {@link #tryReplace(ItemKey, Object, long)}, for a time. */
    public OptionalLong tryReplace(ItemKey key, Object item, long version, Duration timeToLive) {
        return versionIfDone(ItemWrite.replace(at(key), item, version, Expiry.after(timeToLive)));
    }

    /** Deletes the item; tells whether there was one. */
    public boolean delete(ItemKey key) {
        return done(ItemWrite.delete(at(key), Expectation.EXISTS));
    }

    /**
     * Deletes the version that was read.
     *
     * @throws RaceConditionException if it is at another version or gone
     */
    public void delete(ItemKey key, long version) {
        version(ItemWrite.delete(at(key), Expectation.version(version)));
    }

    /** Deletes the item if it is at the version that was read; tells whether it was. */
    public boolean tryDelete(ItemKey key, long version) {
        return done(ItemWrite.delete(at(key), Expectation.version(version)));
    }

    /** Begins an update of one item. */
    public ItemUpdate update(ItemKey key) {
        return new ItemUpdate(at(key));
    }

    Backend backend() {
        return backend;
    }

    ValueMapper mapper() {
        return mapper;
    }

    private void required(String what, @Nullable Object given) {
        if (given == null) {
            throw new InvalidInputException("The " + what + " of a read from '" + space + "' is null.");
        }
    }

    static long version(ItemWrite write) {
        Outcome outcome = write.send();
        if (outcome instanceof Outcome.Applied applied) {
            return applied.version();
        }
        throw write.failure((Outcome.Refused) outcome);
    }

    static OptionalLong versionIfDone(ItemWrite write) {
        return write.send() instanceof Outcome.Applied applied
                ? OptionalLong.of(applied.version())
                : OptionalLong.empty();
    }

    static boolean done(ItemWrite write) {
        return versionIfDone(write).isPresent();
    }
}
