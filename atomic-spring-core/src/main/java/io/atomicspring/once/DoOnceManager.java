package io.atomicspring.once;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import io.atomicspring.commit.CommitPart;
import io.atomicspring.mapping.ValueMapper;
import io.atomicspring.time.Spans;
import java.lang.reflect.Type;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;

/**
 * Runs an action once for a key and gives its result to everybody who asks again.
 *
 * <p>{@code run} first claims the key: one trip, by a random token, for a lease (30 s by default). Exactly one caller gets the
 * claim and runs the action; its result is remembered (24 h by default) by a second trip that succeeds only while the claim is
 * still its own. A caller that comes later gets the remembered result in one trip, whatever it is: null, 0 and the empty string
 * are results. A caller that comes while the action runs gets a {@link DuplicateInFlightException} at once.
 *
 * <ul>
 *   <li>The action throws: the claim is given back, the exception passes, and the next call runs the action again.
 *   <li>The process dies: the claim ends with its lease, and the next call takes over. It cannot know how far the action came.
 *   <li>The action takes longer than the lease and another run took over: {@link ClaimLostException}; what the other one wrote
 *       stays. If nobody took over, the late result is still remembered.
 *   <li>The answer to a claim or a completion is lost: the same write is sent once more, and the store recognises it if it took
 *       effect. If that answer is lost too, an {@link OutcomeUnknownException} says what is known.
 * </ul>
 *
 * <p>Not promised: that the action's effects outside the store happen once when a process dies, or is paused past its lease.
 * For effects inside the store put {@link #marking} into their commit: a crash then leaves both or neither.
 *
 * <pre>{@code
 * DoOnceManager doOnce = DoOnceManager.on(backend);
 * OnceResult<Receipt> result = doOnce.run("user-1", "welcome-mail", Receipt.class, () -> mail.send(user));
 * }</pre>
 *
 * <p>Thread-safe. Scopes and keys are 1 to 1024 and 1 to 1023 bytes in UTF-8, anything else is an {@link InvalidInputException}
 * before any I/O.
 *
 * @since 0.1
 */
public final class DoOnceManager {

    /** Where the marks are: scope and key are partition and sort. */
    static final String SPACE = "atomic.once";

    private static final int TOKEN_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Backend backend;
    private final ValueMapper mapper;
    private final OnceWrites writes;

    private DoOnceManager(Builder builder) {
        this.backend = builder.backend;
        this.mapper = builder.mapper;
        this.writes = new OnceWrites(builder.lease, builder.memory);
    }

    public static DoOnceManager on(Backend backend) {
        return builder(backend).build();
    }

    public static DoOnceManager on(Backend backend, ValueMapper mapper) {
        return builder(backend).mapper(mapper).build();
    }

    public static Builder builder(Backend backend) {
        return new Builder(Limits.required("backend of do-once", backend));
    }

    /**
     * Runs the action unless it was done before. Two trips when it runs, one when it does not.
     *
     * @param scope whose key it is, such as a user or a tenant
     * @param key what is done once, such as an idempotency key
     * @param type what a remembered result is read as
     * @throws DuplicateInFlightException another run is at it; nothing was run
     * @throws ClaimLostException the action ran, and its claim was taken over meanwhile; its result was not written
     * @throws UnstorableResultException the action ran, now or before, but its result cannot be kept
     * @throws io.atomicspring.backend.BackendUnavailableException the key could not be claimed; nothing was run
     * @throws OutcomeUnknownException the message tells whether the action ran
     * @throws io.atomicspring.mapping.ValueMappingException it was done before, and its result does not fit the type
     */
    public <T, E extends Exception> OnceResult<T> run(String scope, String key, Class<T> type, OnceBody<T, E> body)
            throws E {
        Limits.required("type of a do-once call", type);
        return run(keyOf(scope, key), result -> mapper.fromValue(result, type), body);
    }

    /** As {@link #run(String, String, Class, OnceBody)}, for generic types; the caller vouches that {@code T} is {@code type}. */
    public <T, E extends Exception> OnceResult<T> run(String scope, String key, Type type, OnceBody<T, E> body)
            throws E {
        Limits.required("type of a do-once call", type);
        return run(keyOf(scope, key), result -> mapper.fromValue(result, type), body);
    }

