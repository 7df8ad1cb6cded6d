package io.atomicspring.backend;

import org.jspecify.annotations.Nullable;

/**
 * A cursor of {@link Backend#scanSpace} for stores that keep keys in order: the last key seen, as text.
 *
 * @since 0.1
 */
public final class SpaceCursor {

    private SpaceCursor() {}

    /** The least key that a space can have. */
    public static Key start(String space) {
        return Key.of(space, "\u0000");
    }

    public static String write(Key key) {
        return key.partition().length() + ":" + key.partition() + key.sort();
    }

    /** The key that {@link #write} was given; {@link InvalidInputException} for a cursor that it did not write. */
    public static Key read(String space, @Nullable String cursor) {
        int colon = cursor == null ? -1 : cursor.indexOf(':');
        if (cursor == null
                || colon < 1
                || colon > 4
                || !cursor.substring(0, colon).matches("[0-9]+")) {
            throw malformed(cursor);
        }
        int end = colon + 1 + Integer.parseInt(cursor.substring(0, colon));
        if (end > cursor.length()) {
            throw malformed(cursor);
        }
        return Key.of(space, cursor.substring(colon + 1, end), cursor.substring(end));
    }

    private static InvalidInputException malformed(@Nullable String cursor) {
        return new InvalidInputException(
                "The cursor " + Limits.quoted(cursor) + " is none of ours. Pass what the page before gave as next.");
    }
}
