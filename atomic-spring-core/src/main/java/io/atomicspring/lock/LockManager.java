package io.atomicspring.lock;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.lock.Acquisition.Answer;
import io.atomicspring.time.Scheduler;
import io.atomicspring.time.TimeSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Acquires locks in a store that several processes share.
 *
 * <pre>{@code
 * locks.withLock("invoice:42", lease -> book(invoice));
 * }</pre>
 *
 * <p>A lock is held by whoever has its {@link Lease}, until it is released or the lease is over: at most one holder at any
 * moment of the store's clock. A holder that is paused past its lease does not notice by itself; a commit {@link
 * Lease#holding() holding} the lease is then refused. Locks are not reentrant. They are not fair across processes; within one
 * manager waiters are served in their order.
 *
 * <p>When the answer to an acquisition is lost, the same write is sent once more and recognised by the store if it took
 * effect. If that answer is lost too, {@link io.atomicspring.backend.OutcomeUnknownException} is thrown, and the lock is given
 * back in the background in case it was taken.
 *
 * <p>All methods may be called from any number of threads. All of them throw {@link InvalidInputException} before any I/O for
 * bad input, {@link io.atomicspring.backend.BackendUnavailableException} when the store cannot be asked, and {@link
 * IllegalStateException} once the manager is closed. A busy lock is none of these.
 *
 * @since 0.1
 */
public final class LockManager implements AutoCloseable {

    static final String SPACE = "atomic.locks";

    private final LockOptions defaults;
    private final String holder;
    private final LeaseKeeper keeper;
    private final LocalQueues queues;
    private final @Nullable Scheduler ownScheduler;

    private LockManager(Builder settings) {
        this.defaults = settings.defaults;
        this.holder = settings.holder();
        this.queues = new LocalQueues(settings.time);
        Scheduler given = settings.scheduler;
        Scheduler scheduler = given == null ? Scheduler.daemon("atomic-locks") : given;
        this.ownScheduler = given == null ? scheduler : null;
        this.keeper = new LeaseKeeper(settings.backend, settings.time, scheduler, queues);
    }

    /** A lock manager with the usual settings. The backend stays the caller's to close. */
    public static LockManager on(Backend backend) {
        return builder(backend).build();
    }

    public static Builder builder(Backend backend) {
        return new Builder(Limits.required("backend of the locks", backend));
    }

    /** Acquires a lock if it is free. One round trip, no waiting. */
    public Optional<Lease> tryAcquire(String key) {
        return tryAcquire(key, UnaryOperator.identity());
    }

    /** Acquires a lock if it is free. One round trip, no waiting. */
    public Optional<Lease> tryAcquire(String key, UnaryOperator<LockOptions> options) {
        return tryAcquire(List.of(keyOf(key)), options).map(leases -> leases.get(0));
    }

    /**
     * Acquires a lock, and waits for it if need be.
     *
     * @throws LockNotAcquiredException the lock was busy for all the time to wait, or the thread was interrupted
     */
    public Lease acquire(String key) {
        return acquire(key, UnaryOperator.identity());
    }

    /**
     * Acquires a lock, and waits for it if need be.
     *
     * <p>Waiters of this manager queue up, and the first of them asks the store: one round trip if the lock is free, else one
     * each time it may have become free. The wait is bounded by {@link LockOptions#waitFor()} and the time that the store takes
     * to answer the last question.
     *
     * @throws LockNotAcquiredException the lock was busy for all the time to wait, or the thread was interrupted
     */
    public Lease acquire(String key, UnaryOperator<LockOptions> options) {
        return acquire(List.of(keyOf(key)), options).get(0);
    }

    /** Acquires all locks, in any order and with duplicates allowed, or none. One round trip, no waiting. */
    public Optional<LeaseSet> tryAcquireAll(Collection<String> keys) {
        return tryAcquireAll(keys, UnaryOperator.identity());
    }

    /** Acquires all locks, in any order and with duplicates allowed, or none. One round trip, no waiting. */
    public Optional<LeaseSet> tryAcquireAll(Collection<String> keys, UnaryOperator<LockOptions> options) {
        return tryAcquire(keysOf(keys), options).map(this::set);
    }