    /** As {@link #run(String, String, Class, OnceBody)}, without a result. */
    public <E extends Exception> OnceResult<Void> run(String scope, String key, OnceAction<E> action) throws E {
        Limits.required("action of a do-once call", action);
        OnceBody<Void, E> body = () -> {
            action.run();
            return null;
        };
        return run(keyOf(scope, key), result -> null, body);
    }

    /** What is known about a key; empty when nothing is, and a call would run the action as the first. One trip. */
    public Optional<OnceMark> find(String scope, String key) {
        Key at = keyOf(scope, key);
        Snapshot snapshot = backend.read(List.of(at));
        return snapshot.find(at).map(entry -> OnceEntry.of(entry).mark(snapshot.at()));
    }

    /**
     * Marks a key as done without running anything; later calls of {@code run} get null. One trip.
     *
     * @return false if it was done before, and nothing changed
     * @throws DuplicateInFlightException a run is at it; nothing changed
     */
    public boolean markDone(String scope, String key) {
        Write mark = writes.mark(keyOf(scope, key));
        if (send(mark) instanceof Outcome.Refused refused) {
            ConcurrencyFailureException why = new Marking(backend, mark).refusal(mark, refused);
            if (why instanceof AlreadyDoneException) {
                return false;
            }
            throw why;
        }
        return true;
    }

    /**
     * Forgets a key, whatever is known about it, so that the next call runs the action. One trip, never sent again: an
     * {@link OutcomeUnknownException} leaves open whether it is forgotten.
     *
     * <p>A run that is at it is not stopped: it ends with a {@link ClaimLostException}.
     *
     * @return false if nothing was known
     */
    public boolean clear(String scope, String key) {
        return backend.apply(writes.clear(keyOf(scope, key))) instanceof Outcome.Applied;
    }

    /**
     * A part for one commit that marks a key as done. The commit is refused as a whole if it was done before
     * ({@link AlreadyDoneException}) or a run is at it ({@link DuplicateInFlightException}); so whatever is in the commit
     * happens once.
     */
    public CommitPart marking(String scope, String key) {
        return new Marking(backend, writes.mark(keyOf(scope, key)));
    }

    /** How a remembered result is read. */
    private interface Replay<T> {
        @Nullable
        T of(Value result);
    }

    private <T, E extends Exception> OnceResult<T> run(Key key, Replay<T> replay, OnceBody<T, E> body) throws E {
        Limits.required("action of a do-once call", body);
        Value.Binary token = newToken();
        Outcome claim = sendClaim(key, token);
        OnceEntry found = OnceEntry.of(entryOf(key, claim));
        if (!found.isClaimedBy(token)) {
            return replayed(found, claim.at(), replay);
        }
        T value;
        try {
            value = body.run();
        } catch (Throwable failure) {
            giveBack(key, token, failure);
            throw failure;
        }
        OnceEntry done = complete(key, token, value);
        return new OnceResult<>(true, value, done.completedAt(), done.attempts());
    }

    private Outcome sendClaim(Key key, Value.Binary token) {
        try {
            return send(writes.claim(key, token));
        } catch (OutcomeUnknownException e) {
            throw new OutcomeUnknownException(
                    "Whether " + nameOf(key)
                            + " was claimed is not known; the action was not run. Try again: if it was claimed,"
                            + " that claim ends with its lease of " + Spans.text(writes.lease()) + ".",
                    e);
        }
    }

    private static Entry entryOf(Key key, Outcome claim) {
        Entry entry = claim instanceof Outcome.Applied applied ? applied.after() : ((Outcome.Refused) claim).entry();
        if (entry == null) {
            throw new ConcurrencyFailureException(
                    "The claim of " + nameOf(key) + " was refused, but nothing stands in its way any more. Try again.");
        }
        return entry;
    }

    private static <T> OnceResult<T> replayed(OnceEntry found, Instant at, Replay<T> replay) {
        if (!found.done()) {
            throw new DuplicateInFlightException(found.scope(), found.key(), found.remaining(at), found.attempts());
        }
        Value result = found.result();
        if (result == null) {
            String problem = found.problem() == null ? "" : found.problem();
            throw new UnstorableResultException(found.scope(), found.key(), found.completedAt(), problem, null);
        }
        return new OnceResult<>(false, replay.of(result), found.completedAt(), found.attempts());
    }

