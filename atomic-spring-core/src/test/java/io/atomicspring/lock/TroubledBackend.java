package io.atomicspring.lock;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.OperationId;
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
    private final Deque<Supplier<?>> late = new ConcurrentLinkedDeque<>();
    private final Deque<Runnable> events = new ConcurrentLinkedDeque<>();
    private volatile boolean forgetful;
    private final AtomicInteger trips = new AtomicInteger();

    /** What happens to one request. */
    public enum Trouble {
        NONE,
        /** It never arrives. */
        UNAVAILABLE,
        /** It never arrives, and nobody knows. */
        LOST,
        /** Nobody knows, and it arrives when {@link #deliver()} is called. */
        LATE,
        /** It takes effect, and the answer is lost. */
        ANSWER_LOST
    }

    public TroubledBackend(Backend healthy) {
        this.healthy = healthy;
    }

    public void next(Trouble... requests) {
        troubles.addAll(List.of(requests));
    }

    /** What happens in the store after the next request, before its answer arrives. */
    public void afterNext(Runnable event) {
        events.add(event);
    }

    /** Lets the requests arrive that are late. */
    public void deliver() {
        for (Supplier<?> request = late.poll(); request != null; request = late.poll()) {
            Object unused = request.get();
        }
    }

    /** Makes every write look new to the store, as if it had no memory of operations. */
    public void forgetOperations() {
        forgetful = true;
    }

    public int trips() {
        return trips.get();
    }

    @Override
    public Outcome apply(Write write) {
        return troubled(() -> healthy.apply(known(write)));
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

    private Write known(Write write) {
        return forgetful
                ? new Write(
                        write.key(),
                        write.branches(),
                        OperationId.next(),
                        write.images(),
                        write.versions(),
                        write.shape())
                : write;
    }

    private <T> T troubled(Supplier<T> request) {
        trips.incrementAndGet();
        Trouble trouble = troubles.poll();
        if (trouble == Trouble.UNAVAILABLE) {
            throw new BackendUnavailableException("no connection", null);
        }
        if (trouble == Trouble.LATE) {
            late.add(request);
        }
        if (trouble == Trouble.LOST || trouble == Trouble.LATE) {
            throw new OutcomeUnknownException("no answer", null);
        }
        T answer = request.get();
        Runnable event = events.poll();
        if (event != null) {
            event.run();
        }
        if (trouble == Trouble.ANSWER_LOST) {
            throw new OutcomeUnknownException("no answer", null);
        }
        return answer;
    }
}
