package io.atomicspring.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.lock.TroubledBackend.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LostAnswerTests {

    private final LockFixture nodes = new LockFixture();
    private final LockManager here = nodes.here;
    private final LockManager there = nodes.there;

    @Test
    void anAcquisitionWhoseAnswerWasLostIsRecognised() {
        nodes.backend.next(Trouble.ANSWER_LOST);
        Lease lease = here.tryAcquire("invoice:42").orElseThrow();

        assertThat(lease.isHeld()).isTrue();
        assertThat(there.tryAcquire("invoice:42")).isEmpty();
        long fence = lease.fence();
        assertThat(lease.release()).isTrue();
        assertThat(there.acquire("invoice:42").fence()).isGreaterThan(fence);
    }

    @Test
    void anAcquisitionThatNeverArrivedIsSentAgain() {
        nodes.backend.next(Trouble.LOST);

        assertThat(here.tryAcquire("invoice:42")).isPresent();
        assertThat(nodes.backend.trips()).isEqualTo(2);
    }

    @Test
    void aSetWhoseAnswerWasLostIsRecognised() {
        nodes.backend.next(Trouble.ANSWER_LOST);
        LeaseSet leases = here.tryAcquireAll(List.of("a", "b")).orElseThrow();

        assertThat(leases.isHeld()).isTrue();
        assertThat(leases.release()).isTrue();
    }

    @Test
    void aStoreThatForgetsOperationsIsUnderstoodByTheToken() {
        nodes.backend.forgetOperations();
        nodes.backend.next(Trouble.ANSWER_LOST);
        Lease lease = here.tryAcquire("invoice:42").orElseThrow();

        assertThat(lease.isHeld()).isTrue();
        assertThat(lease.release()).isTrue();
    }

    @Test
    void aLeaseThatBeganUnnoticedIsNotTakenForLongerThanItIs() {
        Lease first = there.acquire("invoice:42", options -> options.leaseFor(Duration.ofHours(1)));
        nodes.backend.next(Trouble.LATE);
        CompletableFuture<Lease> waiter = LockFixture.async(() -> here.acquire(
                "invoice:42",
                options -> options.leaseFor(Duration.ofMillis(240)).waitFor(Duration.ofHours(1))));
        for (int i = 0; i < 100; i++) {
            // Until the pauses of the waiter are long.
            LockFixture.until("it waits", () -> nodes.time.waiting() == 1);
            nodes.time.advance(Duration.ofMillis(250));
        }
        LockFixture.until("it waits", () -> nodes.time.waiting() == 1);
        first.release();
        nodes.backend.deliver();
        while (!waiter.isDone()) {
            nodes.time.advance(Duration.ofMillis(10));
            LockFixture.until("it waits or is done", () -> nodes.time.waiting() == 1 || waiter.isDone());
        }

        Lease lease = waiter.join();
        nodes.time.advance(Duration.ofMillis(235));
        assertThat(lease.isHeld()).isTrue();
        assertThat(there.tryAcquire("invoice:42")).isEmpty();
    }

    @Test
    void aWriteThatArrivesAfterItsWaiterGaveUpIsGivenBack() {
        Lease first = there.acquire("invoice:42");
        nodes.backend.next(Trouble.LATE);
        assertThatExceptionOfType(LockNotAcquiredException.class)
                .isThrownBy(() -> here.acquire("invoice:42", options -> options.waitFor(Duration.ZERO)));
        first.release();
        nodes.backend.deliver();
        assertThat(there.tryAcquire("invoice:42")).isEmpty();

        nodes.time.advance(Duration.ofSeconds(1));

        assertThat(there.tryAcquire("invoice:42")).isPresent();
    }

    @Test
    void whatWasGivenBackInTheBackgroundIsFreeBeforeItsLeaseEnds() {
        nodes.backend.next(Trouble.ANSWER_LOST, Trouble.ANSWER_LOST);
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> here.tryAcquire("invoice:42"));
        assertThat(there.tryAcquire("invoice:42")).isEmpty();

        nodes.backend.next(Trouble.UNAVAILABLE);
        nodes.time.advance(Duration.ofSeconds(10));

        assertThat(there.tryAcquire("invoice:42")).isPresent();
        assertThat(nodes.time.scheduled()).isZero();
    }

    @Test
    void whatIsGivenBackInTheBackgroundIsNeverSomebodyElses() {
        nodes.backend.next(Trouble.LOST, Trouble.LOST);
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> here.tryAcquire("invoice:42"));
        Lease next = there.tryAcquire("invoice:42").orElseThrow();

        nodes.time.advance(Duration.ofSeconds(1));

        assertThat(next.renew()).isTrue();
    }

    @Test
    void anInterruptWhileTheStoreIsAskedEndsTheAcquisitionAndLeavesNothingBehind() {
        nodes.backend.afterNext(() -> Thread.currentThread().interrupt());
        nodes.backend.next(Trouble.ANSWER_LOST);

        assertThatExceptionOfType(LockNotAcquiredException.class)
                .isThrownBy(() -> here.acquire("invoice:42"))
                .withCauseInstanceOf(InterruptedException.class)
                .satisfies(e -> assertThat(e.getCause()).hasCauseInstanceOf(OutcomeUnknownException.class));
        assertThat(Thread.interrupted()).isTrue();

        assertThat(nodes.backend.trips()).isEqualTo(1);
        nodes.time.advance(Duration.ofSeconds(1));
        assertThat(there.tryAcquire("invoice:42")).isPresent();
    }

    @Test
    void anInterruptThatKeepsTheQuestionFromTheStoreIsNoFailureOfTheStore() {
        nodes.backend.next(Trouble.UNAVAILABLE);
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> here.acquire("invoice:42"))
                .isInstanceOf(LockNotAcquiredException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anUnavailableStoreIsNotABusyLock() {
        nodes.backend.next(Trouble.UNAVAILABLE, Trouble.UNAVAILABLE);

        assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(() -> here.tryAcquire("invoice:42"));
        assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(() -> here.acquire("invoice:42"));
        assertThat(nodes.backend.trips()).isEqualTo(2);
        assertThat(nodes.time.scheduled()).isZero();
        assertThat(here.queues().isEmpty()).isTrue();
    }

    @Test
    void aReleaseWhoseAnswerWasLostCountsAsDone() {
        Lease lease = here.acquire("invoice:42");
        nodes.backend.next(Trouble.ANSWER_LOST);

        assertThat(lease.release()).isTrue();
        assertThat(there.tryAcquire("invoice:42")).isPresent();
    }

    @Test
    void aReleaseAfterALostAnswerDoesNotTouchTheNextHolder() {
        Lease lease = here.acquire("invoice:42");
        nodes.backend.next(Trouble.ANSWER_LOST, Trouble.UNAVAILABLE);
        assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(lease::release);
        Lease next = there.tryAcquire("invoice:42").orElseThrow();

        nodes.time.advance(Duration.ofSeconds(20));

        assertThat(next.renew()).isTrue();
        assertThat(lease.release()).isFalse();
    }

    @Test
    void aReleaseThatFailedIsDoneInTheBackgroundAndWakesAWaiter() {
        Lease lease = here.acquire("invoice:42");
        CompletableFuture<Lease> waiter = LockFixture.async(() -> here.acquire("invoice:42"));
        LockFixture.until("it waits", () -> nodes.time.waiting() == 1);
        nodes.backend.next(Trouble.UNAVAILABLE);
        assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(lease::release);

        nodes.time.advance(Duration.ZERO);

        assertThat(waiter.join().isHeld()).isTrue();
    }
}
