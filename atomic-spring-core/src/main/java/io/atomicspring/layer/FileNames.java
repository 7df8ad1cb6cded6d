package io.atomicspring.layer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Any text as a file name that every file system takes, and no two texts as the same one.
 *
 * <p>Small letters, digits, '-' and '_' stay; every other byte of the UTF-8 form becomes {@code %xx}. Capital letters too, as
 * there are file systems to which 'A' is 'a'. A name that would be too long is cut, and ends in {@code ~} and the SHA-256 of
 * the whole text.
 */
final class FileNames {

    /** Common file systems take 255; some wrappers fewer. */
    static final int MAX_LENGTH = 200;

    private static final int KEPT_OF_LONG = 100;

    /** Windows takes these for devices, whatever follows the dot. */
    private static final Pattern DEVICE = Pattern.compile("con|prn|aux|nul|(com|lpt)[0-9]");

    private FileNames() {}

    static String of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder name = new StringBuilder();
        boolean device = DEVICE.matcher(text).matches();
        for (int i = 0; i < bytes.length; i++) {
            boolean plain = isPlain(bytes[i]) && !(device && i == 0);
            name.append(
                    plain
                            ? String.valueOf((char) bytes[i])
                            : "%" + HexFormat.of().toHexDigits(bytes[i]));
        }
        return name.length() <= MAX_LENGTH ? name.toString() : name.substring(0, KEPT_OF_LONG) + "~" + hash(bytes);
    }

    /** The SHA-256 in hexadecimal. */
    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static boolean isPlain(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-' || b == '_';
    }
}
