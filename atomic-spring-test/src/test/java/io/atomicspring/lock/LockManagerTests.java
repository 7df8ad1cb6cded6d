package io.atomicspring.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LockManagerTests {

    private final LockFixture nodes = new LockFixture();
    private final LockManager here = nodes.here;
    private final LockManager there = nodes.there;

    @Test
    void aFreeLockIsAcquiredAndReleasedInOneTripEach() {
        Lease lease = here.acquire("invoice:42");
        assertThat(nodes.backend.trips()).isEqualTo(1);

        assertThat(lease.release()).isTrue();
        assertThat(nodes.backend.trips()).isEqualTo(2);
    }

    @Test
    void aLockHasOneHolder() {
        Lease lease = here.tryAcquire("invoice:42").orElseThrow();

        assertThat(there.tryAcquire("invoice:42")).isEmpty();
        assertThat(here.tryAcquire("invoice:42")).isEmpty();
        assertThat(there.tryAcquire("invoice:43")).isPresent();

        lease.close();
        assertThat(there.tryAcquire("invoice:42")).isPresent();
    }

    @Test
    void aStrangerCannotReleaseALease() {
        Lease late = here.acquire("invoice:42");
        nodes.time.advance(Duration.ofSeconds(31));
        Lease next = there.acquire("invoice:42");

        assertThat(late.release()).isFalse();
        assertThat(late.renew()).isFalse();

        assertThat(next.isHeld()).isTrue();
        assertThat(here.find("invoice:42"))
                .hasValueSatisfying(info -> assertThat(info.holder()).isEqualTo("there"));
    }

    @Test
    void aLeaseIsReleasedOnce() {
        Lease lease = here.acquire("invoice:42");
        assertThat(lease.release()).isTrue();
        there.acquire("invoice:42");

        assertThat(lease.release()).isFalse();
        assertThat(lease.isHeld()).isFalse();
        assertThat(nodes.backend.trips()).isEqualTo(3);
    }

    @Test
    void fencesRiseAcrossReleaseRenewalAndExpiry() {
        List<Long> fences = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Lease lease = (i % 2 == 0 ? here : there).acquire("invoice:42");
            fences.add(lease.fence());
            if (i % 3 == 0) {
                lease.renew();
                lease.renew();
            }
            if (i % 4 == 0) {
                nodes.time.advance(Duration.ofSeconds(31));
            } else {
                lease.release();
            }
        }
        assertThat(fences).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void whoHoldsALockCanBeFound() {
        assertThat(here.find("invoice:42")).isEmpty();
        Instant since = nodes.time.now();
        Lease lease = there.acquire("invoice:42");
        nodes.time.advance(Duration.ofSeconds(10));

        assertThat(here.find("invoice:42"))
                .hasValue(new LockInfo("invoice:42", "there", since, Duration.ofSeconds(20), lease.fence()));

        nodes.time.advance(Duration.ofSeconds(20));
        assertThat(here.find("invoice:42")).isEmpty();
    }

    @Test
    void everyAcquisitionHasATokenOfItsOwnThatIsNeverShown() {
        List<Value> tokens = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Lease lease = here.acquire("invoice:42");
            Value token = tokenOf("invoice:42");
            tokens.add(token);
            String hex = token.toString().substring(2);
            assertThat(((Value.Binary) token).bytes()).hasSize(16);
            assertThat(lease.toString()).contains("'invoice:42'").doesNotContain(hex);
            assertThatExceptionOfType(LockNotAcquiredException.class)
                    .isThrownBy(() -> there.acquire("invoice:42", options -> options.waitFor(Duration.ZERO)))
                    .satisfies(e -> assertThat(e.toString()).doesNotContain(hex));
            lease.release();
        }
        assertThat(tokens).doesNotHaveDuplicates();
    }

    @Test
    void theHolderIsLabelledByApplicationHostAndProcess() {
        LockManager locks =
                LockManager.builder(nodes.backend).application("billing").build();
        locks.acquire("invoice:42");

        assertThat(here.find("invoice:42").orElseThrow().holder())
                .startsWith("billing/")
                .endsWith("/" + ProcessHandle.current().pid());
        locks.close();
    }

    @Test
    void badKeysAreRefusedBeforeAnyRequest() {
        for (String bad : new String[] {null, "", "k".repeat(1025), "\uD800"}) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> here.tryAcquire(bad))
                    .withMessageStartingWith("The lock key ");
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> here.find(bad));
        }
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> here.tryAcquireAll(List.of()));
        assertThat(nodes.backend.trips()).isZero();
    }

    @Test
    void badDurationsAreRefusedBeforeAnyRequest() {
        List<UnaryOperator<LockOptions>> bad = List.of(
                options -> options.leaseFor(Duration.ZERO),
                options -> options.leaseFor(Duration.ofSeconds(-1)),
                options -> options.leaseFor(null),
                options -> options.leaseFor(Duration.ofDays(40_000)),
                options -> options.waitFor(Duration.ofNanos(-1)),
                options -> options.waitFor(null));
        bad.forEach(options -> assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> here.acquire("invoice:42", options)));
        assertThat(nodes.backend.trips()).isZero();
    }

    @Test
    void leasesThatAreLeftToExpireAreForgotten() {
        for (int i = 0; i < 1_000; i++) {
            here.acquire("key" + i);
            nodes.time.advance(Duration.ofSeconds(1));
        }
        assertThat(here.kept()).isLessThan(200);
    }

    @Nested
    class Closing {

        @Test
        void releasesWhatIsHeldAndNothingElse() {
            Lease mine = here.acquire("mine");
            Lease late = here.acquire("late", options -> options.leaseFor(Duration.ofSeconds(1)));
            nodes.time.advance(Duration.ofSeconds(2));
            Lease foreign = there.acquire("late");

            here.close();

            assertThat(there.tryAcquire("mine")).isPresent();
            assertThat(foreign.renew()).isTrue();
            assertThat(mine.isHeld()).isFalse();
            assertThat(late.isHeld()).isFalse();
            assertThat(nodes.time.scheduled()).isZero();
        }

        @Test
        void goesOnAfterAReleaseThatFails() {
            here.acquire("a");
            here.acquire("b");
            nodes.backend.next(TroubledBackend.Trouble.UNAVAILABLE);

            here.close();

            assertThat(List.of(there.find("a").isPresent(), there.find("b").isPresent()))
                    .containsExactlyInAnyOrder(true, false);
        }

        @Test
        void takesTheLockFromWorkThatGoesOn() {
            assertThatExceptionOfType(LeaseLostException.class)
                    .isThrownBy(() -> here.runLocked("invoice:42", lease -> here.close()))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(LeaseLostException.Reason.CLOSED));
        }

        @Test
        void endsWaiting() {
            there.acquire("invoice:42");
            var waiter = LockFixture.async(() -> here.acquire("invoice:42"));
            LockFixture.until("it waits", () -> nodes.time.waiting() == 1);

            here.close();
            nodes.time.advance(Duration.ofMillis(250));

            assertThat(LockFixture.failureOf(waiter)).isInstanceOf(IllegalStateException.class);
            assertThatIllegalStateException().isThrownBy(() -> here.tryAcquire("other"));
            assertThat(here.queues().isEmpty()).isTrue();
        }
    }

    private Value tokenOf(String key) {
        Key entry = Key.of(LockManager.SPACE, key);
        return nodes.backend
                .read(List.of(entry))
                .find(entry)
                .orElseThrow()
                .document()
                .get(Shapes.OWNER);
    }
}
