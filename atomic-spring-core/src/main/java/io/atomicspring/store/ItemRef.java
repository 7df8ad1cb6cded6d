package io.atomicspring.store;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.Value;
import io.atomicspring.commit.Target;
import io.atomicspring.mapping.KnownAttributes;
import io.atomicspring.mapping.ValueMapper;
import org.jspecify.annotations.Nullable;

/**
 * Names one item of one store, there or not, for use in a commit: {@code store.at("account:a")}. No I/O. One that comes from
 * a typed view keeps its type: what the type does not know is refused.
 *
 * @since 0.1
 */
public final class ItemRef implements Target {

    private final AtomicStore store;
    private final ItemKey key;
    private final Key address;
    private final @Nullable Class<?> type;
    private final @Nullable KnownAttributes known;

    private ItemRef(AtomicStore store, ItemKey key, @Nullable Class<?> type, @Nullable KnownAttributes known) {
        if (key == null) {
            throw new InvalidInputException("The key of an item in '" + store.space() + "' is null.");
        }
        this.store = store;
        this.key = key;
        this.address = Key.of(store.space(), key.partition(), key.sort());
        this.type = type;
        this.known = known;
    }

    static ItemRef untyped(AtomicStore store, ItemKey key) {
        return new ItemRef(store, key, null, null);
    }

    static ItemRef typed(AtomicStore store, ItemKey key, Class<?> type, KnownAttributes known) {
        return new ItemRef(store, key, type, known);
    }

    public AtomicStore store() {
        return store;
    }

    public ItemKey key() {
        return key;
    }

    @Override
    public Key address() {
        return address;
    }

    Backend backend() {
        return store.backend();
    }

    ValueMapper mapper() {
        return store.mapper();
    }

    void check(Path path) {
        if (known != null) {
            known.check(path);
        }
    }

    void check(Path path, Value value) {
        if (known != null) {
            known.check(path, value);
        }
    }

    void checkAmount(Path path, Value amount) {
        if (known != null) {
            known.checkAmount(path, amount);
        }
    }

    /** Refuses a whole item of another type than this reference's. */
    void checkItem(@Nullable Object item) {
        if (type != null && !type.isInstance(item)) {
            throw new InvalidInputException("The item '" + this + "' is a " + type.getName() + "; got "
                    + (item == null ? "null" : "a " + item.getClass().getName()) + ".");
        }
    }

    /** The space and the key, for people. */
    @Override
    public String toString() {
        return address.toString();
    }
}
