package io.atomicspring.lock;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.backend.Traits;
import io.atomicspring.backend.Write;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A backend whose next requests go wrong as a test says, and that counts its round trips. */
public final class TroubledBackend implements Backend {

    private final Backend healthy;
    private final Deque<Trouble> troubles = new ConcurrentLinkedDeque<>();
    private final AtomicInteger trips = new AtomicInteger();

    /** What happens to one request. */
    public enum Trouble {
        NONE,
        /** It never arrives. */
        UNAVAILABLE,
        /** It never arrives, and nobody knows. */
        LOST,
        /** It takes effect, and the answer is lost. */
        ANSWER_LOST
    }

    public TroubledBackend(Backend healthy) {
        this.healthy = healthy;
    }

    public void next(Trouble... requests) {
        troubles.addAll(List.of(requests));
    }

    public int trips() {
        return trips.get();
    }

    @Override
    public Outcome apply(Write write) {
        return troubled(() -> healthy.apply(write));
    }

    @Override
    public CommitOutcome applyAll(List<Write> writes) {
        return troubled(() -> healthy.applyAll(writes));
    }

    @Override
    public Snapshot read(Collection<Key> keys) {
        return troubled(() -> healthy.read(keys));
    }

    @Override
    public Page scan(Scan scan) {
        return healthy.scan(scan);
    }

    @Override
    public Page scanSpace(String space, int limit, String cursor) {
        return healthy.scanSpace(space, limit, cursor);
    }

    @Override
    public int purge(int limit) {
        return healthy.purge(limit);
    }

    @Override
    public Traits traits() {
        return healthy.traits();
    }

    @Override
    public void close() {
        healthy.close();
    }

    private <T> T troubled(Supplier<T> request) {
        trips.incrementAndGet();
        Trouble trouble = troubles.poll();
        if (trouble == Trouble.UNAVAILABLE) {
            throw new BackendUnavailableException("no connection", null);
        }
        if (trouble == Trouble.LOST) {
            throw new OutcomeUnknownException("no answer", null);
        }
        T answer = request.get();
        if (trouble == Trouble.ANSWER_LOST) {
            throw new OutcomeUnknownException("no answer", null);
        }
        return answer;
    }
}
