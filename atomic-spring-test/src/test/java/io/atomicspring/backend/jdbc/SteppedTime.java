package io.atomicspring.backend.jdbc;

import io.atomicspring.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A wall clock that stands still until a test moves it, in either direction; deadlines run on the machine's clock. */
final class SteppedTime implements TimeSource {

    private final AtomicReference<Instant> wall = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

    void step(Duration duration) {
        wall.updateAndGet(now -> now.plus(duration));
    }

    long micros() {
        return now().toEpochMilli() * 1000;
    }

    /** For loops that wait for a condition. */
    void sleepAMoment() {
        try {
            sleep(Duration.ofMillis(1));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Instant now() {
        return wall.get();
    }

    @Override
    public long nanoTime() {
        return TimeSource.system().nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        TimeSource.system().sleep(duration);
    }
}
