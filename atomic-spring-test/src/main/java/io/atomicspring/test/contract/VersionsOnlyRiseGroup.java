package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.OperationId;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Law 4: versions only rise, for a key, also across removal and expiry and when the clock is set back. */
abstract class VersionsOnlyRiseGroup extends ContractGroup {

    private static final Key KEY = key("versioned");

    VersionsOnlyRiseGroup(Supplier<BackendFixture> fixtures) {
        super(fixtures);
    }

    private long put() {
        return applied(KEY, put(numbered(1))).version();
    }

    @Test
    void aBlankStartTakesAtLeastTheStoresMicroseconds() {
        Outcome.Applied first = applied(KEY, put(numbered(1)));
        assertThat(first.version()).isGreaterThanOrEqualTo(micros(first.at()));
        assertThat(get(KEY).version()).isEqualTo(first.version());
    }

    @Test
    void everyChangeOfALiveEntryRaisesTheVersion() {
        long version = put();
        List<Change> changes = List.of(
                put(numbered(2)),
                put(numbered(2)),
                patch(add(N, "1")),
                patch(add(N, "0")),
                patch(),
                Change.patch(Expiry.after(MINUTE)),
                Change.patch(Expiry.never()));
        for (Change change : changes) {
            Outcome.Applied applied = applied(KEY, change);
            assertThat(applied.version()).as("after %s", change).isGreaterThan(version);
            assertThat(after(applied).version()).isEqualTo(applied.version());
            assertThat(get(KEY).version()).isEqualTo(applied.version());
            version = applied.version();
        }
    }

    @Test
    void aCheckDoesNotRaiseTheVersion() {
        Entry entry = stored(KEY, numbered(1));
        assertThat(applied(check(KEY, Guard.present())).version()).isEqualTo(entry.version());
        committed(check(KEY, Guard.present()), always(key("beside"), put(numbered(2))));
        assertThat(find(KEY)).isEqualTo(entry);
    }

    @Test
    void aRefusedWriteDoesNotRaiseTheVersion() {
        Entry entry = stored(KEY, numbered(1));
        refused(to(KEY).when(Guard.absent(), put(numbered(2))).build());
        refused(always(KEY, patch(add(N, "1"), add(Path.parse("gone.n"), "1"))));
        assertThat(find(KEY)).isEqualTo(entry);
    }

    @Test
    void aRemovalReportsTheVersionThatWasThere() {
        long version = put();
        Outcome.Applied removed = applied(KEY, Change.remove());
        assertThat(removed.version()).isEqualTo(version);
        assertThat(applied(KEY, Change.remove()).version()).isZero();
    }

    @Test
    void versionsRiseAcrossRemoval() {
        long version = put();
        for (int i = 0; i < 30; i++) {
            applied(KEY, Change.remove());
            long next = put();
            assertThat(next).isGreaterThan(version);
            version = next;
        }
    }

    @Test
    void versionsRiseAcrossRemovalInACommit() {
        long version = put();
        for (int i = 0; i < 10; i++) {
            committed(always(KEY, Change.remove()), always(key("beside"), patch(add(N, "1"))));
            long next = committed(always(KEY, put(numbered(1))), always(key("beside"), patch(add(N, "1"))))
                    .get(0)
                    .version();
            assertThat(next).isGreaterThan(version);
            version = next;
        }
    }

    @Test
    void versionsRiseAcrossExpiry() {
        long version = applied(KEY, putFor(MINUTE, numbered(1))).version();
        elapse(MINUTE);
        assertThat(put()).isGreaterThan(version);
    }

    @Test
    void versionsRiseAcrossPurging() {
        long version = applied(KEY, putFor(MINUTE, numbered(1))).version();
        elapse(MINUTE);
        backend().purge(100);
        assertThat(put()).isGreaterThan(version);
    }

    @Test
    void versionsRiseLongAfterRemoval() {
        long version = put();
        applied(KEY, Change.remove());
        elapse(Duration.ofDays(2));
        backend().purge(100);
        assertThat(put()).isGreaterThan(version);
    }

    @Test
    void versionsRiseWhenTheClockIsSetBack() {
        long version = put();
        stepClockBack(Duration.ofHours(1));
        long next = applied(KEY, patch(add(N, "1"))).version();
        assertThat(next).isGreaterThan(version);
        applied(KEY, Change.remove());
        long fresh = put();
        assertThat(fresh).isGreaterThan(next);
        assertThat(otherNode().apply(always(KEY, put(numbered(2)))))
                .satisfies(outcome -> assertThat(applied(outcome).version()).isGreaterThan(fresh));
    }

