package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Images;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.backend.SortRange;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Law 1: past its expiry an entry is absent to read, guard and scan at once, swept or not. */
abstract class LivenessGroup extends ContractGroup {

    private static final Key KEY = key("short-lived");

    LivenessGroup(Supplier<BackendFixture> fixtures) {
        super(fixtures);
    }

    private Entry expired() {
        Entry entry = stored(KEY, numbered(1), MINUTE);
        elapse(MINUTE);
        return entry;
    }

    @Test
    void anEntryLivesUntilItsExpiry() {
        Entry entry = stored(KEY, numbered(1), MINUTE.multipliedBy(2));
        elapse(MINUTE);
        assertThat(find(KEY)).isEqualTo(entry);
    }

    @Test
    void anExpiredEntryIsNotRead() {
        Entry lasting = stored(key("lasting"), numbered(2));
        expired();
        assertThat(read(KEY, key("lasting")).entries())
                .containsOnlyKeys(key("lasting"))
                .containsValue(lasting);
        assertThat(otherNode().read(List.of(KEY)).entries()).isEmpty();
    }

    @Test
    void theExpiryItselfIsTheFirstMomentOfAbsence() {
        Entry entry = stored(KEY, numbered(1), MINUTE);
        elapse(MINUTE.minusMillis(2));
        for (int i = 0; i < 4; i++) {
            Snapshot snapshot = read(KEY);
            assertThat(snapshot.find(KEY).isPresent())
                    .as("an entry that expires at %s, read at %s, is there", entry.expiresAt(), snapshot.at())
                    .isEqualTo(snapshot.at().isBefore(Objects.requireNonNull(entry.expiresAt())));
            elapse(Duration.ofMillis(1));
        }
    }

    @Test
    void anExpiredEntryIsAbsentToGuards() {
        long version = expired().version();
        assertThat(refused(check(KEY, Guard.present())).entry()).isNull();
        assertThat(refused(check(KEY, Guard.versionIs(version))).entry()).isNull();
        assertThat(refused(check(KEY, Guard.exists(N))).entry()).isNull();
        assertThat(refused(check(KEY, Guard.equal(N, Value.of(1)))).entry()).isNull();
        Outcome.Applied absent = applied(check(KEY, Guard.absent()));
        assertThat(absent.version()).isZero();
        assertThat(absent.before()).isNull();
        assertThat(absent.after()).isNull();
    }

    @Test
    void anExpiredEntryIsAbsentToTheGuardsOfACommit() {
        expired();
        assertThat(notCommitted(always(key("b"), put(numbered(2))), check(KEY, Guard.present())))
                .containsOnlyKeys(1);
        assertThat(find(key("b"))).isNull();
        committed(always(key("b"), put(numbered(2))), check(KEY, Guard.absent()));
    }

    @Test
    void anExpiredEntryIsNotScanned() {
        stored(key("lasting"), numbered(2));
        expired();
        Scan scan = new Scan(SPACE, PARTITION, SortRange.all(), Scan.Direction.ASCENDING, 10, null);
        assertThat(Pages.all(backend(), scan)).extracting(Entry::key).containsExactly(key("lasting"));
        assertThat(Pages.space(backend(), SPACE, 10)).extracting(Entry::key).containsOnly(key("lasting"));
    }

    @Test
    void anExpiredEntryIsNotImageOfTheWriteThatReplacesIt() {
        expired();
        Outcome.Applied replaced = applied(KEY, put(numbered(2)));
        assertThat(replaced.before()).isNull();
        assertThat(get(KEY).document()).isEqualTo(numbered(2));
        assertThat(get(KEY).expiresAt()).isNull();
    }

    @Test
    void removingAnExpiredEntryRemovesNothing() {
        expired();
        Outcome.Applied removed = applied(KEY, Change.remove());
        assertThat(removed.version()).isZero();
        assertThat(removed.before()).isNull();
    }

    @Test
    void anExpiredEntryCannotBeRenewed() {
        expired();
        Write renewal = Write.to(KEY)
                .when(Guard.equal(N, Value.of(1)), Change.patch(Expiry.after(MINUTE)))
                .returning(Images.BOTH)
                .build();
        assertThat(refused(renewal).entry()).isNull();
        assertThat(find(KEY)).isNull();
    }

    @Test
    void aRenewedEntryLivesOn() {
        stored(KEY, numbered(1), MINUTE.multipliedBy(2));
        elapse(MINUTE);
        applied(KEY, Change.patch(Expiry.after(MINUTE.multipliedBy(3))));
        elapse(MINUTE.multipliedBy(2));
        assertThat(get(KEY).document()).isEqualTo(numbered(1));
        elapse(MINUTE);
        assertThat(find(KEY)).isNull();
    }

    @Test
    void purgingTakesOnlyWhatIsDead() {
        Entry lasting = stored(key("lasting"), numbered(1));
        Entry longer = stored(key("longer"), numbered(2), MINUTE.multipliedBy(5));
        for (int i = 0; i < 5; i++) {
            stored(key("dead-" + i), numbered(i), MINUTE);
        }
        elapse(MINUTE);
        assertThat(backend().purge(2)).isBetween(0, 2);
        int rounds = 0;
        while (backend().purge(2) > 0) {
            assertThat(++rounds).as("rounds of purging for five dead entries").isLessThanOrEqualTo(5);
        }
        assertThat(find(key("lasting"))).isEqualTo(lasting);
        assertThat(find(key("longer"))).isEqualTo(longer);
        assertThat(find(key("dead-0"))).isNull();
    }

    @Test
    void aPurgedEntryStartsBlank() {
        expired();
        backend().purge(100);
        Outcome.Applied fresh = applied(KEY, patch(set(Path.attribute("m"), Value.of("x"))));
        assertThat(fresh.before()).isNull();
        assertThat(after(fresh).document()).isEqualTo(Document.of("m", Value.of("x")));
    }
}
