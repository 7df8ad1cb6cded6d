package io.atomicspring.lock;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.OperationId;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.backend.Write;
import io.atomicspring.test.ForwardingBackend;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A backend whose next requests go wrong as a test says, and that counts its round trips. */
final class TroubledBackend extends ForwardingBackend {

    private final Deque<Trouble> troubles = new ConcurrentLinkedDeque<>();
    private final Deque<Supplier<?>> late = new ConcurrentLinkedDeque<>();
    private final Deque<Runnable> events = new ConcurrentLinkedDeque<>();
    private volatile boolean forgetful;
    private final AtomicInteger trips = new AtomicInteger();

    /** What happens to one request. */
    enum Trouble {
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

    TroubledBackend(Backend healthy) {
        super(healthy);
    }

    void next(Trouble... requests) {
        troubles.addAll(List.of(requests));
    }

    /** What happens in the store after the next request, before its answer arrives. */
    void afterNext(Runnable event) {
        events.add(event);
    }

    /** Lets the requests arrive that are late. */
    void deliver() {
        for (Supplier<?> request = late.poll(); request != null; request = late.poll()) {
            Object unused = request.get();
        }
    }

    /** Makes every write look new to the store, as if it had no memory of operations. */
    void forgetOperations() {
        forgetful = true;
    }

    int trips() {
        return trips.get();
    }

    @Override
    public Outcome apply(Write write) {
        return troubled(() -> super.apply(known(write)));
    }

    @Override
    public CommitOutcome applyAll(List<Write> writes) {
        return troubled(() -> super.applyAll(writes));
    }

    @Override
    public Snapshot read(Collection<Key> keys) {
        return troubled(() -> super.read(keys));
    }

    private Write known(Write write) {
        return forgetful
                ? new Write(write.key(), write.branches(), OperationId.next(), write.images(), write.versions())
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
