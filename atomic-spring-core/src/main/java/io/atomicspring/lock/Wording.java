package io.atomicspring.lock;

import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** How messages name locks and spans of time. Owner tokens never appear. */
final class Wording {

    private Wording() {}

    static String lock(Key key) {
        return "lock " + Limits.quoted(key.partition());
    }

    static String locks(List<Key> keys) {
        String names = keys.stream().map(key -> Limits.quoted(key.partition())).collect(Collectors.joining(", "));
        return (keys.size() == 1 ? "lock " : "locks ") + names;
    }

    static String held(LockInfo info) {
        return "Lock " + Limits.quoted(info.key()) + " is held by " + Limits.quoted(info.holder()) + " for another "
                + span(info.remaining());
    }

    /** "350 ms", "1.5 s", "42 s", "5 min": short, never more exact than a reader needs. */
    static String span(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.toMillis() + " ms";
        }
        if (duration.compareTo(Duration.ofMinutes(10)) >= 0) {
            return duration.toMinutes() + " min";
        }
        BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3).setScale(1, RoundingMode.HALF_UP);
        return seconds.stripTrailingZeros().toPlainString() + " s";
    }
}
