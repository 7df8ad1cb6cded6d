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
    void aRecognisedLeaseLastsNoLongerThanTheStoreThinks() {
        nodes.backend.next(Trouble.ANSWER_LOST);
        Lease lease = here.tryAcquire("invoice:42").orElseThrow();
        nodes.time.advance(Duration.ofSeconds(30).minusMillis(2));
        assertThat(lease.isHeld()).isTrue();
        assertThat(there.tryAcquire("invoice:42")).isEmpty();

        nodes.time.advance(Duration.ofMillis(1));
        assertThat(lease.isHeld()).isFalse();
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
