package io.atomicspring.store;

import io.atomicspring.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A clock that a test moves by hand. */
final class ManualTime implements TimeSource {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Duration passed = Duration.ZERO;

    void advance(Duration duration) {
        passed = passed.plus(duration);
    }

    @Override
    public Instant now() {
        return START.plus(passed);
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
