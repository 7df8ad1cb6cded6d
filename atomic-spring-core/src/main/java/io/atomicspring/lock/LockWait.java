package io.atomicspring.lock;

import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.lock.Acquisition.Answer;
import io.atomicspring.time.Deadline;
import io.atomicspring.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * When an acquisition asks the store: on its turn, and then whenever the lock may have become free, until its deadline.
 *
 * <p>It stands in one local queue at a time, that of a lock that is in its way, so waiting for several locks in any order
 * cannot deadlock. Between two questions it pauses until the deadline, the end of the holder's lease, a local release or a
 * growing random interval, whichever is first: a wake-up that never comes costs no more than that.
 */
final class LockWait {

    private static final long FIRST_PAUSE_NANOS = 4_000_000;
    private static final long LONGEST_PAUSE_NANOS = 250_000_000;

    private final LocalQueues queues;
    private final Acquisition acquisition;
    private final Deadline deadline;
    private long pauseNanos = FIRST_PAUSE_NANOS;
    private Answer.@Nullable Busy busy;

    LockWait(LocalQueues queues, Acquisition acquisition, TimeSource time) {
        this.queues = queues;
        this.acquisition = acquisition;
        this.deadline = Deadline.in(acquisition.options().waitFor(), time);
    }

    /** The leases, or null when the deadline has passed. The store is asked at least once, at the latest at the deadline. */
    @Nullable
    List<Lease> await() throws InterruptedException {
        Key inTheWay = acquisition.keys().get(0);
        while (true) {
            try (LocalQueues.Place place = queues.join(inTheWay)) {
                List<Lease> leases = await(place, inTheWay);
                if (leases != null || deadline.isOver()) {
                    return leases;
                }
            }
            inTheWay = lastAnswer().refusals().keySet().iterator().next();
        }
    }

    /** What stood in the way when the store was last asked. */
    Answer.Busy lastAnswer() {
        if (busy == null) {
            throw new IllegalStateException("The store was not asked yet");
        }
        return busy;
    }

    /** Waits in one queue, until the locks are ours, the deadline has passed, or another lock is in the way. */
    private @Nullable List<Lease> await(LocalQueues.Place place, Key inTheWay) throws InterruptedException {
        boolean turn = place.awaitTurn(deadline.remaining());
        if (turn && busy != null) {
            // Came from another queue, right after an answer: asking again at once would be asking in circles.
            place.pause(pause(busy, inTheWay));
        }
        while (true) {
            boolean last = !turn || deadline.isOver();
            place.listen();
            Answer answer = acquisition.ask();
            if (answer instanceof Answer.Acquired acquired) {
                return acquired.leases();
            }
            busy = (Answer.Busy) answer;
            if (last || !busy.refusals().containsKey(inTheWay)) {
                return null;
            }
            place.pause(pause(busy, inTheWay));
        }
    }

    private Duration pause(Answer.Busy answer, Key inTheWay) {
        long jittered = ThreadLocalRandom.current().nextLong(1, pauseNanos + 1);
        pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        Duration pause = Duration.ofNanos(jittered);
        return shorter(
                shorter(pause, deadline.remaining()),
                leaseLeft(answer.refusals().get(inTheWay)));
    }

    private static Duration leaseLeft(Outcome.@Nullable Refused refused) {
        Entry entry = refused == null ? null : refused.entry();
        return entry == null || entry.expiresAt() == null || refused == null
                ? Duration.ofNanos(LONGEST_PAUSE_NANOS)
                : Duration.between(refused.at(), entry.expiresAt());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
