package io.atomicspring.lock;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Limits;
import java.time.Duration;

/**
 * How a lock is acquired and kept: {@code options -> options.waitFor(ofSeconds(2)).leaseFor(ofSeconds(30))}.
 *
 * @param waitFor how long {@code acquire} waits for its turn; zero asks once. Ignored by {@code tryAcquire}
 * @param leaseFor how long the lock is held if it is neither released nor renewed
 * @param renews whether the lease is renewed in the background, at a third of its length, until it is released or lost. A
 *     manager renews four leases at a time, unless it was given a scheduler of its own
 * @since 0.1
 */
public record LockOptions(Duration waitFor, Duration leaseFor, boolean renews) {

    private static final LockOptions DEFAULTS = new LockOptions(Duration.ofSeconds(10), Duration.ofSeconds(30), false);

    /** Checks the durations; throws {@link InvalidInputException}. */
    public LockOptions {
        if (waitFor == null || waitFor.isNegative() || waitFor.compareTo(Limits.MAX_DURATION) > 0) {
            throw new InvalidInputException("The time to wait for a lock is " + waitFor
                    + "; it must not be negative and at most " + Limits.MAX_DURATION.toDays() + " days.");
        }
        Limits.checkDuration("lease of a lock", leaseFor);
    }

    /** Waits up to 10 seconds, for a lease of 30 seconds that is not renewed. */
    public static LockOptions defaults() {
        return DEFAULTS;
    }

    public LockOptions waitFor(Duration duration) {
        return new LockOptions(duration, leaseFor, renews);
    }

    public LockOptions leaseFor(Duration duration) {
        return new LockOptions(waitFor, duration, renews);
    }

    public LockOptions renewing() {
        return new LockOptions(waitFor, leaseFor, true);
    }

    public LockOptions notRenewing() {
        return new LockOptions(waitFor, leaseFor, false);
    }
}
