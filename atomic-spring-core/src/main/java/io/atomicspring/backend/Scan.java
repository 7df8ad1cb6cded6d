package io.atomicspring.backend;

import org.jspecify.annotations.Nullable;

/**
 * A request for one page of a partition, in the order of its sorts.
 *
 * @param limit the most entries of the page, 1 to 1000
 * @param after the sort behind which the page begins (in the scan's direction), or null for the first page
 * @since 0.1
 */
public record Scan(
        String space,
        String partition,
        SortRange range,
        Direction direction,
        int limit,
        @Nullable String after) {

    public Scan {
        Limits.checkSpace(space);
        Limits.checkKeyPart("partition", partition, 1, Limits.MAX_PARTITION_BYTES);
        Limits.checkPage(limit);
        if (after != null) {
            Limits.checkKeyPart("cursor", after, 0, Limits.MAX_SORT_BYTES);
        }
    }

    /** The order of a scan. */
    public enum Direction {
        ASCENDING,
        DESCENDING
    }

    /** The same scan from another place on. */
    public Scan from(@Nullable String cursor) {
        return new Scan(space, partition, range, direction, limit, cursor);
    }
}
