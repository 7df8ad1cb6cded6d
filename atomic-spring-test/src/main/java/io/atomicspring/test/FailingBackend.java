package io.atomicspring.test;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.backend.Write;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A backend that fails when a test says so, and passes everything else on.
 *
 * <p>Calls are counted, so a test can run some code once to learn how many calls it makes and then once more for each of them,
 * with that call failing:
 *
 * <pre>{@code
 * FailingBackend backend = FailingBackend.around(MemoryBackend.create());
 * transfer(backend);
 * int calls = backend.calls();
 * for (int call = 1; call <= calls; call++) {
 *     backend.failAt(call, Failure.REPLY_LOST);
 *     assertThatThrownBy(() -> transfer(backend)).isInstanceOf(OutcomeUnknownException.class);
 * }
 * }</pre>
 *
 * Safe for use by any number of threads.
 *
 * @since 0.1
 */
public final class FailingBackend extends ForwardingBackend {

    /** How a call fails. */
    public enum Failure {
        /** The store cannot be asked: nothing happens, {@link BackendUnavailableException}. */
        UNAVAILABLE,
        /** A write gets lost on its way: nothing happens, {@link OutcomeUnknownException}. A read is unavailable. */
        REQUEST_LOST,
        /** A write happens and its answer gets lost: {@link OutcomeUnknownException}. A read is unavailable. */
        REPLY_LOST
    }

    private final Map<Integer, Failure> planned = new HashMap<>();
    private @Nullable Failure always;
    private int calls;

    private FailingBackend(Backend backend) {
        super(backend);
    }

    public static FailingBackend around(Backend backend) {
        return new FailingBackend(backend);
    }

    /** Lets the next call fail and, with more than one failure, as many calls after it, each in its own way. */
    public synchronized void failNext(Failure failure, Failure... thenFailures) {
        failAt(1, failure);
        for (int i = 0; i < thenFailures.length; i++) {
            failAt(i + 2, thenFailures[i]);
        }
    }

    /** Lets the {@code call}th call from now on fail; 1 is the next one. The others are not affected. */
    public synchronized void failAt(int call, Failure failure) {
        if (call < 1) {
            throw new IllegalArgumentException("Call " + call + " from now does not exist; 1 is the next one.");
        }
        planned.put(calls + call, failure);
    }

    /** Lets every call fail until {@link #heal()}. */
    public synchronized void failAlways(Failure failure) {
        always = failure;
    }

    /** Lets no call fail any more. */
    public synchronized void heal() {
        always = null;
        planned.clear();
    }

    /** How many calls of the store were tried so far, failed ones included. */
    public synchronized int calls() {
        return calls;
    }

    @Override
    public Snapshot read(Collection<Key> keys) {
        return read(() -> super.read(keys));
    }

    @Override
    public Outcome apply(Write write) {
        return write(() -> super.apply(write));
    }

    @Override
    public CommitOutcome applyAll(List<Write> writes) {
        return write(() -> super.applyAll(writes));
    }

    @Override
    public Page scan(Scan scan) {
        return read(() -> super.scan(scan));
    }

    @Override
    public Page scanSpace(String space, int limit, @Nullable String cursor) {
        return read(() -> super.scanSpace(space, limit, cursor));
    }

    @Override
    public int purge(int limit) {
        return read(() -> super.purge(limit));
    }

    private synchronized @Nullable Failure nextFailure() {
        Failure one = planned.remove(++calls);
        return one == null ? always : one;
    }

    private <T> T read(Supplier<T> call) {
        if (nextFailure() != null) {
            throw new BackendUnavailableException("This backend was told to fail; nothing was read.", null);
        }
        return call.get();
    }

    private <T> T write(Supplier<T> call) {
        Failure failure = nextFailure();
        if (failure == Failure.UNAVAILABLE) {
            throw new BackendUnavailableException("This backend was told to fail; nothing was written.", null);
        }
        if (failure == Failure.REPLY_LOST) {
            T unused = call.get();
        }
        if (failure != null) {
            throw new OutcomeUnknownException("This backend was told to lose the reply of a write.", null);
        }
        return call.get();
    }
}
