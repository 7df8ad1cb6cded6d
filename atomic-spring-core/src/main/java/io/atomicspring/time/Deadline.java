package io.atomicspring.time;

import java.time.Duration;

/**
 * A point on a monotonic clock that work must not pass.
 *
 * @since 0.1
 */
public final class Deadline {

    private final TimeSource time;
    private final long endNanos;

    private Deadline(TimeSource time, long endNanos) {
        this.time = time;
        this.endNanos = endNanos;
    }

    /** The deadline {@code duration} from now. */
    public static Deadline in(Duration duration, TimeSource time) {
        return new Deadline(time, time.nanoTime() + saturatedNanos(duration));
    }

    /** What is left, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, endNanos - time.nanoTime()));
    }

    public boolean isOver() {
        return endNanos - time.nanoTime() <= 0;
    }

    private static long saturatedNanos(Duration duration) {
        // A century fits a long of nanoseconds; anything longer is "for ever" on a monotonic clock.
        Duration longest = Duration.ofDays(36_500);
        return duration.compareTo(longest) > 0 ? longest.toNanos() : duration.toNanos();
    }
}
