package io.atomicspring.time;

import java.time.Instant;

/**
 * A wall clock that never steps: it starts at the machine's wall time and then follows the monotonic clock.
 *
 * @since 0.1
 */
public final class MonotonicClock {

    private final TimeSource time;
    private final long startMicros;
    private final long startNanos;

    public MonotonicClock(TimeSource time) {
        this.time = time;
        this.startMicros = micros(time.now());
        this.startNanos = time.nanoTime();
    }

    /** Microseconds since the epoch; never less than an earlier reading. */
    public long micros() {
        return startMicros + (time.nanoTime() - startNanos) / 1_000;
    }

    /** A point in time as microseconds since the epoch. */
    public static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }
}