    @Test
    void versionsRiseWhenTheClockIsSetBackAfterRemoval() {
        long version = put();
        applied(KEY, Change.remove());
        stepClockBack(Duration.ofHours(1));
        assertThat(put()).isGreaterThan(version);
    }

    @Test
    void versionsRiseWhenTheClockIsSetBackAfterExpiry() {
        long version = applied(KEY, putFor(MINUTE, numbered(1))).version();
        elapse(MINUTE);
        backend().purge(100);
        stepClockBack(Duration.ofSeconds(30));
        assertThat(put()).isGreaterThan(version);
    }

    @Test
    void aWriteReservesARangeOfVersions() {
        long first = put();
        Outcome.Applied live =
                applied(to(KEY).when(Guard.always(), patch()).reserving(10).build());
        assertThat(live.version() - 9).as("the first of ten reserved versions").isGreaterThan(first);
        assertThat(get(KEY).version()).isEqualTo(live.version());
        applied(KEY, Change.remove());
        Outcome.Applied blank = applied(
                to(KEY).when(Guard.absent(), put(numbered(1))).reserving(10).build());
        assertThat(blank.version() - 9).isGreaterThan(live.version());
        assertThat(blank.version() - 9).isGreaterThanOrEqualTo(micros(blank.at()));
        assertThat(put()).isGreaterThan(blank.version());
    }

    @Test
    void aCommitReservesVersionsToo() {
        long first = put();
        Write ten = to(KEY).when(Guard.always(), patch()).reserving(10).build();
        long last =
                committed(ten, always(key("beside"), put(numbered(1)))).get(0).version();
        assertThat(last - 9).isGreaterThan(first);
        assertThat(get(KEY).version()).isEqualTo(last);
    }

    @Test
    void aVersionAheadOfTheClockIsNotRepeatedAfterRemoval() {
        long ahead = runAheadOfTheClock(Expiry.never());
        applied(KEY, Change.remove());
        assertThat(put()).isGreaterThan(ahead);
    }

    @Test
    void aVersionAheadOfTheClockIsNotRepeatedAfterExpiry() {
        long ahead = runAheadOfTheClock(Expiry.after(Duration.ofMillis(50)));
        elapse(Duration.ofMillis(50));
        assertThat(find(KEY)).isNull();
        assertThat(put()).isGreaterThan(ahead);
    }

    @Test
    void aVersionAheadOfTheClockIsNotRepeatedAfterPurging() {
        long ahead = runAheadOfTheClock(Expiry.after(Duration.ofMillis(50)));
        elapse(Duration.ofMillis(50));
        backend().purge(100);
        assertThat(put()).isGreaterThan(ahead);
    }

    /** Reserves a millisecond's worth of versions with each write, faster than the clock runs, and lets the entry end as told. */
    private long runAheadOfTheClock(Expiry expiry) {
        Write.Builder most = to(KEY).when(Guard.always(), patch()).reserving(Limits.MAX_RESERVED_VERSIONS);
        put();
        for (int i = 0; i < 400; i++) {
            applied(most.operation(OperationId.next()).build());
        }
        return applied(KEY, Change.patch(expiry)).version();
    }

    @Test
    void aVersionGuardHoldsForThatVersionOnly() {
        long version = put();
        Write swap = to(KEY).when(Guard.versionIs(version), put(numbered(2))).build();
        assertThat(applied(swap).version()).isGreaterThan(version);
        Write late = to(KEY).when(Guard.versionIs(version), put(numbered(3))).build();
        assertThat(refused(late).entry()).isEqualTo(get(KEY));
        applied(KEY, Change.remove());
        applied(KEY, put(Document.of("n", Value.of(1))));
        assertThat(refused(late).entry()).isEqualTo(get(KEY));
    }

    @Test
    void bothNodesRaiseTheSameVersion() {
        long version = put();
        for (int i = 0; i < 10; i++) {
            long there =
                    applied(otherNode().apply(always(KEY, patch(add(N, "1"))))).version();
            long here = applied(KEY, patch(add(N, "1"))).version();
            assertThat(there).isGreaterThan(version);
            assertThat(here).isGreaterThan(there);
            version = here;
        }
    }
}
