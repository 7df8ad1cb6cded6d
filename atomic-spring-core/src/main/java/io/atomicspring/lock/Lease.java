package io.atomicspring.lock;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import io.atomicspring.commit.CommitPart;
import io.atomicspring.commit.Holder;
import io.atomicspring.lock.LeaseLostException.Reason;
import io.atomicspring.time.Scheduler;
import io.atomicspring.time.Spans;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * A lock that is held, until it is released or its lease is over. It belongs to whoever has this object, not to a thread, and
 * may be handed on.
 *
 * <p>A lease is held, then released or lost, and never held again. Whether it is held is judged here by a monotonic clock
 * that was read <em>before</em> the store was asked, so it ends here no later than in the store. That judgement is advice: a
 * process may be paused right after it. What must not happen without the lock belongs in a commit that is {@link #holding()
 * holding} the lease, which the store itself refuses once the lease is no longer held; other systems can compare {@link
 * #fence() fences}.
 *
 * @since 0.1
 */
public final class Lease implements AutoCloseable, Holder {

    private static final Logger log = LoggerFactory.getLogger(Lease.class);

    /** The store counts in whole milliseconds, so it may see the end that much earlier. */
    private static final long CLOCK_GRAIN_NANOS = 1_000_000;

    private final LeaseKeeper keeper;
    private final Key entry;
    private final Value.Binary owner;
    private final long fence;
    private final Duration lease;

    /** Guards what follows; never held while the store is asked. */
    private final ReentrantLock state = new ReentrantLock();

    private long endNanos;
    private @Nullable Reason over;
    private boolean givenBack;
    private Scheduler.@Nullable Task renewal;

    /** @param sentNanos when the acquisition was sent */
    Lease(LeaseKeeper keeper, Key entry, Value.Binary owner, long fence, Duration lease, long sentNanos) {
        this.keeper = keeper;
        this.entry = entry;
        this.owner = owner;
        this.fence = fence;
        this.lease = lease;
        this.endNanos = endOf(sentNanos);
    }

    public String key() {
        return entry.partition();
    }

    /**
     * The fencing token: higher than that of every lease on this lock before, on every node. It stays the same when the lease
     * is renewed.
     */
    public long fence() {
        return fence;
    }

    /** Whether the lease is held, as far as is known here. No I/O. */
    public boolean isHeld() {
        return whyOver() == null;
    }

    /** What is left of the lease, never negative; zero when it is no longer held. No I/O. */
    public Duration remaining() {
        state.lock();
        try {
            return whyOver() == null ? Duration.ofNanos(Math.max(0, nanosLeft())) : Duration.ZERO;
        } finally {
            state.unlock();
        }
    }

    /**
     * Does nothing while the lease is held. No I/O.
     *
     * @throws LeaseLostException if it is not held, also if it was released
     */
    public void ensureHeld() {
        Reason reason = whyOver();
        if (reason != null) {
            throw lost(reason);
        }
    }

    /**
     * Makes sure that the lease lasts for a while: renews it, in one round trip, if less than that is left.
     *
     * @param atLeast shorter than the lease
     * @throws LeaseLostException if it is not held, or less is left even after the renewal, which
     *     is then {@link Reason#TOO_SHORT}: the lease is still held
     */
    public void ensureHeld(Duration atLeast) {
        Limits.checkDuration("time for which a lock must still be held", atLeast);
        if (atLeast.compareTo(lease) >= 0) {
            throw new InvalidInputException("The lease on " + Wording.lock(entry) + " lasts " + Spans.text(lease)
                    + " and cannot be held for another " + Spans.text(atLeast)
                    + ". Acquire it with a longer leaseFor.");
        }
        ensureHeld();
        if (remaining().compareTo(atLeast) < 0 && (!renew() || remaining().compareTo(atLeast) < 0)) {
            Reason reason = whyOver();
            throw lost(reason == null ? Reason.TOO_SHORT : reason);
        }
    }

    /**
     * Begins the lease anew. One round trip.
     *
     * @return false if it is no longer held; then nothing was changed
     * @throws io.atomicspring.backend.BackendUnavailableException the lease ends when it would have ended
     * @throws io.atomicspring.backend.OutcomeUnknownException the lease may have been renewed; it is judged as if it was not
     */
    public boolean renew() {
        if (!isHeld()) {
            return false;
        }
        long sentNanos = keeper.time().nanoTime();
        Outcome outcome = keeper.backend().apply(Shapes.renew(entry, owner, lease));
        if (outcome instanceof Outcome.Refused refused) {
            markLost(refused);
            return false;
        }
        state.lock();
        try {
            if (over != null) {
                return false;
            }
            long renewed = endOf(sentNanos);
            endNanos = renewed - endNanos > 0 ? renewed : endNanos;
            return true;
        } finally {
            state.unlock();
        }
    }

    /**
     * Gives the lock back at once, and wakes the next waiter of this {@link LockManager}. One round trip, two if the answer
     * to the first was lost.
     *
     * <p>It waits for nothing: a commit that is {@link #holding()} this lease and still on its way takes effect before the
     * release, or is refused after it.
     *
     * @return false if the lock was no longer held, or was released before: nothing was changed
     * @throws DataAccessException the store could not be asked, or did not answer twice; the lease counts as released here,
     *     the release is tried again in the background, and the lock is free at the end of the lease at the latest
     */
    public boolean release() {
        return release(Reason.RELEASED);
    }

    /** The same as {@link #release()}. */
    @Override
    public void close() {
        release();
    }

    /** A part that refuses its commit with a {@link LeaseLostException} unless this lease is held at that very moment. */
    @Override
    public CommitPart holding() {
        return new HoldingPart(keeper.backend(), List.of(this));
    }

    @Override
    public String toString() {
        Reason reason = whyOver();
        return "lease on lock " + Limits.quoted(key()) + " (fence " + fence + ", "
                + (reason == null ? "held for another " + Spans.text(remaining()) : reason.name()) + ")";
    }

    boolean release(Reason as) {
        boolean held;
        state.lock();
        try {
            Reason before = whyOver();
            // An expired lease may still be known to the store, when the answer to a renewal was lost.
            if (givenBack || (before != null && before != Reason.EXPIRED)) {
                return false;
            }
            givenBack = true;
            held = before == null;
            end(as);
        } finally {
            state.unlock();
        }
        Outcome.Refused refused = keeper.giveBack(Shapes.release(entry, owner), held, lease);
        if (refused != null && held) {
            state.lock();
            try {
                over = reasonOf(refused);
            } finally {
                state.unlock();
            }
        }
        return refused == null;
    }

    /**
     * Ends scoped use: gives the lock back, and fails if it was lost before. A store that cannot be reached is no reason to
     * take the finished work for failed: the lock is then given back in the background.
     */
    void finish() {
        boolean released = false;
        try {
            released = release();
        } catch (DataAccessException e) {
            log.warn(
                    "{} could not be released now; it is tried again until the lease is over: {}",
                    Wording.lock(entry),
                    e.toString());
        }
        Reason reason = whyOver();
        if (!released && reason != null && reason != Reason.RELEASED) {
            throw lost(reason);
        }
    }

    /** Renews later and from then on, until the lease is over. */
    void renewIn(Duration delay) {
        state.lock();
        try {
            if (over == null && !keeper.isClosed()) {
                renewal = keeper.later(delay, this::renewInBackground);
            }
        } finally {
            state.unlock();
        }
    }

    private void renewInBackground() {
        if (keeper.isClosed()) {
            return;
        }
        try {
            renew();
        } catch (RuntimeException e) {
            // Whatever it was: only the end of the lease ends the attempts.
            log.warn("{} could not be renewed; it is tried again until the lease is over: {}", this, e.toString());
        }
        Reason reason = whyOver();
        if (reason == null) {
            renewIn(LeaseKeeper.pauseBefore(remaining()));
        } else if (reason != Reason.RELEASED) {
            log.warn(lost(reason).getMessage());
        }
    }

    Key entry() {
        return entry;
    }

    Value.Binary owner() {
        return owner;
    }

    LeaseLostException lost(Reason reason) {
        return new LeaseLostException(key(), fence, reason);
    }

    /** Notes that the store does not know this lease as held, and tells why. */
    Reason markLost(Outcome.Refused refused) {
        state.lock();
        try {
            Reason known = whyOver();
            if (known != null) {
                return known;
            }
            Reason reason = reasonOf(refused);
            end(reason);
            return reason;
        } finally {
            state.unlock();
        }
    }

    private @Nullable Reason whyOver() {
        state.lock();
        try {
            if (over == null && nanosLeft() <= 0) {
                end(Reason.EXPIRED);
            }
            return over;
        } finally {
            state.unlock();
        }
    }

    /** Only with {@link #state} locked. */
    private void end(Reason reason) {
        if (over == null) {
            over = reason;
        }
        if (renewal != null) {
            renewal.cancel();
        }
        keeper.forget(this);
    }

    /** Only with {@link #state} locked. */
    private Reason reasonOf(Outcome.Refused refused) {
        if (refused.entry() != null) {
            return Reason.TAKEN;
        }
        return nanosLeft() > 0 ? Reason.REMOVED : Reason.EXPIRED;
    }

    private long nanosLeft() {
        return endNanos - keeper.time().nanoTime();
    }

    private long endOf(long sentNanos) {
        return sentNanos + lease.toNanos() - CLOCK_GRAIN_NANOS;
    }
}
