package io.atomicspring.store;

import io.atomicspring.backend.Key;

/**
 * Where an item lives in its space: a partition, and a sort by which the partition's items are ordered.
 *
 * <p>Keys are injective and ordered by their UTF-8 bytes; every character is an ordinary one.
 *
 * @param partition 1 to 1024 bytes in UTF-8
 * @param sort 0 to 1023 bytes in UTF-8
 * @since 0.1
 */
public record ItemKey(String partition, String sort) {

    /** Checks the limits; throws {@link io.atomicspring.backend.InvalidInputException}. */
    public ItemKey {
        Key.of("any", partition, sort);
    }

    /** The key of a partition's one item without a sort. */
    public static ItemKey key(String partition) {
        return new ItemKey(partition, "");
    }

    public static ItemKey key(String partition, String sort) {
        return new ItemKey(partition, sort);
    }

    @Override
    public String toString() {
        return sort.isEmpty() ? partition : partition + "/" + sort;
    }
}
