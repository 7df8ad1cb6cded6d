package io.atomicspring.lock;

import static io.atomicspring.lock.LockFixture.async;
import static io.atomicspring.lock.LockFixture.failureOf;
import static io.atomicspring.lock.LockFixture.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.atomicspring.backend.Key;
import io.atomicspring.backend.memory.MemoryBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitingTests {

    private static final Key INVOICE = Key.of(LockManager.SPACE, "invoice:42");

    private final LockFixture nodes = new LockFixture();
    private final LockManager here = nodes.here;
    private final LockManager there = nodes.there;

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(here.queues().isEmpty()).isTrue();
        assertThat(there.queues().isEmpty()).isTrue();
    }

    @Test
    void aLocalReleaseWakesTheWaiterAtOnce() {
        Lease first = here.acquire("invoice:42");
        CompletableFuture<Lease> waiter = async(() -> here.acquire("invoice:42"));
        until("it waits", () -> nodes.time.waiting() == 1);

        first.release();

        // Time stands still, so nothing but the release can have ended the wait.
        assertThat(waiter.join().fence()).isGreaterThan(first.fence());
        assertThat(nodes.time.elapsed()).isZero();
    }

    @Test
    void aReleaseRightAfterTheQuestionIsNotMissed() {
        Lease first = here.acquire("invoice:42");
        nodes.backend.afterNext(first::release);

        assertThat(async(() -> here.acquire("invoice:42")).join().isHeld()).isTrue();
        assertThat(nodes.time.elapsed()).isZero();
    }

    @Test
    void aReleaseElsewhereIsNoticedByAskingAgain() {
        Lease first = there.acquire("invoice:42");
        CompletableFuture<Lease> waiter = async(() -> here.acquire("invoice:42"));
        until("it waits", () -> nodes.time.waiting() == 1);

        first.release();
        nodes.time.advance(Duration.ofMillis(250));

        assertThat(waiter.join().isHeld()).isTrue();
    }

    @Test
    void theEndOfTheHoldersLeaseEndsTheWait() {
        there.acquire("invoice:42", options -> options.leaseFor(Duration.ofMillis(1)));
        CompletableFuture<Lease> waiter = async(() -> here.acquire("invoice:42"));
        until("it waits", () -> nodes.time.waiting() == 1 || waiter.isDone());

        nodes.time.advance(Duration.ofMillis(1));

        assertThat(waiter.join().isHeld()).isTrue();
    }

    @Test
    void theWaitEndsExactlyAtItsDeadline() {
        there.acquire("invoice:42");
        CompletableFuture<Duration> end = async(() -> {
            assertThatExceptionOfType(LockNotAcquiredException.class)
                    .isThrownBy(() -> here.acquire("invoice:42", options -> options.waitFor(Duration.ofSeconds(2))));
            return nodes.time.elapsed();
        });
        for (int i = 0; i < 200; i++) {
            until("it waits", () -> nodes.time.waiting() == 1 || end.isDone());
            assertThat(end).as("after %s", nodes.time.elapsed()).isNotDone();
            nodes.time.advance(Duration.ofMillis(10));
        }

        assertThat(end.join()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void waitingAsksSeldomerAndSeldomer() {
        there.acquire("invoice:42", options -> options.leaseFor(Duration.ofHours(1)));
        CompletableFuture<Lease> waiter =
                async(() -> here.acquire("invoice:42", options -> options.waitFor(Duration.ofMinutes(1))));
        for (int i = 0; i < 600; i++) {
            until("it waits", () -> nodes.time.waiting() == 1);
            nodes.time.advance(Duration.ofMillis(100));
        }

        assertThat(failureOf(waiter)).isInstanceOf(LockNotAcquiredException.class);
        // Pauses are 125 ms on average in the long run, and end at a step of the clock here.
        assertThat(nodes.backend.trips()).isBetween(250, 450);
    }

    @Test
    void oneWaiterOfManyAsksTheStore() {
        Lease first = here.acquire("invoice:42");
        List<CompletableFuture<Boolean>> waiters = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            waiters.add(async(() -> here.acquire("invoice:42").release()));
        }
        until("all wait", () -> nodes.time.waiting() == 8);
        assertThat(here.queues().waiting(INVOICE)).isEqualTo(8);
        assertThat(nodes.backend.trips()).isEqualTo(2);

        first.release();
        waiters.forEach(waiter -> assertThat(waiter.join()).isTrue());
        assertThat(nodes.time.elapsed()).isZero();
    }

    @Test
    void aWaiterBehindAnotherStillLearnsWhoHoldsTheLock() {
        there.acquire("invoice:42");
        CompletableFuture<Lease> head = async(() -> here.acquire("invoice:42"));
        until("it waits", () -> nodes.time.waiting() == 1);

        assertThatExceptionOfType(LockNotAcquiredException.class)
                .isThrownBy(() -> here.acquire("invoice:42", options -> options.waitFor(Duration.ZERO)))
                .withMessage("Lock 'invoice:42' is held by 'there' for another 30 s, and the wait of 0 ms is over."
                        + " Wait longer (waitFor) or try again later.")
                .satisfies(e -> assertThat(e.holder().orElseThrow().holder()).isEqualTo("there"));

        nodes.time.advance(Duration.ofSeconds(30));
        head.join();
    }

    @Test
    void whoWaitsForItsOwnLockIsTold() {
        here.acquire("invoice:42");

        assertThatExceptionOfType(LockNotAcquiredException.class)
                .isThrownBy(() -> here.acquire("invoice:42", options -> options.waitFor(Duration.ZERO)))
                .withMessageContaining("held by 'here'")
                .withMessageContaining("not reentrant");
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() throws InterruptedException {
        there.acquire("invoice:42");
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread waiter = new Thread(() -> {
            try {
                here.acquire("invoice:42");
            } catch (LockNotAcquiredException e) {
                failure.complete(e);
            }
            flag.complete(Thread.currentThread().isInterrupted());
        });
        waiter.start();
        until("it waits", () -> nodes.time.waiting() == 1);

        waiter.interrupt();
        waiter.join();

        assertThat(flag.join()).isTrue();
        assertThat(failure.join())
                .hasCauseInstanceOf(InterruptedException.class)
                .hasMessageContaining("'invoice:42'");
        assertThat(here.kept()).isZero();
    }

    @Test
    void anInterruptedWaiterInTheQueueBlocksNobody() throws InterruptedException {
        Lease first = here.acquire("invoice:42");
        CompletableFuture<Lease> head = async(() -> here.acquire("invoice:42"));
        until("it waits", () -> nodes.time.waiting() == 1);
        Thread second = new Thread(() ->
                assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> here.acquire("invoice:42")));
        second.start();
        until("both wait", () -> nodes.time.waiting() == 2);
        CompletableFuture<Lease> third = async(() -> here.acquire("invoice:42"));
        until("all wait", () -> nodes.time.waiting() == 3);

        second.interrupt();
        second.join();
        first.release();
        head.join().release();

        assertThat(third.join().isHeld()).isTrue();
    }

    @Test
    void severalLocksInOppositeOrdersNeverDeadlock() {
        LockManager locks = LockManager.on(MemoryBackend.create());
        AtomicInteger inside = new AtomicInteger();
        List<CompletableFuture<Integer>> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            List<String> keys = new ArrayList<>(List.of("a", "b", "c"));
            if (t % 2 == 0) {
                Collections.reverse(keys);
            }
            threads.add(async(() -> {
                for (int i = 0; i < 50; i++) {
                    try (LeaseSet leases = locks.acquireAll(keys, options -> options.waitFor(Duration.ofMinutes(1)))) {
                        assertThat(inside.incrementAndGet()).isEqualTo(1);
                        assertThat(leases.isHeld()).isTrue();
                        inside.decrementAndGet();
                    }
                }
                return 50;
            }));
        }
        assertThat(threads).allSatisfy(thread -> assertThat(thread.join()).isEqualTo(50));
        assertThat(locks.queues().isEmpty()).isTrue();
        assertThat(locks.kept()).isZero();
        locks.close();
    }

    @Test
    void whoWaitsForSeveralLocksDoesNotKeepTheFreeOnesFromOthers() {
        Lease blocker = there.acquire("b");
        CompletableFuture<LeaseSet> several = async(() -> here.acquireAll(List.of("a", "b")));
        until("it waits for the busy one", () -> here.queues().waiting(Key.of(LockManager.SPACE, "b")) == 1);

        here.acquire("a", options -> options.waitFor(Duration.ZERO)).release();

        blocker.release();
        until("it got them", () -> {
            nodes.time.advance(Duration.ofMillis(250));
            return several.isDone();
        });
        assertThat(several.join().release()).isTrue();
    }

    @Test
    void waitersOfOneManagerAreServedInTheirOrder() {
        TroubledBackend store = new TroubledBackend(MemoryBackend.create());
        LockManager locks = LockManager.on(store);
        Lease first = locks.acquire("invoice:42");
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Boolean>> waiters = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            waiters.add(async(() -> {
                Lease lease = locks.acquire("invoice:42");
                served.add(number);
                return lease.release();
            }));
            until(
                    "it stands in the queue",
                    () -> number == 0 ? store.trips() > 1 : locks.queues().inLine(INVOICE) == number);
        }
        first.release();
        waiters.forEach(CompletableFuture::join);

        assertThat(served).containsExactly(0, 1, 2, 3, 4);
        locks.close();
    }

    @Test
    void sixteenThreadsOnTwoNodesNeverHoldOneLockTogether() {
        MemoryBackend store = MemoryBackend.create();
        List<LockManager> managers = List.of(LockManager.on(store), LockManager.on(store));
        AtomicInteger inside = new AtomicInteger();
        List<Long> fences = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int t = 0; t < 16; t++) {
            LockManager locks = managers.get(t % 2);
            threads.add(async(() -> {
                for (int i = 0; i < 100; i++) {
                    locks.runLocked("hot", options -> options.waitFor(Duration.ofMinutes(2)), lease -> {
                        assertThat(inside.incrementAndGet()).isEqualTo(1);
                        fences.add(lease.fence());
                        if (ThreadLocalRandom.current().nextInt(10) == 0) {
                            Thread.onSpinWait();
                        }
                        inside.decrementAndGet();
                    });
                }
                return null;
            }));
        }
        threads.forEach(CompletableFuture::join);

        assertThat(fences).hasSize(1_600).isSorted().doesNotHaveDuplicates();
        managers.forEach(locks -> {
            assertThat(locks.queues().isEmpty()).isTrue();
            assertThat(locks.kept()).isZero();
            locks.close();
        });
    }
}
