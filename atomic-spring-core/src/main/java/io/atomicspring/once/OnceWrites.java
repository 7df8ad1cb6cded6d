package io.atomicspring.once;

import static io.atomicspring.once.OnceEntry.ATTEMPTS;
import static io.atomicspring.once.OnceEntry.DONE;
import static io.atomicspring.once.OnceEntry.DONE_AT;
import static io.atomicspring.once.OnceEntry.LEASE_UNTIL;
import static io.atomicspring.once.OnceEntry.PROBLEM;
import static io.atomicspring.once.OnceEntry.RESULT;
import static io.atomicspring.once.OnceEntry.RUNNING;
import static io.atomicspring.once.OnceEntry.STARTED_AT;
import static io.atomicspring.once.OnceEntry.STATE;
import static io.atomicspring.once.OnceEntry.TOKEN;

import io.atomicspring.backend.Action;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Images;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Operand;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.time.Duration;

/** The writes of do-once, each one trip. Time is the store's in all of them. */
final class OnceWrites {

    private static final Operand NOW = Operand.now(Duration.ZERO);

    /** A claim that was neither completed nor given back in time. One without a lease is never overdue. */
    private static final Guard OVERDUE = Guard.allOf(
            Guard.equal(Path.attribute(STATE), RUNNING),
            Guard.compare(Operand.attribute(Path.attribute(LEASE_UNTIL)), Guard.Comparison.AT_MOST, NOW));

    private final Duration lease;
    private final Duration memory;

    OnceWrites(Duration lease, Duration memory) {
        this.lease = lease;
        this.memory = memory;
    }

    Duration lease() {
        return lease;
    }

    /** Free or overdue: claimed by the token. */
    Write claim(Key key, Value.Binary token) {
        // The claim outlives its lease, so that a takeover knows that it is not the first attempt.
        Duration remembered = lease.plus(memory);
        Change claim = Change.patch(
                Expiry.after(remembered.compareTo(Limits.MAX_DURATION) > 0 ? Limits.MAX_DURATION : remembered),
                set(STATE, RUNNING),
                set(TOKEN, token),
                set(LEASE_UNTIL, Operand.now(lease)),
                set(STARTED_AT, NOW),
                new Action.Add(Path.attribute(ATTEMPTS), Operand.literal(Value.of(1))));
        return Write.to(key)
                .when(Guard.absent(), claim)
                .when(OVERDUE, claim)
                .returning(Images.AFTER)
                .build();
    }

    /** Still claimed by the token: done, with a result to replay. */
    Write complete(Key key, Value.Binary token, Value result) {
        return complete(key, token, set(RESULT, result));
    }

    /** Still claimed by the token: done, with the reason why there is no result to replay. */
    Write completeWithout(Key key, Value.Binary token, String problem) {
        return complete(key, token, set(PROBLEM, Value.of(problem)));
    }

    private Write complete(Key key, Value.Binary token, Action outcome) {
        return Write.to(key)
                .when(
                        claimedBy(token),
                        Change.patch(
                                Expiry.after(memory),
                                set(STATE, DONE),
                                set(DONE_AT, NOW),
                                new Action.Unset(Path.attribute(TOKEN)),
                                new Action.Unset(Path.attribute(LEASE_UNTIL)),
                                outcome))
                .returning(Images.AFTER)
                .build();
    }

    /** Still claimed by the token: free again. */
    Write release(Key key, Value.Binary token) {
        return Write.to(key).when(claimedBy(token), Change.remove()).build();
    }

    /** Free or overdue: done, with nothing to replay but null. */
    Write mark(Key key) {
        Change mark = Change.patch(
                Expiry.after(memory),
                set(STATE, DONE),
                new Action.SetIfAbsent(Path.attribute(STARTED_AT), NOW),
                set(DONE_AT, NOW),
                set(RESULT, Value.nothing()),
                new Action.Unset(Path.attribute(TOKEN)),
                new Action.Unset(Path.attribute(LEASE_UNTIL)));
        return Write.to(key).when(Guard.absent(), mark).when(OVERDUE, mark).build();
    }

    /** Whatever is there: free. */
    Write clear(Key key) {
        return Write.to(key).when(Guard.present(), Change.remove()).build();
    }

    private static Guard claimedBy(Value.Binary token) {
        return Guard.allOf(Guard.equal(Path.attribute(STATE), RUNNING), Guard.equal(Path.attribute(TOKEN), token));
    }

    private static Action set(String name, Value value) {
        return set(name, Operand.literal(value));
    }

    private static Action set(String name, Operand operand) {
        return new Action.Set(Path.attribute(name), operand);
    }
}
