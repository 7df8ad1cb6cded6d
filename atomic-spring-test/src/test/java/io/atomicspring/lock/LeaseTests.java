package io.atomicspring.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.commit.CommitPart;
import io.atomicspring.commit.CommitRefusedException;
import io.atomicspring.commit.Commits;
import io.atomicspring.counter.CounterService;
import io.atomicspring.lock.LeaseLostException.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LeaseTests {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final LockFixture nodes = new LockFixture();
    private final LockManager here = nodes.here;
    private final LockManager there = nodes.there;
    private final CounterService counters = CounterService.on(nodes.backend);

    @Test
    void aLeaseEndsHereNoLaterThanInTheStore() {
        Lease lease = here.acquire("invoice:42");
        nodes.time.advance(LEASE.minusMillis(1).minusNanos(1));
        assertThat(lease.isHeld()).isTrue();

        nodes.time.advance(Duration.ofNanos(1));
        assertThat(lease.isHeld()).isFalse();
        assertThat(lease.remaining()).isZero();
        assertThat(there.tryAcquire("invoice:42")).isEmpty();

        nodes.time.advance(Duration.ofMillis(1));
        assertThat(there.tryAcquire("invoice:42")).isPresent();
    }

    @Test
    void aRenewedLeaseKeepsItsFence() {
        Lease lease = here.acquire("invoice:42");
        long fence = lease.fence();
        nodes.time.advance(Duration.ofSeconds(20));

        assertThat(lease.renew()).isTrue();

        nodes.time.advance(Duration.ofSeconds(20));
        assertThat(lease.isHeld()).isTrue();
        assertThat(lease.fence()).isEqualTo(fence);
        assertThat(there.tryAcquire("invoice:42")).isEmpty();
    }

    @Test
    void aLeaseThatIsLostIsNeverHeldAgain() {
        Lease lease = here.acquire("invoice:42");
        nodes.time.advance(LEASE);

        assertThat(lease.renew()).isFalse();
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(lease::ensureHeld)
                .withMessageContaining("'invoice:42'")
                .withMessageContaining("not renewed before its end");
    }

    @Test
    void aForcedReleaseIsNoticedAtTheNextRenewal() {
        Lease lease = here.acquire("invoice:42");
        nodes.forceFree("invoice:42");

        assertThat(lease.renew()).isFalse();
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(lease::ensureHeld)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.REMOVED));
    }

    @Test
    void enoughTimeIsEnsuredByRenewing() {
        Lease lease = here.acquire("invoice:42");
        lease.ensureHeld(Duration.ofSeconds(20));
        assertThat(nodes.backend.trips()).isEqualTo(1);

        nodes.time.advance(Duration.ofSeconds(20));
        lease.ensureHeld(Duration.ofSeconds(20));
        assertThat(nodes.backend.trips()).isEqualTo(2);
        assertThat(lease.remaining()).isGreaterThan(Duration.ofSeconds(29));

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> lease.ensureHeld(LEASE))
                .withMessageContaining("30 s");
        nodes.time.advance(LEASE);
        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> lease.ensureHeld(Duration.ofSeconds(1)));
    }

    @Test
    void aLeaseThatIsHeldButShortIsNotCalledLost() {
        LockFixture nodes = new LockFixture();
        Lease lease = nodes.here.acquire("invoice:42", options -> options.leaseFor(Duration.ofSeconds(10)));
        nodes.time.advance(Duration.ofSeconds(5));
        nodes.backend.afterNext(() -> nodes.time.advance(Duration.ofSeconds(4)));

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> lease.ensureHeld(Duration.ofSeconds(8)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TOO_SHORT))
                .withMessageContaining("is held, but")
                .withMessageNotContaining("no longer held");
        assertThat(lease.isHeld()).isTrue();
    }

    @Nested
    class Holding {

        @Test
        void aCommitGoesThroughWhileTheLeaseIsHeld() {
            Lease lease = here.acquire("invoice:42");
            lease.renew();

            commit(lease.holding(), counters.adding("booked", 1));

            assertThat(counters.get("booked")).isEqualByComparingTo("1");
            assertThat(lease.isHeld()).isTrue();
        }

        @Test
        void aHolderThatWasPausedPastItsLeaseCannotWrite() {
            Lease lease = here.acquire("invoice:42");
            nodes.time.advance(Duration.ofMinutes(1));

            assertThatExceptionOfType(CommitRefusedException.class)
                    .isThrownBy(() -> commit(lease.holding(), counters.adding("booked", 1)))
                    .satisfies(e -> assertThat(e.because(LeaseLostException.class))
                            .hasValueSatisfying(
                                    lost -> assertThat(lost.reason()).isEqualTo(Reason.EXPIRED)));
            assertThat(counters.get("booked")).isZero();
        }

        @Test
        void aHolderCannotWriteWhenSomebodyElseHoldsTheLock() {
            Lease paused = here.acquire("invoice:42");
            nodes.time.advance(Duration.ofMinutes(1));
            Lease next = there.acquire("invoice:42");

            assertThatExceptionOfType(CommitRefusedException.class)
                    .isThrownBy(() -> commit(paused.holding(), counters.adding("booked", 1)))
                    .withMessageContaining("'invoice:42'")
                    .satisfies(
                            e -> assertThat(e.because(LeaseLostException.class)).isPresent());
            commit(next.holding(), counters.adding("booked", 10));
            assertThat(counters.get("booked")).isEqualByComparingTo("10");
        }

        @Test
        void aRefusalByTheStoreIsBelievedAtOnce() {
            Lease lease = here.acquire("invoice:42");
            nodes.forceFree("invoice:42");
            there.acquire("invoice:42");

            assertThatExceptionOfType(CommitRefusedException.class).isThrownBy(() -> commit(lease.holding()));

            assertThatExceptionOfType(LeaseLostException.class)
                    .isThrownBy(lease::ensureHeld)
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TAKEN));
        }

        @Test
        void aReleasedLeaseRefusesWhatComesAfterIt() {
            Lease lease = here.acquire("invoice:42");
            CommitPart prepared = lease.holding();
            lease.release();

            assertThatExceptionOfType(CommitRefusedException.class)
                    .isThrownBy(() -> commit(prepared, counters.adding("booked", 1)))
                    .satisfies(e -> assertThat(e.because(LeaseLostException.class))
                            .hasValueSatisfying(
                                    lost -> assertThat(lost.reason()).isEqualTo(Reason.RELEASED)));
        }
    }

    @Nested
    class Scoped {

        @Test
        void theResultComesBackAndTheLockIsFree() {
            String result = here.withLock("invoice:42", lease -> {
                assertThat(there.tryAcquire("invoice:42")).isEmpty();
                return "booked by " + lease.key();
            });

            assertThat(result).isEqualTo("booked by invoice:42");
            assertThat(there.tryAcquire("invoice:42")).isPresent();
        }

        @Test
        void aCheckedExceptionPassesAsItIsAndTheLockIsFree() {
            assertThatExceptionOfType(java.io.IOException.class)
                    .isThrownBy(() -> here.runLocked("invoice:42", lease -> {
                        throw new java.io.IOException("disk full");
                    }));
            assertThat(there.tryAcquire("invoice:42")).isPresent();
        }

        @Test
        void theLeaseIsRenewedForAsLongAsTheBodyRuns() {
            here.runLocked("invoice:42", lease -> {
                for (int i = 0; i < 10; i++) {
                    nodes.time.advance(Duration.ofSeconds(25));
                    assertThat(there.tryAcquire("invoice:42")).isEmpty();
                }
            });
            assertThat(there.tryAcquire("invoice:42")).isPresent();
            assertThat(nodes.time.scheduled()).isZero();
        }

        @Test
        void aBodyThatOutlivedItsLeaseFailsAfterwards() {
            assertThatExceptionOfType(LeaseLostException.class)
                    .isThrownBy(() -> here.withLock("invoice:42", LockOptions::notRenewing, lease -> {
                        nodes.time.advance(Duration.ofMinutes(1));
                        return "done";
                    }));
        }

        @Test
        void theFailureOfTheBodyWinsOverTheLoss() {
            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(() -> here.runLocked("invoice:42", LockOptions::notRenewing, lease -> {
                        nodes.time.advance(Duration.ofMinutes(1));
                        throw new ArithmeticException("/ by zero");
                    }))
                    .satisfies(e -> assertThat(e.getSuppressed()).hasExactlyElementsOfTypes(LeaseLostException.class));
        }

        @Test
        void aBodyMayReleaseEarly() {
            boolean released = here.withLock("invoice:42", Lease::release);

            assertThat(released).isTrue();
        }

        @Test
        void aStoreThatFailsAtTheReleaseDoesNotTakeTheResultAway() {
            String result = here.withLock("invoice:42", lease -> {
                nodes.backend.next(TroubledBackend.Trouble.UNAVAILABLE);
                return "booked";
            });

            assertThat(result).isEqualTo("booked");
            assertThat(there.tryAcquire("invoice:42")).isEmpty();
            nodes.time.advance(Duration.ZERO);
            assertThat(there.tryAcquire("invoice:42")).isPresent();
        }
    }

    @Nested
    class Sets {

        @Test
        void allOrNone() {
            there.acquire("b");
            assertThat(here.tryAcquireAll(List.of("a", "b", "c"))).isEmpty();

            assertThat(there.tryAcquire("a")).isPresent();
            assertThat(there.tryAcquire("c")).isPresent();
        }

        @Test
        void inOneTripWithDuplicatesInAnyOrder() {
            LeaseSet leases =
                    here.tryAcquireAll(List.of("c", "a", "c", "b", "a")).orElseThrow();

            assertThat(nodes.backend.trips()).isEqualTo(1);
            assertThat(leases.leases()).containsOnlyKeys("a", "b", "c");
            assertThat(leases.isHeld()).isTrue();
            assertThat(leases.release()).isTrue();
            assertThat(leases.isHeld()).isFalse();
            assertThat(there.tryAcquireAll(List.of("a", "b", "c"))).isPresent();
        }

        @Test
        void theLossOfOneRefusesTheCommitAndKeepsNoOther() {
            LeaseSet leases = here.acquireAll(List.of("a", "b"));
            nodes.forceFree("b");

            assertThatExceptionOfType(CommitRefusedException.class)
                    .isThrownBy(() -> commit(leases.holding(), counters.adding("booked", 1)))
                    .satisfies(e -> assertThat(e.because(LeaseLostException.class))
                            .hasValueSatisfying(lost -> assertThat(lost.key()).isEqualTo("b")));
            assertThat(leases.release()).isFalse();
            assertThat(there.tryAcquireAll(List.of("a", "b"))).isPresent();
        }

        @Test
        void aReleaseThatFailsForOneReleasesTheOthers() {
            LeaseSet leases = here.acquireAll(List.of("a", "b"));
            nodes.backend.next(TroubledBackend.Trouble.UNAVAILABLE);

            assertThatExceptionOfType(io.atomicspring.backend.BackendUnavailableException.class)
                    .isThrownBy(leases::release);
            assertThat(there.find("a")).isPresent();
            assertThat(there.find("b")).isEmpty();
        }
    }

    private void commit(CommitPart... parts) {
        Commits.tryCommit(List.of(parts)).orThrow();
    }
}
