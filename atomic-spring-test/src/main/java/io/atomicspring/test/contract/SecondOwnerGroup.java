package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Images;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A lock with a second owner, who is where most lock libraries go wrong. */
abstract class SecondOwnerGroup extends ContractGroup {

    private static final Key LOCK = key("lock");
    private static final Key DATA = key("data");
    private static final Value.Binary OURS =
            Value.of(new byte[] {1, 2, 3, 0, -1, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
    private static final Value.Binary THEIRS = Value.of(new byte[16]);

    private final UnaryOperator<Write> form;

    SecondOwnerGroup(Supplier<BackendFixture> fixtures, UnaryOperator<Write> form) {
        super(fixtures);
        this.form = form;
    }

    private Write acquire(Value.Binary owner) {
        return form.apply(Shapes.acquire(LOCK, owner, "holder \u00E9\uD83D\uDE00", MINUTE));
    }

    private Write renew(Value.Binary owner) {
        return form.apply(Shapes.renew(LOCK, owner, MINUTE));
    }

    private Write release(Value.Binary owner) {
        return form.apply(Shapes.release(LOCK, owner));
    }

    @Test
    void aFreeLockIsAcquired() {
        Outcome.Applied acquired = applied(acquire(OURS));
        Entry entry = get(LOCK);
        assertThat(entry.version()).isEqualTo(acquired.version());
        assertThat(entry.version()).isGreaterThanOrEqualTo(micros(acquired.at()));
        assertThat(entry.expiresAt()).isEqualTo(acquired.at().plus(MINUTE));
        assertThat(entry.document().attributes())
                .isEqualTo(Map.of(
                        Shapes.OWNER,
                        OURS,
                        Shapes.HOLDER,
                        Value.of("holder \u00E9\uD83D\uDE00"),
                        Shapes.SINCE,
                        Value.of(acquired.at().toEpochMilli())));
    }

    @Test
    void aHeldLockIsNotAcquiredByAnother() {
        applied(acquire(OURS));
        Entry held = get(LOCK);
        assertThat(refused(acquire(THEIRS)).entry()).isEqualTo(held);
        assertThat(refused(otherNode().apply(acquire(THEIRS))).entry()).isEqualTo(held);
        assertThat(find(LOCK)).isEqualTo(held);
    }

    @Test
    void aHeldLockIsNotAcquiredAgainByItsOwnToken() {
        applied(acquire(OURS));
        Entry held = get(LOCK);
        assertThat(refused(acquire(OURS)).entry()).isEqualTo(held);
    }

    @Test
    void aLostReplyOfAnAcquisitionIsRecognised() {
        Write acquire = acquire(OURS);
        Outcome.Applied first = applied(acquire);
        Outcome.Applied second = applied(acquire);
        assertThat(second.recognised()).isTrue();
        assertThat(second.version()).isEqualTo(first.version());
    }

    @Test
    void aStrangerCannotReleaseALock() {
        applied(acquire(OURS));
        Entry held = get(LOCK);
        assertThat(refused(release(THEIRS)).entry()).isEqualTo(held);
        assertThat(refused(otherNode().apply(release(THEIRS))).entry()).isEqualTo(held);
        assertThat(find(LOCK)).isEqualTo(held);
    }

    @Test
    void aStrangerCannotRenewALock() {
        applied(acquire(OURS));
        Entry held = get(LOCK);
        assertThat(refused(renew(THEIRS)).entry()).isEqualTo(held);
        assertThat(find(LOCK)).isEqualTo(held);
    }

    @Test
    void theOwnerRenewsFromEitherNode() {
        applied(acquire(OURS));
        elapse(MINUTE.dividedBy(2));
        Outcome.Applied renewed = applied(otherNode().apply(renew(OURS)));
        assertThat(get(LOCK).expiresAt()).isEqualTo(renewed.at().plus(MINUTE));
        assertThat(get(LOCK).document().get(Shapes.OWNER)).isEqualTo(OURS);
        elapse(MINUTE.dividedBy(2));
        applied(check(LOCK, Guard.present()));
        long version = applied(renew(OURS)).version();
        assertThat(version).isGreaterThan(renewed.version());
        assertThat(get(LOCK).version()).isEqualTo(version);
    }

    @Test
    void theOwnerReleasesFromEitherNode() {
        long fence = applied(acquire(OURS)).version();
        assertThat(applied(otherNode().apply(release(OURS))).version()).isEqualTo(fence);
        assertThat(find(LOCK)).isNull();
        assertThat(applied(acquire(THEIRS)).version()).isGreaterThan(fence);
    }

    @Test
    void aLockIsReleasedOnce() {
        applied(acquire(OURS));
        applied(release(OURS));
        assertThat(refused(release(OURS)).entry()).isNull();
        applied(acquire(THEIRS));
        refused(release(OURS));
        assertThat(get(LOCK).document().get(Shapes.OWNER)).isEqualTo(THEIRS);
    }

    @Test
    void anExpiredLockIsNotRenewed() {
        applied(acquire(OURS));
        elapse(MINUTE);
        assertThat(refused(renew(OURS)).entry()).isNull();
        assertThat(find(LOCK)).isNull();
    }

    @Test
    void aLostLockIsNeitherRenewedNorReleased() {
        long fence = applied(acquire(OURS)).version();
        elapse(MINUTE);
        long next = applied(otherNode().apply(acquire(THEIRS))).version();
        assertThat(next).isGreaterThan(fence);
        Entry theirs = get(LOCK);
        assertThat(refused(renew(OURS)).entry()).isEqualTo(theirs);
        assertThat(refused(release(OURS)).entry()).isEqualTo(theirs);
        assertThat(find(LOCK)).isEqualTo(theirs);
    }

    @Test
    void aLateResentAcquisitionDoesNotTakeTheLockBack() {
        Write acquire = acquire(OURS);
        applied(acquire);
        elapse(MINUTE);
        applied(acquire(THEIRS));
        refused(acquire);
        assertThat(get(LOCK).document().get(Shapes.OWNER)).isEqualTo(THEIRS);
    }

    @Test
    void theHolderCommitsUnderItsLock() {
        applied(acquire(OURS));
        Entry held = get(LOCK);
        committed(Shapes.holding(LOCK, OURS), always(DATA, put(numbered(1))));
        assertThat(get(DATA).document()).isEqualTo(numbered(1));
        assertThat(find(LOCK)).as("the check leaves the lock as it is").isEqualTo(held);
    }

    @Test
    void aHolderWhoseLockWasLostCommitsNothing() {
        applied(acquire(OURS));
        elapse(MINUTE);
        assertThat(notCommitted(Shapes.holding(LOCK, OURS), always(DATA, put(numbered(1)))))
                .containsOnlyKeys(0);
        applied(otherNode().apply(acquire(THEIRS)));
        Map<Integer, Outcome.Refused> refusals =
                notCommitted(always(DATA, put(numbered(1))), Shapes.holding(LOCK, OURS));
        assertThat(refusals).containsOnlyKeys(1);
        assertThat(Objects.requireNonNull(refusals.get(1)).entry()).isEqualTo(find(LOCK));
        assertThat(find(DATA)).isNull();
    }

    @Test
    void severalLocksAreTakenTogetherOrNotAtAll() {
        Key second = key("lock-2");
        applied(form.apply(Shapes.acquire(second, THEIRS, "them", MINUTE)));
        assertThat(notCommitted(acquire(OURS), form.apply(Shapes.acquire(second, OURS, "us", MINUTE))))
                .containsOnlyKeys(1);
        assertThat(find(LOCK)).isNull();
        applied(form.apply(Shapes.release(second, THEIRS)));
        List<Outcome.Applied> both = committed(acquire(OURS), form.apply(Shapes.acquire(second, OURS, "us", MINUTE)));
        assertThat(get(LOCK).version()).isEqualTo(both.get(0).version());
        assertThat(get(second).version()).isEqualTo(both.get(1).version());
        committed(release(OURS), form.apply(Shapes.release(second, OURS)));
        assertThat(read(LOCK, second).entries()).isEmpty();
    }

    @Test
    void somethingThatIsNoLockIsNotReleased() {
        Entry entry = stored(LOCK, Document.of(Shapes.OWNER, Value.of("text")));
        refused(release(OURS));
        refused(renew(OURS));
        refused(acquire(OURS));
        assertThat(find(LOCK)).isEqualTo(entry);
    }

    @Test
    void aCounterAddsFromBothNodes() {
        Write one = form.apply(Shapes.add(DATA, new BigDecimal("0.1")));
        Outcome.Applied first = applied(one);
        assertThat(after(first).document().get(Shapes.COUNT)).isEqualTo(number("0.1"));
        Outcome.Applied second = applied(otherNode().apply(form.apply(Shapes.add(DATA, new BigDecimal("0.2")))));
        assertThat(after(second).document().get(Shapes.COUNT)).isEqualTo(number("0.3"));
        assertThat(second.version()).isGreaterThan(first.version());
        assertThat(applied(one).recognised()).isTrue();
        assertThat(get(DATA)).isEqualTo(after(second));
    }

    @Test
    void imagesOfALockAreThoseThatWereAskedFor() {
        applied(acquire(OURS));
        Entry held = get(LOCK);
        Write release = Write.to(LOCK)
                .when(Guard.equal(Path.attribute(Shapes.OWNER), OURS), Change.remove())
                .returning(Images.BOTH)
                .build();
        Outcome.Applied released = applied(release);
        assertThat(released.before()).isEqualTo(held);
        assertThat(released.after()).isNull();
    }
}
