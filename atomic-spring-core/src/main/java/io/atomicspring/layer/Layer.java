package io.atomicspring.layer;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import io.atomicspring.commit.CommitPart;
import io.atomicspring.mapping.ValueMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Items in partitions, whose changes are recorded in the store and moved to snapshots.
 *
 * <p>An event that is recorded, alone or in a commit, is seen by {@link #get} from then on, before and after it is synced. What
 * is promised in detail is listed at the package.
 *
 * <pre>{@code
 * stores.commit(tx -> tx.update(account).add("balance", amount).with(ledger.recording(ChangeType.PUT, posting)));
 * List<Posting> all = ledger.get("account:a");
 * ledger.sync("account:a");
 * }</pre>
 *
 * @since 0.1
 */
public final class Layer<T> {

    /** Each failed try means that another sync wrote a snapshot, so it is rare that one is not enough. */
    private static final int TRIES = 5;

    private final Events events;
    private final Snapshots snapshots;
    private final ValueMapper mapper;
    private final Class<T> type;
    private final LayerOptions<T> options;

    Layer(Events events, Snapshots snapshots, ValueMapper mapper, Class<T> type, LayerOptions<T> options) {
        this.events = events;
        this.snapshots = snapshots;
        this.mapper = mapper;
        this.type = type;
        this.options = options;
    }

    public String name() {
        return events.layer();
    }

    /**
     * A part for one commit that records a change of an item.
     *
     * @param item the item as it is now; not used by DELETE, where it may be null
     * @throws InvalidInputException for an item that cannot be stored or exceeds an entry, and for bad partitions and ids
     */
    public CommitPart recording(ChangeType change, String partition, String id, @Nullable T item) {
        return part(change, partition, id, item);
    }

    /** A part for one commit that records a change of an item that tells its partition and id. */
    public CommitPart recording(ChangeType change, T item) {
        return part(change, item);
    }

    /**
     * Records a change of an item on its own, in one trip.
     *
     * <p>After an {@link io.atomicspring.backend.OutcomeUnknownException} it is open whether it was recorded. Recording the same
     * again is right unless the item may have been changed by someone else meanwhile.
     */
    public void record(ChangeType change, String partition, String id, @Nullable T item) {
        record(part(change, partition, id, item));
    }

    /** As {@link #record(ChangeType, String, String, Object)}, of an item that tells its partition and id. */
    public void record(ChangeType change, T item) {
        record(part(change, item));
    }

    /**
     * All items of a partition, synced or not, in the order of their ids (as UTF-8 bytes). Costs a scan of what is pending and
     * one read of the snapshot.
     *
     * @throws UnusableSnapshotException the snapshot is there but cannot be used
     * @throws SnapshotStorageException the snapshot could not be read for now
     * @throws io.atomicspring.mapping.ValueMappingException an item does not fit the type
     */
    public List<T> get(String partition) {
        SnapshotKey key = new SnapshotKey(name(), events.checkPartition(partition));
        // The events first: one that a sync moves meanwhile is then in the snapshot.
        List<Event> pending = events.in(partition);
        SnapshotContent content = decode(key, read(key)).seenWith(pending);
        List<T> items = new ArrayList<>();
        for (SnapshotContent.Item item : content.items().values()) {
            items.add(Objects.requireNonNull(mapper.fromValue(item.value(), type)));
        }
        return List.copyOf(items);
    }

    /**
     * Moves the pending events of a partition into its snapshot. May be called at any time, by any number of processes, and
     * again after any failure.
     *
     * <p>Costs a scan of what is pending, and if anything is, one read and at most one write of the snapshot and a commit for
     * every hundred events.
     *
     * @throws UnusableSnapshotException the snapshot is there but cannot be used; nothing was changed
     * @throws SnapshotStorageException the snapshot could not be read or written for now; the events are still pending
     */
    public SyncResult sync(String partition) {
        SnapshotKey key = new SnapshotKey(name(), events.checkPartition(partition));
        for (int tries = 0; tries < TRIES; tries++) {
            // The snapshot first: if another sync has moved or dropped one of the events found then, it has written a
            // snapshot before, and the write here fails. Otherwise a late sync could bring back what was deleted
            // meanwhile.
            Optional<StoredSnapshot> stored = read(key);
            List<Event> pending = events.in(partition);
            if (pending.isEmpty()) {
                return new SyncResult(0, 0, false);
            }
            SnapshotContent before = decode(key, stored);
            SnapshotContent after = before.with(pending, key, snapshots.locationOf(key));
            if (after.revision() == before.revision() || write(key, after, stored)) {
                int removed = events.remove(partition, pending);
                return new SyncResult(removed, pending.size() - removed, false);
            }
        }
        return SyncResult.OVERTAKEN;
    }

    private Recording part(ChangeType change, T item) {
        if (item == null) {
            throw new InvalidInputException("The item for layer " + Limits.quoted(name()) + " is null.");
        }
        return part(
                change,
                told(options.partition(), "partition", "partitionedBy", item),
                told(options.id(), "id", "identifiedBy", item),
                item);
    }

    private String told(@Nullable Function<? super T, String> function, String what, String option, T item) {
        if (function == null) {
            throw new InvalidInputException("Layer " + Limits.quoted(name()) + " does not know the " + what
                    + " of an item. Pass it, or make the layer with " + option + "(...).");
        }
        return function.apply(item);
    }

    private Recording part(ChangeType change, String partition, String id, @Nullable T item) {
        if (change == null) {
            throw new InvalidInputException("The change recorded in layer " + Limits.quoted(name()) + " is null.");
        }
        Key key = events.key(partition, id);
        Write write = events.recording(key, change == ChangeType.PUT ? Event.put(valueOf(item)) : Event.delete());
        return new Recording(
                events.backend(),
                "layer event " + change + " of " + Limits.quoted(id) + " in partition " + Limits.quoted(partition)
                        + " of layer " + Limits.quoted(name()),
                write);
    }

    private Value valueOf(@Nullable T item) {
        Value value = mapper.toValue(item);
        if (value.equals(Value.nothing())) {
            throw new InvalidInputException("The item for layer " + Limits.quoted(name())
                    + " is null. PUT needs an item; use DELETE for one that is gone.");
        }
        return value;
    }

    private void record(Recording part) {
        if (events.backend().apply(part.write()) instanceof Outcome.Refused refused) {
            throw part.refusal(part.write(), refused);
        }
    }

    private SnapshotContent decode(SnapshotKey key, Optional<StoredSnapshot> stored) {
        return stored.map(found -> SnapshotJson.decode(key, found.content(), snapshots.locationOf(key)))
                .orElse(SnapshotContent.EMPTY);
    }

    private Optional<StoredSnapshot> read(SnapshotKey key) {
        try {
            return snapshots.read(key);
        } catch (IOException e) {
            throw new SnapshotStorageException("read", snapshots.locationOf(key), e);
        }
    }

    private boolean write(SnapshotKey key, SnapshotContent content, Optional<StoredSnapshot> expected) {
        String etag = expected.map(StoredSnapshot::etag).orElse(null);
        try {
            return snapshots.write(key, SnapshotJson.encode(key, content), etag);
        } catch (IOException e) {
            throw new SnapshotStorageException("written", snapshots.locationOf(key), e);
        }
    }
}
