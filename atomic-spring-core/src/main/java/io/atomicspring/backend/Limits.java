package io.atomicspring.backend;

import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The limits of law 10, equal on every backend and checked before any I/O, so that what works on one store works on all.
 *
 * @since 0.1
 */
public final class Limits {

    public static final int MAX_SPACE_LENGTH = 200;
    public static final int MAX_PARTITION_BYTES = 1024;
    public static final int MAX_SORT_BYTES = 1023;
    public static final int MAX_ENTRY_BYTES = 400_000;
    public static final int MAX_DEPTH = 30;
    public static final int MAX_BRANCHES = 16;
    public static final int MAX_ACTIONS = 200;

    /** How deep guards and operands may be nested in each other. */
    public static final int MAX_GUARD_DEPTH = 30;

    /**
     * The guards of all branches of one write, those inside others and the calculations of their operands counted. What a
     * commit folds into the write from the checks of the same key is not counted.
     */
    public static final int MAX_GUARDS = 300;

    public static final int MAX_COMMIT_WRITES = 100;

    /** What a commit carries, or a single write: keys, and the literals of all guards and changes. */
    public static final int MAX_COMMIT_BYTES = 4_000_000;

    public static final int MAX_READ_KEYS = 100;
    public static final int MAX_PAGE_ENTRIES = 1000;
    public static final int MAX_RESERVED_VERSIONS = 1000;
    public static final Duration MAX_DURATION = Duration.ofDays(36_500);

    /** The namespace of who does not choose one. */
    public static final String DEFAULT_NAMESPACE = "default";

    public static final int MAX_NAMESPACE_BYTES = 200;

    /** How long one call to a store may take, unless set. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    public static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

    /** What an entry's own fields (version, expiry, operation log) count for in its size. */
    public static final int OWN_FIELDS_BYTES = 200;

    private Limits() {}

    static String checkSpace(@Nullable String space) {
        if (space == null || !isSpace(space)) {
            throw new InvalidInputException("Space " + quoted(space) + " is not valid: use 1 to " + MAX_SPACE_LENGTH
                    + " characters out of A-Z, a-z, 0-9, '_', '.' and '-'.");
        }
        return space;
    }

    private static boolean isSpace(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_SPACE_LENGTH;
    }

    static String checkKeyPart(String what, @Nullable String text, int minBytes, int maxBytes) {
        if (text == null) {
            throw new InvalidInputException("The " + what + " of a key is null. Pass a string.");
        }
        return checkBytes(what, " of a key", text, minBytes, maxBytes);
    }

    /**
     * Refuses null, empty, oversized and malformed text under the name that the caller of a service knows it by, before a key
     * is made of it: "The lock key is null. Pass a string."
     */
    public static String checkName(String what, @Nullable String text, int maxBytes) {
        if (text == null) {
            throw new InvalidInputException("The " + what + " is null. Pass a string.");
        }
        return checkBytes(what, "", text, 1, maxBytes);
    }

    private static String checkBytes(String what, String of, String text, int minBytes, int maxBytes) {
        // A char has at least one byte, so a string of too many needs no scan to be refused.
        int bytes = text.length() > maxBytes ? text.length() : Utf8.length(text);
        if (bytes < minBytes || bytes > maxBytes) {
            throw new InvalidInputException("The " + what + " " + quoted(text) + " has "
                    + (text.length() > maxBytes ? "more than " + maxBytes : String.valueOf(bytes))
                    + " bytes in UTF-8; " + minBytes + " to " + maxBytes + " are allowed.");
        }
        // As many bytes as chars: all of them are ASCII.
        return bytes == text.length() ? text : Utf8.checkEncodable("The " + what + of, text);
    }

    /** Refuses null: "The write is null." */
    public static <T> T required(String what, @Nullable T value) {
        if (value == null) {
            throw new InvalidInputException("The " + what + " is null.");
        }
        return value;
    }

    /** Refuses namespaces that are null, empty, malformed or longer than {@link #MAX_NAMESPACE_BYTES}. */
    public static String checkNamespace(@Nullable String namespace) {
        return checkName("namespace", namespace, MAX_NAMESPACE_BYTES);
    }

    /** Refuses timeouts of a call to a store that are null, not longer than zero, or longer than {@link #MAX_TIMEOUT}. */
    public static Duration checkTimeout(@Nullable Duration timeout) {
        if (checkDuration("timeout", timeout).compareTo(MAX_TIMEOUT) > 0) {
            throw new InvalidInputException(
                    "The timeout is " + timeout + "; it must be at most " + MAX_TIMEOUT.toMinutes() + " minutes.");
        }
        return required("timeout", timeout);
    }

    /** Refuses purges of fewer than 1 entry. */
    public static int checkPurge(int limit) {
        if (limit < 1) {
            throw new InvalidInputException("A purge of " + limit + " entries is not possible; pass at least 1.");
        }
        return limit;
    }

    /** Refuses null, zero, negative and absurdly long durations. */
    public static Duration checkDuration(String what, @Nullable Duration duration) {
        if (duration == null || duration.isNegative() || duration.isZero() || duration.compareTo(MAX_DURATION) > 0) {
            throw new InvalidInputException("The " + what + " is " + duration
                    + "; it must be longer than zero and at most " + MAX_DURATION.toDays() + " days.");
        }
        return duration;
    }

    /** Refuses a read of no keys or of more than {@link #MAX_READ_KEYS}. */
    public static void checkRead(@Nullable Collection<Key> keys) {
        if (keys == null || keys.isEmpty() || keys.size() > MAX_READ_KEYS) {
            throw new InvalidInputException("A read of " + (keys == null ? "no" : keys.size())
                    + " keys is not possible; 1 to " + MAX_READ_KEYS + " are.");
        }
    }

    /** Refuses pages of fewer than 1 or more than {@link #MAX_PAGE_ENTRIES} entries. */
    public static int checkPage(int limit) {
        if (limit < 1 || limit > MAX_PAGE_ENTRIES) {
            throw new InvalidInputException(
                    "A page of " + limit + " entries is not possible; 1 to " + MAX_PAGE_ENTRIES + " are.");
        }
        return limit;
    }

    /** The duration in whole milliseconds, rounded up so that nothing ends before its time. */
    public static long ceilMillis(Duration duration) {
        long millis = duration.toMillis();
        return duration.equals(Duration.ofMillis(millis)) ? millis : millis + 1;
    }

    /** A value for a message: quoted, cut when it is long. */
    public static String quoted(@Nullable String text) {
        if (text == null) {
            return "null";
        }
        return text.length() <= 80 ? "'" + text + "'" : "'" + text.substring(0, 77) + "...'";
    }
}
