package io.atomicspring.store;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.SortRange;
import org.jspecify.annotations.Nullable;

/**
 * Which items of one partition to read, in the order of their sorts' UTF-8 bytes. Immutable.
 *
 * <pre>{@code
 * ItemQuery.partition("order:1").prefix("line:").descending().limit(20)
 * }</pre>
 *
 * @param limit the most items of the page
 * @param after {@link ItemPage#next()} of the page before, or null
 * @since 0.1
 */
public record ItemQuery(
        String partition,
        SortRange range,
        Scan.Direction direction,
        int limit,
        @Nullable String after) {

    private static final int DEFAULT_LIMIT = 100;

    public ItemQuery {
        if (limit < 1) {
            throw new InvalidInputException("A page of " + limit + " items is not possible. Ask for at least 1.");
        }
    }

    /** The first 100 items of a partition. */
    public static ItemQuery partition(String partition) {
        ItemKey.key(partition);
        return new ItemQuery(partition, SortRange.all(), Scan.Direction.ASCENDING, DEFAULT_LIMIT, null);
    }

    /** Only items whose sort begins with a text. */
    public ItemQuery prefix(String prefix) {
        return new ItemQuery(partition, SortRange.prefix(prefix), direction, limit, after);
    }

    /** Only items whose sort lies between two, both included. */
    public ItemQuery between(String first, String last) {
        return new ItemQuery(partition, SortRange.between(first, last), direction, limit, after);
    }

    /** The last ones first. */
    public ItemQuery descending() {
        return new ItemQuery(partition, range, Scan.Direction.DESCENDING, limit, after);
    }

    public ItemQuery limit(int most) {
        return new ItemQuery(partition, range, direction, most, after);
    }

    /** Goes on behind an earlier page of the same query. */
    public ItemQuery after(@Nullable String cursor) {
        return new ItemQuery(partition, range, direction, limit, cursor);
    }
}
