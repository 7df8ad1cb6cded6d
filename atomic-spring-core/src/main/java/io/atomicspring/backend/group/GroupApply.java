package io.atomicspring.backend.group;

import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.CommitPlan;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.Write;
import io.atomicspring.backend.group.GroupStore.RowChange;
import io.atomicspring.backend.group.GroupStore.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Applies the writes that wait in this process together: any keys, any kind, commits and single writes alike.
 *
 * <p>One of the waiting threads is the leader. It opens a transaction, takes what waits by then (up to {@value #MOST_WRITES}
 * writes, oldest first), applies it in order and commits once. Each thread gets its own outcome: a refused write or a damaged
 * row is the affair of its own thread, while an error of the transaction reaches the whole group, as {@link
 * BackendUnavailableException} or {@link BackendSetupException} if nothing was written and as {@link OutcomeUnknownException}
 * if something may have been. Any other exception is a mistake in the program; it is passed on as it is, and nothing was
 * written. A thread that nobody competes with leads its own write, without a hand-over.
 *
 * <p>A thread waits at most until its deadline, or until it is interrupted; before its write was taken it then withdraws it.
 * No thread is kept for the work, nothing is locked while I/O runs, and at most one transaction is open at a time.
 *
 * @since 0.1
 */
public final class GroupApply {

    /** The most writes in one transaction. */
    public static final int MOST_WRITES = 128;

    private final GroupStore store;
    private final Queue<GroupMember<?>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean led = new AtomicBoolean();

    public GroupApply(GroupStore store) {
        this.store = store;
    }

    /** Applies one write. */
    public Outcome apply(Write write, Patience patience) {
        return run(new GroupMember<>(List.of(write.key()), rows -> rows.apply(write), patience));
    }

    /** Applies a commit, all of it or none. */
    public CommitOutcome applyAll(CommitPlan plan, Patience patience) {
        List<Key> keys = plan.writes().stream().map(Write::key).toList();
        return run(new GroupMember<>(keys, rows -> rows.applyAll(plan), patience));
    }

    /** Drops those rows of {@code candidates} that are expired or old tombstones; tells how many entries had expired. */
    public int purge(List<Key> candidates, Patience patience) {
        return run(new GroupMember<>(candidates, rows -> rows.purge(candidates), patience));
    }

    /** How many requests wait to be taken, for health and tests. */
    public int waiting() {
        return waiting.size();
    }

    private <T> T run(GroupMember<T> member) {
        waiting.add(member);
        boolean interrupted = false;
        try {
            while (!member.isAnswered()) {
                if (member.isWaiting() && led.compareAndSet(false, true)) {
                    lead(member);
                } else {
                    interrupted |= await(member);
                }
            }
            return member.answer();
        } finally {
            forget(member);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until something may have changed; tells whether the thread was interrupted meanwhile. */
    private boolean await(GroupMember<?> member) {
        long nanos = member.remaining().toNanos();
        if (nanos <= 0) {
            member.timeOut();
            return false;
        }
        LockSupport.parkNanos(this, nanos);
        if (Thread.interrupted()) {
            member.interrupt();
            return true;
        }
        return false;
    }

    private void lead(GroupMember<?> leader) {
        List<GroupMember<?>> group = new ArrayList<>();
        try {
            if (leader.isWaiting()) {
                applyGroup(leader, group);
            }
        } finally {
            led.set(false);
            wakeOldest();
            group.stream().filter(member -> member != leader).forEach(GroupMember::wake);
        }
    }

    private void applyGroup(GroupMember<?> leader, List<GroupMember<?>> group) {
        try (Transaction transaction = store.begin(leader.patience())) {
            take(group);
            if (!group.isEmpty()) {
                apply(transaction, group);
            }
        } catch (RuntimeException | Error e) {
            // Before anything was taken the failure is the leader's own: the next one may have more luck, or more time.
            (group.isEmpty() ? List.of(leader) : group).forEach(member -> member.fail(e));
            if (e instanceof Error error) {
                throw error;
            }
        }
    }

    private void take(List<GroupMember<?>> group) {
        int room = MOST_WRITES;
        for (GroupMember<?> next = waiting.peek(); next != null; next = waiting.peek()) {
            if (!group.isEmpty() && next.keys().size() > room) {
                return;
            }
            waiting.remove(next); // not poll(): it may have withdrawn since
            if (next.take()) {
                group.add(next);
                room -= next.keys().size();
            } else {
                next.wake();
            }
        }
    }

    private static void apply(Transaction transaction, List<GroupMember<?>> group) {
        Set<Key> keys = new HashSet<>();
        group.forEach(member -> keys.addAll(member.keys()));
        GroupEvaluation rows = new GroupEvaluation(transaction.lock(keys));
        group.forEach(member -> member.evaluate(rows));
        List<RowChange> changes = rows.changes();
        if (!changes.isEmpty()) {
            commit(transaction, changes);
        }
        group.forEach(GroupMember::publish);
    }

    private static void commit(Transaction transaction, List<RowChange> changes) {
        try {
            transaction.commit(changes);
        } catch (BackendUnavailableException | BackendSetupException | OutcomeUnknownException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new OutcomeUnknownException(
                    "The commit of " + changes.size() + " changes ended with " + e
                            + ": it may have happened or not. Read the entries, or send the same writes again.",
                    e);
        }
    }

    /** Takes a member out that was never taken, and passes on a wake-up that may have been meant for it. */
    private void forget(GroupMember<?> member) {
        if (!member.isDequeued() && waiting.remove(member) && !led.get()) {
            wakeOldest();
        }
    }

    private void wakeOldest() {
        GroupMember<?> oldest = waiting.peek();
        if (oldest != null) {
            oldest.wake();
        }
    }
}
