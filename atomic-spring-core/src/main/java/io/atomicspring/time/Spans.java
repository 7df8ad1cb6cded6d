package io.atomicspring.time;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * How messages name spans of time.
 *
 * @since 0.1
 */
public final class Spans {

    private Spans() {}

    /** "350 ms", "1.5 s", "42 s", "15 min": short, never more exact than a reader needs. */
    public static String text(Duration span) {
        if (span.compareTo(Duration.ofSeconds(1)) < 0) {
            return span.toMillis() + " ms";
        }
        if (span.compareTo(Duration.ofMinutes(10)) >= 0) {
            return span.toMinutes() + " min";
        }
        BigDecimal seconds = BigDecimal.valueOf(span.toMillis(), 3).setScale(1, RoundingMode.HALF_UP);
        return seconds.stripTrailingZeros().toPlainString() + " s";
    }
}
