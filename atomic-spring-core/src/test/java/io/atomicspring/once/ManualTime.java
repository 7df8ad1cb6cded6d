package io.atomicspring.once;

import io.atomicspring.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** Time that passes when a test says so. */
final class ManualTime implements TimeSource {

    private final Instant start = Instant.parse("2026-01-02T03:04:05Z");
    private volatile Duration passed = Duration.ZERO;

    void advance(Duration duration) {
        passed = passed.plus(duration);
    }

    @Override
    public Instant now() {
        return start.plus(passed);
    }

    @Override
    public long nanoTime() {
        return passed.toNanos();
    }

    @Override
    public void sleep(Duration duration) {
        advance(duration);
    }
}
