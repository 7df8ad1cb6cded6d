package io.atomicspring.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some items of a partition, in the order asked for.
 *
 * @param next pass it to {@link ItemQuery#after} for the items behind these; null when there are none
 * @since 0.1
 */
public record ItemPage<T>(List<Item<T>> items, @Nullable String next) {

    public ItemPage {
        items = List.copyOf(items);
    }
}
