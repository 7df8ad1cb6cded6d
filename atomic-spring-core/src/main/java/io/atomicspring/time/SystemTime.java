package io.atomicspring.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The machine's clock: the one class of the product that may ask for the time or sleep. */
enum SystemTime implements TimeSource {
    INSTANCE;

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }

    @Override
    public boolean awaitPermit(Semaphore permits, Duration duration) throws InterruptedException {
        return permits.tryAcquire(duration.toNanos(), TimeUnit.NANOSECONDS);
    }
}
