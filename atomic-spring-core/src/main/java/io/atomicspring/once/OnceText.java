package io.atomicspring.once;

import io.atomicspring.backend.Limits;
import java.time.Duration;

/** How messages name keys and spans of time. */
final class OnceText {

    private OnceText() {}

    static String name(String scope, String key) {
        return Limits.quoted(key) + " of scope " + Limits.quoted(scope);
    }

    static String duration(Duration duration) {
        long millis = Limits.ceilMillis(duration);
        return millis < 1_000 ? millis + " ms" : (millis + 999) / 1_000 + " s";
    }
}
