package io.atomicspring.backend;

/**
 * Where an entry lives: a space, a partition in it, and a sort within the partition.
 *
 * <p>Keys are injective and ordered by their UTF-8 bytes on every backend. Every Unicode character, NUL and emoji included, is
 * an ordinary character of partition and sort; an empty sort is allowed, an empty partition is not.
 *
 * @param space one of {@code [A-Za-z0-9_.-]}, 1 to 200 characters
 * @param partition 1 to 1024 bytes in UTF-8
 * @param sort 0 to 1023 bytes in UTF-8
 * @since 0.1
 */
public record Key(String space, String partition, String sort) implements Comparable<Key> {

    /** Checks the limits; throws {@link InvalidInputException}. */
    public Key {
        Limits.checkSpace(space);
        Limits.checkKeyPart("partition", partition, 1, Limits.MAX_PARTITION_BYTES);
        Limits.checkKeyPart("sort", sort, 0, Limits.MAX_SORT_BYTES);
    }

    /** The key of a partition's one entry without a sort. */
    public static Key of(String space, String partition) {
        return new Key(space, partition, "");
    }

    public static Key of(String space, String partition, String sort) {
        return new Key(space, partition, sort);
    }

    /** What the key itself counts for in the size of its entry. */
    int size() {
        return space.length() + Utf8.length(partition) + Utf8.length(sort);
    }

    @Override
    public int compareTo(Key other) {
        int bySpace = Utf8.compare(space, other.space);
        if (bySpace != 0) {
            return bySpace;
        }
        int byPartition = Utf8.compare(partition, other.partition);
        return byPartition != 0 ? byPartition : Utf8.compare(sort, other.sort);
    }

    @Override
    public String toString() {
        return space + "/" + partition + (sort.isEmpty() ? "" : "/" + sort);
    }
}
