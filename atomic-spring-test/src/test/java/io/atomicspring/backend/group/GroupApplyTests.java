package io.atomicspring.backend.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import io.atomicspring.time.Deadline;
import io.atomicspring.time.TimeSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is taken, who is answered, and with what, when writes of one process meet. */
@Timeout(30)
class GroupApplyTests {

    private static final Key KEY = Key.of("counters", "hits");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(30);

    private final GatedStore store = new GatedStore();
    private final GroupApply group = new GroupApply(store);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        store.beginGate.release(1000);
        store.commitGate.release(1000);
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(store.open).hasValue(0);
    }

    @Test
    void aLoneWriteIsATransactionOfItsOwn() {
        assertThat(count(add(KEY, LONG))).isEqualTo(1);
        assertThat(store.commits).containsExactly(1);
    }

    @Test
    void whatWaitsIsCommittedAtOnceAndEachGetsItsOwnOutcome() throws Exception {
        store.beginGate.drainPermits();
        List<Future<Outcome>> adds = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            adds.add(threads.submit(() -> add(KEY, LONG)));
        }
        await(() -> waiting() == 10);
        store.beginGate.release();

        List<Long> counts = new ArrayList<>();
        for (Future<Outcome> add : adds) {
            counts.add(count(add.get()));
        }
        assertThat(counts)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 10).mapToObj(Long::valueOf).toList());
        assertThat(store.commits).containsExactly(1); // one row, once
    }

    @Test
    void aGroupHasABound() throws Exception {
        int threadsAtOnce = GroupApply.MOST_WRITES + 20;
        store.beginGate.drainPermits();
        List<Future<Outcome>> adds = new ArrayList<>();
        for (int i = 0; i < threadsAtOnce; i++) {
            Key key = Key.of("counters", "hits-" + i);
            adds.add(threads.submit(() -> add(key, LONG)));
        }
        await(() -> waiting() == threadsAtOnce);
        store.beginGate.release(2);
        for (Future<Outcome> add : adds) {
            assertThat(count(add.get())).isEqualTo(1);
        }
        assertThat(store.commits).containsExactly(GroupApply.MOST_WRITES, 20);
    }

    @Test
    void aFailureBeforeAnythingWasTakenIsTheLeadersAlone() throws Exception {
        store.beginGate.drainPermits();
        store.beginFailures.add(new BackendUnavailableException("no connection", null));
        Future<Outcome> leader = threads.submit(() -> add(KEY, LONG));
        await(() -> store.beginning.get() == 1);
        Future<Outcome> next = threads.submit(() -> add(KEY, LONG));
        await(() -> waiting() == 2);
        store.beginGate.release(2);

        assertThatThrownBy(leader::get).hasCauseInstanceOf(BackendUnavailableException.class);
        assertThat(count(next.get())).isEqualTo(1);
    }

    @Test
    void aGroupThatWasNotCommittedIsUnavailableForEachOfItsMembers() throws Exception {
        List<Throwable> failures = failuresOfAGroup(
                () -> store.commitFailures.add(new BackendUnavailableException("the disk is full", null)));
        assertThat(failures)
                .hasSize(5)
                .doesNotHaveDuplicates()
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(BackendUnavailableException.class)
                        .hasMessage("the disk is full"));
        assertThat(store.rows).isEmpty();
    }

    @Test
    void aCommitWithoutAnswerIsUnknownForEachMember() throws Exception {
        List<Throwable> failures =
                failuresOfAGroup(() -> store.commitFailures.add(new OutcomeUnknownException("cut", null)));
        assertThat(failures).hasSize(5).doesNotHaveDuplicates().hasOnlyElementsOfType(OutcomeUnknownException.class);
    }

    @Test
    void anUnexpectedErrorOfACommitIsUnknownForEachMember() throws Exception {
        List<Throwable> failures = failuresOfAGroup(() -> store.commitFailures.add(new StackOverflowError()));
        assertThat(failures).hasSize(5).hasOnlyElementsOfType(OutcomeUnknownException.class);
    }

    @Test
    void anErrorBeforeTheCommitReachesEachMemberAndHangsNobody() throws Exception {
        List<Throwable> failures = failuresOfAGroup(() -> store.lockFailures.add(new StackOverflowError()));
        assertThat(failures).hasSize(5).hasOnlyElementsOfType(StackOverflowError.class);
    }

    @Test
    void aDamagedRowFailsItsOwnMemberOnly() throws Exception {
        Key damaged = Key.of("counters", "damaged");
        store.damage(damaged);
        store.beginGate.drainPermits();
        Future<Outcome> bad = threads.submit(() -> add(damaged, LONG));
        Future<Outcome> good = threads.submit(() -> add(KEY, LONG));
        await(() -> waiting() == 2);
        store.beginGate.release();

        assertThatThrownBy(bad::get).hasCauseInstanceOf(BackendSetupException.class);
        assertThat(count(good.get())).isEqualTo(1);
    }

    /** Each kind of failure, beside a write that is well. */
    @ParameterizedTest
    @ValueSource(classes = {StackOverflowError.class, IllegalArgumentException.class, NullPointerException.class})
    void aFailureOfOneMemberIsItsOwnAndKeepsItsKind(Class<? extends Throwable> kind) throws Exception {
        Key strange = Key.of("counters", "strange");
        Throwable failure = kind.getConstructor().newInstance();
        store.damage(strange, failure);
        store.beginGate.drainPermits();
        Future<Outcome> good = threads.submit(() -> add(KEY, LONG));
        await(() -> store.beginning.get() == 1);
        Future<Outcome> bad = threads.submit(() -> add(strange, LONG));
        await(() -> waiting() == 2);
        Future<Outcome> other = threads.submit(() -> add(KEY, LONG));
        await(() -> waiting() == 3);
        store.beginGate.release();

        assertThatThrownBy(bad::get).cause().isSameAs(failure);
        assertThat(count(good.get())).isEqualTo(1);
        assertThat(count(other.get())).isEqualTo(2);
    }

    @Test
    void aMistakeInAGroupKeepsItsKindForEachOfItsMembers() throws Exception {
        List<Throwable> failures = failuresOfAGroup(() -> store.lockFailures.add(new IllegalStateException("a bug")));
        assertThat(failures).hasSize(5).hasOnlyElementsOfType(IllegalStateException.class);
        assertThat(store.rows).isEmpty();
    }

    @Test
    void aWriteThatIsNotTakenByItsDeadlineIsNeverMade() throws Exception {
        store.beginGate.drainPermits();
        Future<Outcome> leader = threads.submit(() -> add(KEY, LONG));
        await(() -> store.beginning.get() == 1);

        assertThatThrownBy(() -> add(KEY, SHORT))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("nothing was written");
        store.beginGate.release(5);
        assertThat(count(leader.get())).isEqualTo(1);
        assertThat(count(add(KEY, LONG))).isEqualTo(2);
    }

    @Test
    void aLeaderWhoseTransactionBeginsTooLateWritesNothing() throws Exception {
        store.beginGate.drainPermits();
        Future<?> opener = threads.submit(() -> {
            await(() -> store.beginning.get() == 1);
            // The deadline began before the transaction did, so it is over by then.
            CompletableFuture.delayedExecutor(SHORT.toMillis() + 50, TimeUnit.MILLISECONDS, threads)
                    .execute(store.beginGate::release);
            return null;
        });
        assertThatThrownBy(() -> add(KEY, SHORT)).isInstanceOf(BackendUnavailableException.class);
        opener.get();
        assertThat(store.commits).isEmpty();
    }

    @Test
    void aWriteThatIsBeingMadeAtItsDeadlineIsUnknown() throws Exception {
        store.beginGate.drainPermits();
        store.commitGate.drainPermits();
        Future<Outcome> leader = threads.submit(() -> add(KEY, LONG));
        await(() -> store.beginning.get() == 1);
        Future<Outcome> member = threads.submit(() -> add(KEY, Duration.ofMillis(500)));
        await(() -> waiting() == 2);
        store.beginGate.release();

        assertThatThrownBy(member::get).hasCauseInstanceOf(OutcomeUnknownException.class);
        store.beginGate.release();
        store.commitGate.release(2);
        assertThat(count(leader.get())).isEqualTo(1);
        assertThat(count(add(KEY, LONG))).as("it was made").isEqualTo(3);
    }

    @Test
    void anInterruptTakesAWaitingWriteBack() throws Exception {
        store.beginGate.drainPermits();
        Future<Outcome> leader = threads.submit(() -> add(KEY, LONG));
        await(() -> store.beginning.get() == 1);
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread impatient = new Thread(() -> {
            try {
                add(KEY, LONG);
            } catch (BackendUnavailableException e) {
                flag.complete(Thread.currentThread().isInterrupted());
            }
        });
        impatient.start();
        await(() -> waiting() == 2);
        impatient.interrupt();

        assertThat(flag.get()).isTrue();
        store.beginGate.release();
        assertThat(count(leader.get())).isEqualTo(1);
    }

    @Test
    void anInterruptDoesNotTearAWriteThatIsBeingMade() throws Exception {
        store.beginGate.drainPermits();
        store.commitGate.drainPermits();
        Future<Outcome> leader = threads.submit(() -> add(KEY, LONG));
        await(() -> store.beginning.get() == 1);
        CompletableFuture<Long> counted = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread impatient = new Thread(() -> {
            counted.complete(count(add(KEY, LONG)));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        impatient.start();
        await(() -> waiting() == 2);
        store.beginGate.release();
        await(() -> store.committing.get() == 1);
        impatient.interrupt();
        store.commitGate.release();

        assertThat(counted.get()).isEqualTo(2);
        assertThat(flag.get()).isTrue();
        assertThat(count(leader.get())).isEqualTo(1);
    }

    @Test
    void aRefusedWriteDoesNotOpenACommit() {
        Write release = Shapes.release(KEY, Value.of(new byte[] {1}));
        assertThat(group.apply(release, Patience.until(deadline(LONG)))).isInstanceOf(Outcome.Refused.class);
        assertThat(store.commits).isEmpty();
    }

    /** Five writes in one group. */
    private List<Throwable> failuresOfAGroup(Runnable trouble) throws Exception {
        store.beginGate.drainPermits();
        trouble.run();
        List<Future<Outcome>> adds = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            adds.add(threads.submit(() -> add(KEY, LONG)));
        }
        await(() -> waiting() == 5);
        store.beginGate.release();
        List<Throwable> failures = new ArrayList<>();
        for (Future<Outcome> add : adds) {
            try {
                add.get();
            } catch (ExecutionException e) {
                failures.add(e.getCause());
            }
        }
        return failures;
    }

    private int waiting() {
        return group.waiting();
    }

    private Outcome add(Key key, Duration timeout) {
        return group.apply(Shapes.add(key, BigDecimal.ONE), Patience.until(deadline(timeout)));
    }

    private static Deadline deadline(Duration timeout) {
        return Deadline.in(timeout, TimeSource.system());
    }

    private static long count(Outcome outcome) {
        Value.Num number =
                (Value.Num) ((Outcome.Applied) outcome).after().document().get(Shapes.COUNT);
        return number.value().longValueExact();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            TimeSource.system().sleep(Duration.ofMillis(1));
        }
    }
}
