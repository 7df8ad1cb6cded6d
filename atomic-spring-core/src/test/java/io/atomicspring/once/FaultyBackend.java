package io.atomicspring.once;

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
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend whose next writes go wrong as a test says, and that counts them. */
final class FaultyBackend implements Backend {

    /** What happens to one write. */
    enum Fault {
        NONE,
        /** It never arrives, and nobody knows. */
        REQUEST_LOST,
        /** It takes effect, and nobody knows. */
        REPLY_LOST,
        /** It is known not to have been sent. */
        UNAVAILABLE
    }

    private final Backend real;
    private final Queue<Fault> faults = new ArrayDeque<>();
    final AtomicInteger trips = new AtomicInteger();

    FaultyBackend(Backend real) {
        this.real = real;
    }

    /** What happens to the next writes, in this order; all others go well. */
    void next(Fault... coming) {
        faults.addAll(List.of(coming));
    }

    @Override
    public Outcome apply(Write write) {
        trips.incrementAndGet();
        Fault fault = faults.isEmpty() ? Fault.NONE : faults.remove();
        if (fault == Fault.UNAVAILABLE) {
            throw new BackendUnavailableException("The store is down.", null);
        }
        if (fault == Fault.REQUEST_LOST) {
            throw new OutcomeUnknownException("No answer came.", null);
        }
        Outcome outcome = real.apply(write);
        if (fault == Fault.REPLY_LOST) {
            throw new OutcomeUnknownException("No answer came.", null);
        }
        return outcome;
    }

    @Override
    public Snapshot read(Collection<Key> keys) {
        return real.read(keys);
    }

    @Override
    public CommitOutcome applyAll(List<Write> writes) {
        return real.applyAll(writes);
    }

    @Override
    public Page scan(Scan scan) {
        return real.scan(scan);
    }

    @Override
    public Page scanSpace(String space, int limit, String cursor) {
        return real.scanSpace(space, limit, cursor);
    }

    @Override
    public int purge(int limit) {
        return real.purge(limit);
    }

    @Override
    public Traits traits() {
        return real.traits();
    }

    @Override
    public void close() {
        real.close();
    }
}
