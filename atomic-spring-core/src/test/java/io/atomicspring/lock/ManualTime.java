package io.atomicspring.lock;

import io.atomicspring.time.Scheduler;
import io.atomicspring.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Time and background work that move only when a test moves them. */
public final class ManualTime implements TimeSource, Scheduler {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Due> work = new PriorityQueue<>(Comparator.comparingLong(Due::nanos));
    private final List<Long> waits = new ArrayList<>();
    private long nanos;

    private record Due(long nanos, Runnable work) {}

    /**
     * Lets time pass; background work that is due runs in the calling thread, at its time, and waits that are over have ended
     * when this returns.
     */
    public void advance(Duration duration) {
        long end = nanoTime() + duration.toNanos();
        for (Due due = next(end); due != null; due = next(end)) {
            due.work().run();
        }
        moveTo(end);
        LockFixture.until("waits that are over end", () -> !isWaitOverdue());
    }

    /** How many threads wait for a permit. */
    public synchronized int waiting() {
        return waits.size();
    }

    /** How much background work there is. */
    public synchronized int scheduled() {
        return work.size();
    }

    public Duration elapsed() {
        return Duration.ofNanos(nanoTime());
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanoTime());
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public void sleep(Duration duration) {
        throw new UnsupportedOperationException("locks do not sleep");
    }

    @Override
    public boolean awaitPermit(Semaphore permits, Duration duration) throws InterruptedException {
        Long end = begin(duration);
        try {
            while (!permits.tryAcquire(1, TimeUnit.MILLISECONDS)) {
                if (nanoTime() >= end) {
                    return false;
                }
            }
            return true;
        } finally {
            end(end);
        }
    }

    @Override
    public synchronized Task after(Duration delay, Runnable task) {
        Due due = new Due(nanos + delay.toNanos(), task);
        work.add(due);
        return () -> forget(due);
    }

    @Override
    public synchronized void close() {
        work.clear();
    }

    private synchronized void forget(Due due) {
        work.remove(due);
    }

    private synchronized Due next(long end) {
        if (work.isEmpty() || work.peek().nanos() > end) {
            return null;
        }
        Due due = work.remove();
        nanos = Math.max(nanos, due.nanos());
        return due;
    }

    private synchronized Long begin(Duration wait) {
        Long end = nanos + wait.toNanos();
        waits.add(end);
        return end;
    }

    private synchronized void end(Long wait) {
        waits.remove(wait);
    }

    private synchronized boolean isWaitOverdue() {
        return waits.stream().anyMatch(end -> end <= nanos);
    }

    private synchronized void moveTo(long end) {
        nanos = end;
    }
}
