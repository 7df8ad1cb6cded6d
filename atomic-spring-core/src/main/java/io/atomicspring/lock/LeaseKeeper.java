package io.atomicspring.lock;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.Write;
import io.atomicspring.time.Deadline;
import io.atomicspring.time.Scheduler;
import io.atomicspring.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Looks after what a manager holds: renews it in the background, gives it back, and knows it when the manager closes. */
final class LeaseKeeper {

    private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
    private static final int FIRST_SWEEP = 64;

    private final Backend backend;
    private final TimeSource time;
    private final Scheduler scheduler;
    private final LocalQueues queues;
    private final Set<Lease> kept = ConcurrentHashMap.newKeySet();
    private volatile int nextSweep = FIRST_SWEEP;
    private volatile boolean closed;

    LeaseKeeper(Backend backend, TimeSource time, Scheduler scheduler, LocalQueues queues) {
        this.backend = backend;
        this.time = time;
        this.scheduler = scheduler;
        this.queues = queues;
    }

    Backend backend() {
        return backend;
    }

    TimeSource time() {
        return time;
    }

    /** Takes a lease that was just acquired into care. */
    void keep(Lease lease, boolean renewing) {
        kept.add(lease);
        if (kept.size() >= nextSweep) {
            // Leases that were left to expire: nobody will ever tell us, and keeping them for ever would be a leak.
            kept.removeIf(old -> !old.isHeld());
            nextSweep = Math.max(FIRST_SWEEP, 2 * kept.size());
        }
        if (renewing) {
            lease.renewIn(pauseBefore(lease.remaining()));
        }
    }

    void forget(Lease lease) {
        kept.remove(lease);
    }

    /** How many leases are looked after. */
    int size() {
        return kept.size();
    }

    boolean isClosed() {
        return closed;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "This lock manager is closed. Acquire locks only while the application runs.");
        }
    }

    /** Gives back what is held; the leases count as lost for those who work under them. */
    void close() {
        closed = true;
        releaseOnClosing(List.copyOf(kept));
    }

    /** Releases each lease, whatever becomes of the others. */
    void releaseOnClosing(List<Lease> leases) {
        for (Lease lease : leases) {
            try {
                lease.release(LeaseLostException.Reason.CLOSED);
            } catch (RuntimeException e) {
                log.warn("{} could not be released on closing; it ends by itself: {}", lease, e.toString());
            }
        }
    }

    Scheduler.Task later(Duration delay, Runnable work) {
        return scheduler.after(delay, work);
    }

    /** When to try again what ends by itself after {@code remaining}: more often as the end comes nearer. */
    static Duration pauseBefore(Duration remaining) {
        Duration third = remaining.dividedBy(3);
        return third.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : third;
    }

    /**
     * Sends a removal that is guarded by its owner, and once more if the answer was lost: "no longer ours" then means that the
     * first one did it. What fails is tried again in the background.
     *
     * @param held whether the lease was held, by the clock here, when it was given back
     * @return why the lock was not ours to give back, or null if it was
     */
    Outcome.@Nullable Refused giveBack(Write removal, boolean held, Duration lease) {
        try {
            boolean answerLost = false;
            Outcome outcome;
            try {
                outcome = backend.apply(removal);
            } catch (OutcomeUnknownException e) {
                answerLost = true;
                outcome = backend.apply(removal);
            }
            queues.wake(removal.key());
            return outcome instanceof Outcome.Refused refused && !(answerLost && held) ? refused : null;
        } catch (DataAccessException e) {
            giveBackLater(List.of(removal), lease);
            throw e;
        }
    }

    /** Gives back in the background, until the store has answered or {@code within} is over. */
    void giveBackLater(List<Write> removals, Duration within) {
        Deadline deadline = Deadline.in(within, time);
        removals.forEach(removal -> later(Duration.ZERO, () -> tryGiveBack(removal, deadline)));
    }

    private void tryGiveBack(Write removal, Deadline deadline) {
        try {
            backend.apply(removal);
            queues.wake(removal.key());
        } catch (RuntimeException e) {
            if (deadline.isOver()) {
                log.warn(
                        "{} could not be given back; its lease ends by itself: {}",
                        Wording.lock(removal.key()),
                        e.toString());
            } else {
                later(pauseBefore(deadline.remaining()), () -> tryGiveBack(removal, deadline));
            }
        }
    }
}
