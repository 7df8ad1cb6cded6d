package io.atomicspring.backend;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which sorts of a partition a scan visits, as bounds on their UTF-8 bytes.
 *
 * @since 0.1
 */
public sealed interface SortRange {

    /** The first byte string of the range. */
    byte[] lower();

    /** The first byte string behind the range, or null when it is open. */
    byte @Nullable [] upper();

    /** The least sort that the range can include. */
    String first();

    /** The greatest sort that the range can include. */
    String last();

    boolean includes(String sort);

    static SortRange all() {
        return new Prefix("");
    }

    static SortRange prefix(String prefix) {
        return new Prefix(prefix);
    }

    /** Both bounds included. */
    static SortRange between(String first, String last) {
        return new Between(first, last);
    }

    /** The sorts that begin with a text. */
    record Prefix(String prefix) implements SortRange {
        public Prefix {
            Limits.checkKeyPart("sort prefix", prefix, 0, Limits.MAX_SORT_BYTES);
        }

        @Override
        public byte[] lower() {
            return prefix.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte @Nullable [] upper() {
            byte[] bytes = lower();
            // UTF-8 has no byte FF, so the last byte can always be raised.
            if (bytes.length == 0) {
                return null;
            }
            bytes[bytes.length - 1]++;
            return bytes;
        }

        @Override
        public String first() {
            return prefix;
        }

        @Override
        public String last() {
            int room = Limits.MAX_SORT_BYTES - Utf8.length(prefix);
            // The greatest characters of four bytes as long as they fit, then the greatest one that fills the rest.
            String rest = List.of("", "\u007F", "\u07FF", "\uFFFF").get(room % 4);
            return prefix + Character.toString(Character.MAX_CODE_POINT).repeat(room / 4) + rest;
        }

        @Override
        public boolean includes(String sort) {
            return sort.startsWith(prefix);
        }
    }

    /** The sorts from one to another, both included. */
    record Between(String first, String last) implements SortRange {
        public Between {
            Limits.checkKeyPart("first sort", first, 0, Limits.MAX_SORT_BYTES);
            Limits.checkKeyPart("last sort", last, 0, Limits.MAX_SORT_BYTES);
            if (Utf8.compare(first, last) > 0) {
                throw new InvalidInputException("The range from " + Limits.quoted(first) + " to " + Limits.quoted(last)
                        + " is empty: its first sort is behind its last one in UTF-8 order.");
            }
        }

        @Override
        public byte[] lower() {
            return first.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] upper() {
            byte[] bytes = last.getBytes(StandardCharsets.UTF_8);
            return Arrays.copyOf(bytes, bytes.length + 1);
        }

        @Override
        public boolean includes(String sort) {
            return Utf8.compare(first, sort) <= 0 && Utf8.compare(sort, last) <= 0;
        }
    }
}
