package io.atomicspring.backend.group;

import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.OutcomeUnknownException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One thread's request: it waits, is taken into a group, and is answered; or it withdraws before it was taken. */
final class GroupMember<T> {

    private sealed interface State<T> {}

    private record Waiting<T>() implements State<T> {}

    private record Taken<T>() implements State<T> {}

    private record Answered<T>(@Nullable T answer, @Nullable Throwable failure) implements State<T> {}

    private final State<T> waiting = new Waiting<>();
    private final State<T> taken = new Taken<>();
    private final AtomicReference<State<T>> state = new AtomicReference<>(waiting);
    private final Thread thread = Thread.currentThread();
    private final Collection<Key> keys;
    private final Function<GroupEvaluation, T> work;
    private final Patience patience;
    /** What the leader found, until the group is committed. */
    private @Nullable Answered<T> result;
    /** Set by the leader, visible to the thread with its answer. */
    private boolean dequeued;

    GroupMember(Collection<Key> keys, Function<GroupEvaluation, T> work, Patience patience) {
        this.keys = keys;
        this.work = work;
        this.patience = patience;
    }

    Collection<Key> keys() {
        return keys;
    }

    Patience patience() {
        return patience;
    }

    boolean isWaiting() {
        return state.get() == waiting;
    }

    boolean isAnswered() {
        return state.get() instanceof Answered<?>;
    }

    /** Whether a leader has taken the member out of the queue; a member that withdrew may say no although one just did. */
    boolean isDequeued() {
        return dequeued;
    }

    /** For the leader, after it took the member out of the queue: false when the member has withdrawn. */
    boolean take() {
        dequeued = true;
        if (patience.taken().isOver()) {
            timeOut();
        }
        return state.compareAndSet(waiting, taken);
    }

    /**
     * For the leader: works out the answer and keeps it. A failure here is this member's alone, errors included: a stack that
     * is too short for one write is long enough for the others. Only if it has changed some rows and not others, the whole
     * group fails, before anything is written.
     */
    void evaluate(GroupEvaluation evaluation) {
        try {
            result = new Answered<>(work.apply(evaluation), null);
        } catch (RuntimeException | Error e) {
            if (evaluation.isTorn()) {
                throw e;
            }
            result = new Answered<>(null, e);
        }
    }

    /** For the leader: the group is committed, or had nothing to commit. */
    void publish() {
        if (result != null) {
            state.compareAndSet(taken, result);
        }
    }

    /** For the leader: nothing came of it. An answer that was published stays. */
    void fail(Throwable failure) {
        Answered<T> answer = new Answered<>(null, failure);
        if (!state.compareAndSet(taken, answer)) {
            state.compareAndSet(waiting, answer);
        }
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    /** How long the member may go on waiting in the state it is in. */
    Duration remaining() {
        return (isWaiting() ? patience.taken() : patience.answered()).remaining();
    }

    void timeOut() {
        Answered<T> late = new Answered<>(
                null,
                new BackendUnavailableException(
                        patience.explain("The write was not begun before its deadline, because others were being made;"
                                + " nothing was written. Repeat it later, or raise the timeout."),
                        null));
        if (!state.compareAndSet(waiting, late) && patience.answered().isOver()) {
            state.compareAndSet(
                    taken,
                    new Answered<>(
                            null,
                            new OutcomeUnknownException(
                                    "The write was being made when its deadline passed, and no answer has come: it may"
                                            + " have happened or not. Read the entry, or send the same write again.",
                                    null)));
        }
    }

    /** The thread was interrupted: a write that was taken is finished first, it is a matter of milliseconds. */
    void interrupt() {
        state.compareAndSet(
                waiting,
                new Answered<>(
                        null,
                        new BackendUnavailableException(
                                "The thread was interrupted while its write waited; nothing was written.", null)));
    }

    T answer() {
        if (!(state.get() instanceof Answered<T> answered)) {
            throw new IllegalStateException("No answer yet");
        }
        if (answered.failure() != null) {
            throw own(answered.failure());
        }
        T answer = answered.answer();
        if (answer == null) {
            throw new IllegalStateException("An answer without content");
        }
        return answer;
    }

    /**
     * A failure of a group reaches several threads; where it says what became of the write, each throws one of its own stack
     * trace. Everything else is a mistake, which no repetition mends: it is thrown as it is, so that nobody takes it for a
     * fault of the store's.
     */
    private static RuntimeException own(Throwable failure) {
        if (failure instanceof OutcomeUnknownException) {
            return new OutcomeUnknownException(String.valueOf(failure.getMessage()), failure);
        }
        if (failure instanceof BackendSetupException) {
            return new BackendSetupException(String.valueOf(failure.getMessage()), failure);
        }
        if (failure instanceof BackendUnavailableException) {
            return new BackendUnavailableException(String.valueOf(failure.getMessage()), failure);
        }
        if (failure instanceof Error error) {
            throw error;
        }
        // What is not an Error was caught as a RuntimeException.
        return (RuntimeException) failure;
    }
}
