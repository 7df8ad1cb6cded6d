package io.atomicspring.once;

import io.atomicspring.backend.Limits;
import java.nio.charset.StandardCharsets;

/** How messages name keys, and what can be stored of them. */
final class OnceText {

    private static final int MAX_STORED = 300;

    private OnceText() {}

    static String name(String scope, String key) {
        return Limits.quoted(key) + " of scope " + Limits.quoted(scope);
    }

    /** A message as it can be stored for sure: not too long, and without half characters that an attribute's name may hold. */
    static String storable(String message) {
        String cut = message.length() <= MAX_STORED ? message : message.substring(0, MAX_STORED) + "...";
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