    /** A claim that cannot be given back ends with its lease; what went wrong in the action matters more. */
    private void giveBack(Key key, Value.Binary token, Throwable failure) {
        try {
            send(writes.release(key, token));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private OnceEntry complete(Key key, Value.Binary token, @Nullable Object value) {
        Write complete;
        try {
            complete = writes.complete(key, token, mapper.toValue(value));
        } catch (InvalidInputException e) {
            throw completeWithout(key, token, OnceText.storable(String.valueOf(e.getMessage())), e);
        } catch (RuntimeException e) {
            throw completeWithout(
                    key, token, "Its serializer failed with " + e.getClass().getName() + ".", e);
        }
        Outcome outcome = sendCompletion(key, complete);
        if (outcome instanceof Outcome.Refused refused) {
            switch (refused.reason()) {
                case TOO_LARGE ->
                    throw completeWithout(
                            key, token, "It makes the entry larger than " + Limits.MAX_ENTRY_BYTES + " bytes.", null);
                case TOO_DEEP ->
                    throw completeWithout(key, token, "It nests deeper than " + Limits.MAX_DEPTH + " levels.", null);
                default -> throw lost(key, refused);
            }
        }
        return OnceEntry.of(entryOf(key, outcome));
    }

    private RuntimeException completeWithout(Key key, Value.Binary token, String problem, @Nullable Throwable cause) {
        Outcome outcome = sendCompletion(key, writes.completeWithout(key, token, problem));
        if (outcome instanceof Outcome.Refused refused) {
            return lost(key, refused);
        }
        OnceEntry done = OnceEntry.of(entryOf(key, outcome));
        return new UnstorableResultException(done.scope(), done.key(), done.completedAt(), problem, cause);
    }

    private static ClaimLostException lost(Key key, Outcome.Refused refused) {
        Entry entry = refused.entry();
        return new ClaimLostException(
                key.partition(),
                key.sort(),
                entry == null ? null : OnceEntry.of(entry).mark(refused.at()));
    }

    /** After the action ran, whatever keeps its completion out of the store leaves open whether it runs again. */
    private Outcome sendCompletion(Key key, Write complete) {
        try {
            return send(complete);
        } catch (DataAccessException e) {
            throw new OutcomeUnknownException(
                    "The action of " + nameOf(key)
                            + " ran, but that it is done may not be remembered; if not, it can run again"
                            + " once its lease of " + Spans.text(writes.lease())
                            + " is over. Mark it as done, or see with find what became of it.",
                    e);
        }
    }

    /**
     * Sends a write, and once more when its answer was lost. Safe for writes that are guarded by a token or by "not done yet":
     * the store recognises one that took effect, and one that was overtaken is refused.
     */
    private Outcome send(Write write) {
        try {
            return backend.apply(write);
        } catch (OutcomeUnknownException lost) {
            try {
                return backend.apply(write);
            } catch (RuntimeException again) {
                // Even "unavailable" speaks of the second try only.
                lost.addSuppressed(again);
                throw lost;
            }
        }
    }

    private static Value.Binary newToken() {
        byte[] token = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(token);
        return Value.of(token);
    }

    private static String nameOf(Key key) {
        return OnceText.name(key.partition(), key.sort());
    }

    private static Key keyOf(String scope, String key) {
        return Key.of(
                SPACE,
                Limits.checkName("do-once scope", scope, Limits.MAX_PARTITION_BYTES),
                Limits.checkName("do-once key", key, Limits.MAX_SORT_BYTES));
    }

    /** Settings of a {@link DoOnceManager}. */
    public static final class Builder {

        private final Backend backend;
        private ValueMapper mapper = ValueMapper.standard();
        private Duration lease = Duration.ofSeconds(30);
        private Duration memory = Duration.ofHours(24);

        private Builder(Backend backend) {
            this.backend = backend;
        }

        /** How results become values and come back. */
        public Builder mapper(ValueMapper valueMapper) {
            mapper = Limits.required("mapper of do-once", valueMapper);
            return this;
        }

        /** How long a claim keeps others out at most: longer than the action needs. 30 s unless set. */
        public Builder lease(Duration duration) {
            lease = Limits.checkDuration("do-once lease", duration);
            return this;
        }

        /** How long it is remembered what was done, and with which result. 24 h unless set. */
        public Builder rememberFor(Duration duration) {
            memory = Limits.checkDuration("do-once memory", duration);
            return this;
        }

        public DoOnceManager build() {
            return new DoOnceManager(this);
        }
    }
}
