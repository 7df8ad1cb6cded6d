package io.atomicspring.lock;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One wish to hold some locks: one owner token, and the same writes whenever it is asked again.
 *
 * <p>A lost answer: the same writes are sent once more, and a store that had applied them says so. If that answer is lost too,
 * or the caller gives up after an answer was lost, the locks are given back in the background, guarded by the token.
 */
final class Acquisition {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 16;

    private final LeaseKeeper keeper;
    private final List<Key> keys;
    private final String holder;
    private final LockOptions options;
    private final Value.Binary owner = newToken();
    private final List<Write> writes;
    private boolean answerLost;

    /** @param keys without duplicates */
    Acquisition(LeaseKeeper keeper, List<Key> keys, String holder, LockOptions options) {
        this.keeper = keeper;
        this.keys = keys;
        this.holder = holder;
        this.options = options;
        this.writes = keys.stream()
                .map(key -> Shapes.acquire(key, owner, holder, options.leaseFor()))
                .toList();
    }

    /** What the store said. */
    sealed interface Answer {

        /** All locks are ours. */
        record Acquired(List<Lease> leases) implements Answer {}

        /** None is: these are in the way. */
        record Busy(Map<Key, Outcome.Refused> refusals) implements Answer {}
    }

    List<Key> keys() {
        return keys;
    }

    String holder() {
        return holder;
    }

    LockOptions options() {
        return options;
    }

    /** Asks the store, in one round trip unless an answer is lost. */
    Answer ask() {
        keeper.requireOpen();
        long sentNanos = keeper.time().nanoTime();
        CommitOutcome outcome = sendTwiceAtMost();
        List<Long> fences = fences(outcome);
        if (fences.isEmpty()) {
            return busy((CommitOutcome.Refused) outcome);
        }
        Answer.Acquired acquired = leases(fences, sentNanos);
        boolean sure = outcome instanceof CommitOutcome.Applied applied
                && applied.outcomes().stream().noneMatch(Outcome.Applied::recognised)
                && acquired.leases().stream().allMatch(Lease::isHeld);
        return sure ? kept(acquired) : confirmed(fences);
    }

    /** The caller stops asking: nothing of it may be left behind. */
    void abandon() {
        if (answerLost) {
            List<Write> removals =
                    keys.stream().map(key -> Shapes.release(key, owner)).toList();
            keeper.giveBackLater(removals, options.leaseFor());
        }
    }

    /**
     * When the locks were acquired is not known, or long ago. So the leases begin anew, or they are over: a moment that is known.
     */
    private Answer confirmed(List<Long> fences) {
        answerLost = true;
        long sentNanos = keeper.time().nanoTime();
        CommitOutcome outcome = send(keys.stream()
                .map(key -> Shapes.renew(key, owner, options.leaseFor()))
                .toList());
        return outcome instanceof CommitOutcome.Refused refused ? busy(refused) : kept(leases(fences, sentNanos));
    }

    private CommitOutcome sendTwiceAtMost() {
        try {
            return send(writes);
        } catch (OutcomeUnknownException lost) {
            answerLost = true;
            if (Thread.currentThread().isInterrupted()) {
                // The next call would end the same way, and the caller wants to stop.
                throw lost;
            }
            try {
                return send(writes);
            } catch (OutcomeUnknownException | BackendUnavailableException again) {
                if (again != lost) {
                    lost.addSuppressed(again);
                }
                throw lost;
            }
        }
    }

    private CommitOutcome send(List<Write> sent) {
        Backend backend = keeper.backend();
        if (sent.size() > 1) {
            return backend.applyAll(sent);
        }
        Outcome outcome = backend.apply(sent.get(0));
        return outcome instanceof Outcome.Applied applied
                ? new CommitOutcome.Applied(List.of(applied))
                : new CommitOutcome.Refused(Map.of(0, (Outcome.Refused) outcome));
    }

    /** The fences of the locks in the order of their keys, or none if they are not ours. */
    private List<Long> fences(CommitOutcome outcome) {
        if (outcome instanceof CommitOutcome.Applied applied) {
            return applied.outcomes().stream().map(Outcome.Applied::version).toList();
        }
        Map<Integer, Outcome.Refused> refusals = ((CommitOutcome.Refused) outcome).refusals();
        List<Long> ours = new ArrayList<>();
        for (Outcome.Refused refused : refusals.values()) {
            Entry entry = refused.entry();
            if (entry != null && owner.equals(entry.document().get(Shapes.OWNER))) {
                ours.add(entry.version());
            }
        }
        return ours.size() == keys.size() ? ours : List.of();
    }

    private Answer.Busy busy(CommitOutcome.Refused outcome) {
        Map<Key, Outcome.Refused> refusals = new TreeMap<>();
        outcome.refusals().forEach((index, refused) -> refusals.put(keys.get(index), refused));
        return new Answer.Busy(refusals);
    }

    private Answer.Acquired leases(List<Long> fences, long sentNanos) {
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            leases.add(new Lease(keeper, keys.get(i), owner, fences.get(i), options.leaseFor(), sentNanos));
        }
        return new Answer.Acquired(leases);
    }

    private Answer kept(Answer.Acquired acquired) {
        acquired.leases().forEach(lease -> keeper.keep(lease, options.renews()));
        if (keeper.isClosed()) {
            keeper.releaseOnClosing(acquired.leases());
            keeper.requireOpen();
        }
        return acquired;
    }

    private static Value.Binary newToken() {
        byte[] token = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(token);
        return Value.of(token);
    }
}
