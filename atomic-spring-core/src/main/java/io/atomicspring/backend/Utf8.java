package io.atomicspring.backend;

/**
 * Strings as the stores see them: UTF-8 bytes.
 *
 * @since 0.1
 */
public final class Utf8 {

    private Utf8() {}

    /** Compares as unsigned UTF-8 bytes, which is code point order; {@link String#compareTo} is not. */
    public static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return rank(a) - rank(b);
            }
        }
        return left.length() - right.length();
    }

    /** The number of bytes of {@code text} in UTF-8. */
    public static int length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (Character.isSurrogate(c)) {
                bytes += 2; // each half of a pair: four bytes together
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }

    /** Refuses text that has no UTF-8 form, such as half of an emoji. */
    public static String checkEncodable(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new InvalidInputException(String.format(
                        "%s has a lone surrogate \\u%04X at index %d and therefore no UTF-8 form. Pass well-formed Unicode.",
                        what, (int) c, i));
            }
        }
        return text;
    }

    /** Lifts surrogates above the rest of the basic plane, where their code points belong. */
    private static int rank(char c) {
        if (c < 0xD800) {
            return c;
        }
        return c < 0xE000 ? c + 0x2000 : c - 0x800;
    }
}