    /**
     * Acquires all locks, in any order and with duplicates allowed, and waits until all are free at once.
     *
     * @throws LockNotAcquiredException one was busy for all the time to wait, or the thread was interrupted; none is held
     */
    public LeaseSet acquireAll(Collection<String> keys) {
        return acquireAll(keys, UnaryOperator.identity());
    }

    /**
     * Acquires all locks, in any order and with duplicates allowed, and waits until all are free at once.
     *
     * <p>Nothing is held while it waits, so two callers that want the same locks cannot block each other for ever; a caller that
     * wants many busy locks may wait long.
     *
     * @throws LockNotAcquiredException one was busy for all the time to wait, or the thread was interrupted; none is held
     */
    public LeaseSet acquireAll(Collection<String> keys, UnaryOperator<LockOptions> options) {
        return set(acquire(keysOf(keys), options));
    }

    /**
     * Runs the body under a lock, and gives its result.
     *
     * @see #withLock(String, UnaryOperator, LockBody)
     */
    public <T extends @Nullable Object, E extends Throwable> T withLock(String key, LockBody<T, E> body) throws E {
        return withLock(key, UnaryOperator.identity(), body);
    }

    /**
     * Runs the body under a lock, and gives its result. The lease is renewed until the body ends, unless the options say
     * otherwise, and then released.
     *
     * <p>A store that fails at the release does not take the result away: the lock is then released in the background, or ends
     * with its lease.
     *
     * @throws LockNotAcquiredException the lock was busy for all the time to wait, or the thread was interrupted; the body did
     *     not run
     * @throws LeaseLostException the body completed normally, but the lease was lost before; if the body throws, its exception
     *     is thrown and this one is suppressed in it
     */
    public <T extends @Nullable Object, E extends Throwable> T withLock(
            String key, UnaryOperator<LockOptions> options, LockBody<T, E> body) throws E {
        Limits.required("body to run under a lock", body);
        Limits.required("function of the lock options", options);
        Lease lease = acquire(key, given -> options.apply(given.renewing()));
        T result;
        try {
            result = body.run(lease);
        } catch (Throwable failure) {
            finishAfter(failure, lease);
            throw failure;
        }
        lease.finish();
        return result;
    }

    /** Runs the action under a lock, exactly as {@link #withLock(String, LockBody)} does. */
    public <E extends Throwable> void runLocked(String key, LockAction<E> action) throws E {
        runLocked(key, UnaryOperator.identity(), action);
    }

    /** Runs the action under a lock, exactly as {@link #withLock(String, UnaryOperator, LockBody)} does. */
    @SuppressWarnings("NullAway") // the result may be null where T is nullable
    public <E extends Throwable> void runLocked(String key, UnaryOperator<LockOptions> options, LockAction<E> action)
            throws E {
        Limits.required("action to run under a lock", action);
        LockBody<@Nullable Void, E> body = lease -> {
            action.run(lease);
            return null;
        };
        withLock(key, options, body);
    }

    /** Who holds a lock, if it is held. One round trip. */
    public Optional<LockInfo> find(String key) {
        Key entry = keyOf(key);
        keeper.requireOpen();
        Snapshot snapshot = keeper.backend().read(List.of(entry));
        return snapshot.find(entry).map(found -> LockInfo.of(found, snapshot.at()));
    }

    /**
     * Stops renewing, and releases what is held; leases that are still in use count as lost. Waiters end with an {@link
     * IllegalStateException}. The backend stays open.
     */
    @Override
    public void close() {
        keeper.close();
        if (ownScheduler != null) {
            ownScheduler.close();
        }
    }

    /** How many leases are looked after, for tests. */
    int kept() {
        return keeper.size();
    }

    LocalQueues queues() {
        return queues;
    }

