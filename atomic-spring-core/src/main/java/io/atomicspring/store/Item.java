package io.atomicspring.store;

import io.atomicspring.backend.Entry;
import io.atomicspring.mapping.ValueMapper;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item as it was read.
 *
 * @param version rises with every change of the key, also across deletion and expiry
 * @param expiresAt by the store's clock; null when the item does not expire
 * @since 0.1
 */
public record Item<T>(
        ItemKey key, T value, long version, @Nullable Instant expiresAt) {

    static <T> Item<T> of(Entry entry, Class<T> type, ValueMapper mapper) {
        return new Item<>(
                new ItemKey(entry.key().partition(), entry.key().sort()),
                mapper.fromEntry(entry, type),
                entry.version(),
                entry.expiresAt());
    }
}
