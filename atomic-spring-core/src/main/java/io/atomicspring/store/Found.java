package io.atomicspring.store;

import io.atomicspring.backend.Entry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stood in the way of a refused write, for the exception that tells of it. */
record Found(ItemRef item, @Nullable Entry entry) {

    <T> Optional<Item<T>> as(Class<T> type) {
        return Optional.ofNullable(entry).map(there -> Item.of(there, type, item.mapper()));
    }
}
