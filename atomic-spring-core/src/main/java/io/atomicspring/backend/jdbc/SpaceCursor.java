package io.atomicspring.backend.jdbc;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;

/** A place in a space as a string: the length of the partition, a colon, the partition, the sort. */
final class SpaceCursor {

    private SpaceCursor() {}

    static String encode(Key key) {
        return key.partition().length() + ":" + key.partition() + key.sort();
    }

    static Key decode(String space, String cursor) {
        try {
            int colon = cursor.indexOf(':');
            int length = Integer.parseInt(cursor.substring(0, colon));
            int sort = colon + 1 + length;
            return new Key(space, cursor.substring(colon + 1, sort), cursor.substring(sort));
        } catch (NumberFormatException | IndexOutOfBoundsException | InvalidInputException e) {
            throw new InvalidInputException(
                    "The cursor " + Limits.quoted(cursor)
                            + " is not one of this backend. Pass Page.next() of the page before.",
                    e);
        }
    }
}