    private Optional<List<Lease>> tryAcquire(List<Key> keys, UnaryOperator<LockOptions> options) {
        Acquisition acquisition = acquisition(keys, options);
        List<Lease> leases = null;
        try {
            if (acquisition.ask() instanceof Answer.Acquired acquired) {
                leases = acquired.leases();
            }
            return Optional.ofNullable(leases);
        } finally {
            if (leases == null) {
                acquisition.abandon();
            }
        }
    }

    private List<Lease> acquire(List<Key> keys, UnaryOperator<LockOptions> options) {
        Acquisition acquisition = acquisition(keys, options);
        LockWait wait = new LockWait(queues, acquisition, keeper.time());
        List<Lease> leases = null;
        try {
            leases = wait.await();
            if (leases == null) {
                throw LockNotAcquiredException.timedOut(
                        acquisition, wait.lastAnswer().refusals());
            }
            return leases;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LockNotAcquiredException.interrupted(keys, e);
        } catch (OutcomeUnknownException | BackendUnavailableException e) {
            if (!Thread.currentThread().isInterrupted()) {
                throw e;
            }
            InterruptedException interrupt = new InterruptedException("while the store was asked");
            interrupt.initCause(e);
            throw LockNotAcquiredException.interrupted(keys, interrupt);
        } finally {
            if (leases == null) {
                acquisition.abandon();
            }
        }
    }

    private Acquisition acquisition(List<Key> keys, UnaryOperator<LockOptions> options) {
        UnaryOperator<LockOptions> change = Limits.required("function of the lock options", options);
        return new Acquisition(
                keeper, keys, holder, Limits.required("result of the lock options", change.apply(defaults)));
    }

    private LeaseSet set(List<Lease> leases) {
        return new LeaseSet(keeper.backend(), leases);
    }

    private static void finishAfter(Throwable failure, Lease lease) {
        try {
            lease.finish();
        } catch (LeaseLostException lost) {
            failure.addSuppressed(lost);
        }
    }

    private static Key keyOf(@Nullable String key) {
        return Key.of(SPACE, Limits.checkName("lock key", key, Limits.MAX_PARTITION_BYTES));
    }

    private static List<Key> keysOf(@Nullable Collection<String> keys) {
        if (keys == null || keys.isEmpty()) {
            throw new InvalidInputException("The list of lock keys is empty. Pass at least one key.");
        }
        List<Key> distinct =
                keys.stream().map(LockManager::keyOf).distinct().sorted().toList();
        if (distinct.size() > Limits.MAX_COMMIT_WRITES) {
            throw new InvalidInputException("There are " + distinct.size() + " lock keys; at most "
                    + Limits.MAX_COMMIT_WRITES + " locks can be acquired together.");
        }
        return distinct;
    }

    /** Settings of a lock manager. */
    public static final class Builder {

        private final Backend backend;
        private LockOptions defaults = LockOptions.defaults();
        private String application = "";
        private @Nullable String label;
        private TimeSource time = TimeSource.system();
        private @Nullable Scheduler scheduler;

        private Builder(Backend backend) {
            this.backend = backend;
        }

        /** Changes the options that calls begin with: wait up to 10 s, lease for 30 s, not renewed. */
        public Builder defaults(UnaryOperator<LockOptions> change) {
            defaults = Limits.required("result of the lock options", change.apply(defaults));
            return this;
        }

        /** Names the application in the label of the holder, which is then {@code application/host/process}. */
        public Builder application(String name) {
            application = Limits.required("application of the lock holder", name);
            return this;
        }

        /** What others read about who holds a lock, instead of {@code application/host/process}. Never a secret. */
        public Builder holder(String text) {
            label = text;
            return this;
        }

        /** The clock and the way to wait, for tests. */
        public Builder time(TimeSource source) {
            time = Limits.required("time of the locks", source);
            return this;
        }

        /** Runs renewals, instead of a daemon thread of the manager's. It stays the caller's to close. */
        public Builder scheduler(Scheduler background) {
            scheduler = background;
            return this;
        }

        public LockManager build() {
            return new LockManager(this);
        }

        private String holder() {
            if (label != null) {
                return label;
            }
            return (application.isEmpty() ? "" : application + "/") + ThisProcess.label();
        }
    }
}
