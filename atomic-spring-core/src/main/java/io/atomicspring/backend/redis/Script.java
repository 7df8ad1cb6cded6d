package io.atomicspring.backend.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Lua script put together from files, with the name that Redis gives it. */
final class Script {

    private static final Pattern INCLUSION = Pattern.compile("(?m)^\\s*--> (\\S+)$");

    private final byte[] source;
    private final byte[] digest;

    private Script(byte[] source, byte[] digest) {
        this.source = source;
        this.digest = digest;
    }

    /**
     * Joins files of this package's resources; the later ones use what the earlier ones define. A line {@code --> file} stands for that
     * file: to define a function takes time in every run, so what is seldom needed is defined where it is.
     *
     * @param clock the Lua expression that tells the time as {@code {seconds, microseconds}}
     */
    static Script of(String clock, String... files) {
        StringBuilder text = new StringBuilder();
        for (String file : files) {
            text.append(withoutComments(withInclusions(read(file)))).append('\n');
        }
        byte[] source = text.toString().replace(Scripts.CLOCK, clock).getBytes(StandardCharsets.UTF_8);
        return new Script(source, sha1(source));
    }

    /** The whole text, for EVAL. */
    byte[] source() {
        return source;
    }

    /** The SHA-1 in hex, for EVALSHA. */
    byte[] digest() {
        return digest;
    }

    private static String withInclusions(String text) {
        return INCLUSION.matcher(text).replaceAll(line -> Matcher.quoteReplacement(read(line.group(1))));
    }

    /** Whole-line comments would only be sent and kept in the server's memory. */
    private static String withoutComments(String text) {
        return text.replaceAll("(?m)^\\s*--.*\\R", "").replaceAll("(?m)^\\s+", "");
    }

    private static String read(String file) {
        try (InputStream in = Script.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The script '" + file + "' is missing beside " + Script.class.getName() + ".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The script '" + file + "' cannot be read.", e);
        }
    }

    private static byte[] sha1(byte[] source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(source);
            return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1.", e);
        }
    }
}
