package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Action;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Guard.Comparison;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Operand;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Law 9: callers pass durations; the backend resolves now, to the millisecond, by one clock. */
abstract class TimeGroup extends ContractGroup {

    private static final Key KEY = key("timed");
    private static final Path DUE = Path.attribute("due");

    TimeGroup(Supplier<BackendFixture> fixtures) {
        super(fixtures);
    }

    @Test
    void anEntryExpiresItsTimeToLiveAfterTheWrite() {
        for (Duration ttl : List.of(
                Duration.ofMillis(1),
                Duration.ofMillis(999),
                Duration.ofMillis(1001),
                Duration.ofSeconds(30),
                Duration.ofDays(400),
                Limits.MAX_DURATION)) {
            Outcome.Applied applied = applied(KEY, putFor(ttl, numbered(1)));
            assertThat(after(applied).expiresAt())
                    .as("after %s", ttl)
                    .isEqualTo(applied.at().plus(ttl));
        }
    }

    @Test
    void partsOfAMillisecondAreRoundedUp() {
        Outcome.Applied applied = applied(KEY, putFor(Duration.ofNanos(1_000_001), numbered(1)));
        assertThat(after(applied).expiresAt()).isEqualTo(applied.at().plusMillis(2));
    }

    @Test
    void theStoredExpiryIsTheAnsweredOne() {
        Entry entry = stored(KEY, numbered(1), MINUTE.plusMillis(7));
        assertThat(get(KEY).expiresAt()).isEqualTo(entry.expiresAt());
        assertThat(otherNode().read(List.of(KEY)).find(KEY)).contains(entry);
    }

    @Test
    void timesAreToTheMillisecond() {
        Outcome.Applied applied = applied(KEY, putFor(MINUTE, numbered(1)));
        Outcome.Refused refused =
                refused(to(KEY).when(Guard.absent(), put(numbered(2))).build());
        for (Instant time : List.of(
                applied.at(),
                refused.at(),
                now(),
                Objects.requireNonNull(after(applied).expiresAt()))) {
            assertThat(time).isEqualTo(time.truncatedTo(ChronoUnit.MILLIS));
        }
    }

    @Test
    void anUnchangedExpiryStays() {
        Entry entry = stored(KEY, numbered(1), MINUTE.multipliedBy(3));
        elapse(MINUTE);
        assertThat(after(applied(KEY, patch(add(N, "1")))).expiresAt()).isEqualTo(entry.expiresAt());
        assertThat(after(applied(KEY, Change.put(numbered(5), Expiry.unchanged())))
                        .expiresAt())
                .isEqualTo(entry.expiresAt());
        elapse(MINUTE.multipliedBy(2));
        assertThat(find(KEY)).isNull();
    }

    @Test
    void anExpiryIsTakenAway() {
        stored(KEY, numbered(1), MINUTE);
        assertThat(after(applied(KEY, Change.patch(Expiry.never()))).expiresAt())
                .isNull();
        elapse(MINUTE.multipliedBy(2));
        assertThat(get(KEY).expiresAt()).isNull();
        stored(KEY, numbered(1), MINUTE);
        applied(KEY, put(numbered(2)));
        elapse(MINUTE.multipliedBy(2));
        assertThat(get(KEY).document()).isEqualTo(numbered(2));
    }

    @Test
    void anExpiryIsSetShortened() {
        stored(KEY, numbered(1));
        applied(KEY, Change.patch(Expiry.after(MINUTE.multipliedBy(5))));
        Outcome.Applied shortened = applied(KEY, Change.patch(Expiry.after(MINUTE)));
        assertThat(after(shortened).expiresAt()).isEqualTo(shortened.at().plus(MINUTE));
        elapse(MINUTE);
        assertThat(find(KEY)).isNull();
    }

    @Test
    void nowIsTheTimeOfTheOutcome() {
        Outcome.Applied applied = applied(
                KEY,
                patch(
                        new Action.Set(N, Operand.now(Duration.ZERO)),
                        new Action.Set(DUE, Operand.now(Duration.ofSeconds(90))),
                        new Action.Set(Path.attribute("past"), Operand.now(Duration.ofNanos(-1_500_000)))));
        long at = applied.at().toEpochMilli();
        assertThat(get(KEY).document())
                .isEqualTo(Document.of("n", Value.of(at), "due", Value.of(at + 90_000))
                        .with("past", Value.of(at - 1)));
    }

    @Test
    void nowMayBeAddedToAndAppended() {
        stored(KEY, Document.of("n", Value.of(1), "due", Value.of(500)));
        Outcome.Applied applied = applied(
                KEY,
                patch(
                        new Action.Add(N, Operand.now(Duration.ZERO)),
                        new Action.Set(
                                DUE, Operand.difference(Operand.now(Duration.ofSeconds(1)), Operand.attribute(DUE)))));
        long at = applied.at().toEpochMilli();
        assertThat(get(KEY).document())
                .isEqualTo(Document.of("n", Value.of(at + 1), "due", Value.of(at + 1_000 - 500)));
    }

    @Test
    void aGuardComparesWithTheStoresNow() {
        applied(KEY, patch(new Action.Set(DUE, Operand.now(MINUTE))));
        Guard due = Guard.compare(Operand.attribute(DUE), Comparison.AT_MOST, Operand.now(Duration.ZERO));
        Guard dueSoon = Guard.compare(Operand.attribute(DUE), Comparison.AT_MOST, Operand.now(MINUTE));
        refused(check(KEY, due));
        applied(check(KEY, dueSoon));
        elapse(MINUTE);
        applied(check(KEY, due));
    }

    @Test
    void oneCommitHasOneNow() {
        Change stamp = Change.patch(Expiry.after(MINUTE), new Action.Set(N, Operand.now(Duration.ZERO)));
        List<Outcome.Applied> outcomes = committed(
                always(key("1"), stamp), always(key("2"), stamp), always(key("3"), stamp), always(key("4"), stamp));
        Instant at = outcomes.get(0).at();
        for (Outcome.Applied outcome : outcomes) {
            assertThat(outcome.at()).isEqualTo(at);
            assertThat(after(outcome).document()).isEqualTo(Document.of("n", Value.of(at.toEpochMilli())));
            assertThat(after(outcome).expiresAt()).isEqualTo(at.plus(MINUTE));
        }
    }

    @Test
    void timePassesOnEveryNodeAlike() {
        Instant here = now();
        Instant there = otherNode().read(List.of(KEY)).at();
        elapse(MINUTE);
        assertThat(now()).isAfterOrEqualTo(here.plus(MINUTE));
        assertThat(otherNode().read(List.of(KEY)).at()).isAfterOrEqualTo(there.plus(MINUTE));
        assertThat(Duration.between(now(), otherNode().read(List.of(KEY)).at()).abs())
                .as("how far the nodes' times are apart")
                .isLessThan(MINUTE);
    }
}
