package io.atomicspring.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.lock.LeaseLostException.Reason;
import io.atomicspring.lock.TroubledBackend.Trouble;
import io.atomicspring.time.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RenewalTests {

    private final LockFixture nodes = new LockFixture();
    private final LockManager here = nodes.here;
    private final LockManager there = nodes.there;

    @Test
    void aPlainLeaseIsNotRenewed() {
        here.acquire("invoice:42");
        assertThat(nodes.time.scheduled()).isZero();

        nodes.time.advance(Duration.ofSeconds(30));
        assertThat(there.tryAcquire("invoice:42")).isPresent();
    }

    @Test
    void aLeaseIsRenewedAtAThirdOfItsLength() {
        Lease lease = here.acquire("invoice:42", LockOptions::renewing);
        nodes.time.advance(Duration.ofMillis(9_999));
        assertThat(nodes.backend.trips()).isEqualTo(1);

        nodes.time.advance(Duration.ofMillis(1));
        assertThat(nodes.backend.trips()).isEqualTo(2);
        nodes.time.advance(Duration.ofMinutes(10));
        assertThat(nodes.backend.trips()).isBetween(60, 63);
        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void renewalEndsWithTheRelease() {
        Lease lease = here.acquire("invoice:42", LockOptions::renewing);
        nodes.time.advance(Duration.ofMinutes(1));

        lease.release();

        assertThat(nodes.time.scheduled()).isZero();
        int trips = nodes.backend.trips();
        nodes.time.advance(Duration.ofMinutes(1));
        assertThat(nodes.backend.trips()).isEqualTo(trips);
    }

    @Test
    void aRenewalThatIsOvertakenByTheReleaseChangesNothing() {
        Lease lease = here.acquire("invoice:42", LockOptions::renewing);
        nodes.backend.afterNext(lease::release);

        nodes.time.advance(Duration.ofSeconds(10));

        assertThat(lease.isHeld()).isFalse();
        assertThat(here.find("invoice:42")).isEmpty();
        assertThat(nodes.time.scheduled()).isZero();
    }

    @Test
    void failuresAreTriedAgainInTime() {
        Lease lease = here.acquire("invoice:42", LockOptions::renewing);
        nodes.backend.next(Trouble.UNAVAILABLE, Trouble.LOST, Trouble.ANSWER_LOST, Trouble.UNAVAILABLE);

        nodes.time.advance(Duration.ofMinutes(1));

        assertThat(lease.isHeld()).isTrue();
        assertThat(there.tryAcquire("invoice:42")).isEmpty();
    }

    @Test
    void failuresThatLastLongerThanTheLeaseLoseIt() {
        Lease lease = here.acquire("invoice:42", LockOptions::renewing);
        for (int i = 0; i < 1_000; i++) {
            nodes.backend.next(Trouble.UNAVAILABLE);
        }

        nodes.time.advance(Duration.ofSeconds(30));

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(lease::ensureHeld)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.EXPIRED));
        assertThat(nodes.time.scheduled()).isZero();
        assertThat(nodes.backend.trips()).isBetween(10, 40);
    }

    @Test
    void aLeaseThatSomebodyElseTookIsNotRenewed() {
        Lease lease = here.acquire("invoice:42", LockOptions::renewing);
        nodes.forceFree("invoice:42");
        Lease next = there.acquire("invoice:42");

        nodes.time.advance(Duration.ofSeconds(10));

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(lease::ensureHeld)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TAKEN));
        assertThat(nodes.time.scheduled()).isZero();
        assertThat(next.renew()).isTrue();
    }

    @Test
    void anExpiredLeaseWhoseRenewalWasNotAnsweredIsStillGivenBack() {
        Lease lease = here.acquire("invoice:42");
        nodes.time.advance(Duration.ofSeconds(29));
        nodes.backend.next(Trouble.ANSWER_LOST);
        assertThatExceptionOfType(io.atomicspring.backend.OutcomeUnknownException.class)
                .isThrownBy(lease::renew);
        nodes.time.advance(Duration.ofSeconds(2));
        assertThat(lease.isHeld()).isFalse();
        assertThat(there.tryAcquire("invoice:42")).isEmpty();

        lease.release();

        assertThat(there.tryAcquire("invoice:42")).isPresent();
    }

    @Test
    void leasesThatArriveWhileTheManagerClosesAreAllReleasedAndNotRenewed() {
        LockManager closing = nodes.node("closing");
        nodes.backend.afterNext(closing::close);
        // The acquisition goes through, then the first of the three releases fails for good.
        nodes.backend.next(Trouble.NONE, Trouble.UNAVAILABLE);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> closing.acquireAll(List.of("a", "b", "c"), LockOptions::renewing))
                .withMessageContaining("closed");

        assertThat(there.tryAcquire("a")).isEmpty();
        assertThat(there.tryAcquire("b")).isPresent();
        assertThat(there.tryAcquire("c")).isPresent();
        nodes.time.advance(Duration.ofSeconds(1));
        assertThat(there.tryAcquire("a")).isPresent();
        assertThat(nodes.time.scheduled()).isZero();
        assertThat(closing.kept()).isZero();
    }

    @Test
    void theManagersOwnThreadRenews() {
        try (LockManager locks = LockManager.on(MemoryBackend.create())) {
            Lease lease =
                    locks.acquire("invoice:42", options -> options.renewing().leaseFor(Duration.ofSeconds(2)));
            LockFixture.until(
                    "it was renewed",
                    () -> locks.find("invoice:42")
                            .filter(info -> info.version() >= lease.fence() + 1)
                            .isPresent());
            assertThat(lease.release()).isTrue();
        }
    }

    @RepeatedTest(5)
    void renewalNeverOutlivesTheRelease() throws InterruptedException {
        Restless restless = new Restless();
        TroubledBackend store = new TroubledBackend(MemoryBackend.create());
        LockManager locks = LockManager.builder(store).scheduler(restless).build();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            String key = "key" + t % 2;
            threads.add(LockFixture.async(() -> {
                for (int i = 0; i < 200; i++) {
                    Lease lease =
                            locks.acquire(key, options -> options.renewing().waitFor(Duration.ofMinutes(1)));
                    CompletableFuture<Boolean> other = i % 2 == 0 ? LockFixture.async(lease::release) : null;
                    boolean mine = lease.release();
                    assertThat(other == null ? mine : mine ^ other.join()).isTrue();
                }
                return null;
            }));
        }
        threads.forEach(CompletableFuture::join);

        assertThat(restless.runs.get()).isGreaterThan(100);
        LockFixture.until("all work has ended", () -> restless.pending.get() == 0);
        assertThat(locks.find("key0")).isEmpty();
        assertThat(locks.find("key1")).isEmpty();
        assertThat(locks.kept()).isZero();
        restless.close();
        assertThat(restless.threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Does not wait for the time of any work: a held lease is renewed without pause, by several threads. */
    private static final class Restless implements Scheduler {

        private final ExecutorService threads = Executors.newFixedThreadPool(3);
        private final AtomicInteger pending = new AtomicInteger();
        private final AtomicInteger runs = new AtomicInteger();

        @Override
        public Task after(Duration delay, Runnable work) {
            AtomicBoolean cancelled = new AtomicBoolean();
            pending.incrementAndGet();
            threads.execute(() -> {
                runs.incrementAndGet();
                try {
                    if (!cancelled.get()) {
                        work.run();
                    }
                } finally {
                    pending.decrementAndGet();
                }
            });
            return () -> cancelled.set(true);
        }

        @Override
        public void close() {
            threads.shutdown();
        }
    }
}
