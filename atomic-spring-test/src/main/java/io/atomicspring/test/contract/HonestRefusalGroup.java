package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Change;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Images;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.OperationLog;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.RefusalReason;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Law 6: busy, broken and unknown are three different things, and a write that is sent again after a lost reply is recognised
 * as our own success.
 */
abstract class HonestRefusalGroup extends ContractGroup {

    private static final Key KEY = key("resent");
    private static final Key BESIDE = key("beside");

    HonestRefusalGroup(Supplier<BackendFixture> fixtures) {
        super(fixtures);
    }

    private static Write increment(Key key) {
        return always(key, patch(add(N, "1")));
    }

    @Test
    void aBusyKeyIsAnAnswerAndNotAnException() {
        Entry entry = stored(KEY, numbered(1));
        Outcome.Refused refused =
                refused(to(KEY).when(Guard.absent(), put(numbered(2))).build());
        assertThat(refused.reason()).isEqualTo(RefusalReason.GUARD);
        assertThat(refused.entry()).isEqualTo(entry);
    }

    @Test
    void aRefusalCarriesTheEntryThoughNoImageWasAskedFor() {
        Entry entry = stored(KEY, numbered(1));
        Write write = Write.to(KEY)
                .when(Guard.absent(), put(numbered(2)))
                .returning(Images.NONE)
                .build();
        assertThat(refused(write).entry()).isEqualTo(entry);
    }

    @Test
    void aResentWriteIsRecognisedAndNotAppliedAgain() {
        stored(KEY, numbered(10));
        Write write = increment(KEY);
        Outcome.Applied first = applied(write);
        Entry entry = get(KEY);
        Outcome.Applied second = applied(write);
        assertThat(first.recognised()).isFalse();
        assertThat(second.recognised()).isTrue();
        assertThat(second.version()).isEqualTo(first.version());
        assertThat(second.branch()).isEqualTo(first.branch());
        assertThat(second.before()).isNull();
        assertThat(second.after()).isEqualTo(entry);
        assertThat(find(KEY)).isEqualTo(entry);
        assertThat(entry.document()).isEqualTo(numbered(11));
    }

    @Test
    void aResentWriteIsRecognisedByTheOtherNode() {
        Write write = increment(KEY);
        long version = applied(write).version();
        Outcome.Applied second = applied(otherNode().apply(write));
        assertThat(second.recognised()).isTrue();
        assertThat(second.version()).isEqualTo(version);
        assertThat(get(KEY).document()).isEqualTo(numbered(1));
    }

    @Test
    void aResentCreationIsNotRefusedByItsOwnSuccess() {
        Write create = to(KEY).when(Guard.present(), Change.keep())
                .when(Guard.absent(), putFor(MINUTE, numbered(1)))
                .build();
        Outcome.Applied first = applied(create);
        Outcome.Applied second = applied(create);
        assertThat(second.recognised()).isTrue();
        assertThat(second.branch()).isEqualTo(1);
        assertThat(second.version()).isEqualTo(first.version());
    }

    @Test
    void aResentWriteWithReservedVersionsReservesNoMore() {
        Write write = to(KEY).when(Guard.always(), patch()).reserving(10).build();
        long version = applied(write).version();
        assertThat(applied(write).version()).isEqualTo(version);
        assertThat(get(KEY).version()).isEqualTo(version);
    }

    @Test
    void aResentWriteIsRecognisedBehindLaterWrites() {
        Write write = increment(KEY);
        long version = applied(write).version();
        for (int later = 1; later < OperationLog.CAPACITY; later++) {
            applied(increment(KEY));
            Outcome.Applied again = applied(write);
            assertThat(again.recognised()).as("after %s later writes", later).isTrue();
            assertThat(again.version()).isEqualTo(version);
            assertThat(again.after()).isEqualTo(find(KEY));
        }
        assertThat(get(KEY).document()).isEqualTo(numbered(OperationLog.CAPACITY));
    }

    @Test
    void aResentImageIsOnlyWhatWasAskedFor() {
        Write silent = Write.to(KEY).when(Guard.always(), patch(add(N, "1"))).build();
        applied(silent);
        Outcome.Applied again = applied(silent);
        assertThat(again.recognised()).isTrue();
        assertThat(again.after()).isNull();
    }

    @Test
    void anotherIntentWithTheSameContentIsAppliedAgain() {
        applied(increment(KEY));
        assertThat(applied(increment(KEY)).recognised()).isFalse();
        assertThat(get(KEY).document()).isEqualTo(numbered(2));
    }

    @Test
    void aRefusedWriteIsNotRemembered() {
        Write write = to(KEY).when(Guard.present(), patch(add(N, "1"))).build();
        refused(write);
        stored(KEY, numbered(1));
        assertThat(applied(write).recognised()).isFalse();
        assertThat(get(KEY).document()).isEqualTo(numbered(2));
    }

    @Test
    void aWriteIsForgottenWhenItsEntryIsRemoved() {
        Write write = increment(KEY);
        applied(write);
        applied(KEY, Change.remove());
        assertThat(applied(write).recognised()).isFalse();
        assertThat(get(KEY).document()).isEqualTo(numbered(1));
    }

    @Test
    void aWriteIsForgottenWhenItsEntryExpires() {
        Write write = to(KEY).when(Guard.always(), Change.patch(Expiry.after(MINUTE), add(N, "1")))
                .build();
        applied(write);
        elapse(MINUTE);
        Outcome.Applied again = applied(write);
        assertThat(again.recognised()).isFalse();
        assertThat(get(KEY).document()).isEqualTo(numbered(1));
    }

    @Test
    void anOldEntrysWritesAreNotRememberedByTheNewOne() {
        Write write = always(KEY, putFor(MINUTE, numbered(1)));
        applied(write);
        elapse(MINUTE);
        applied(increment(KEY));
        assertThat(applied(write).recognised()).isFalse();
    }

    @Test
    void aResentGuardedRemovalIsRefusedAsOver() {
        stored(KEY, numbered(1));
        Write removal =
                to(KEY).when(Guard.equal(N, Value.of(1)), Change.remove()).build();
        applied(removal);
        Outcome.Refused again = refused(removal);
        assertThat(again.reason()).isEqualTo(RefusalReason.GUARD);
        assertThat(again.entry()).isNull();
        stored(KEY, numbered(2));
        refused(removal);
        assertThat(get(KEY).document()).isEqualTo(numbered(2));
    }

    @Test
    void aResentCommitIsRecognisedAsAWhole() {
        stored(KEY, numbered(1));
        Entry third = stored(key("third"), numbered(3));
        Write[] writes = {
            to(KEY).when(Guard.equal(N, Value.of(1)), patch(add(N, "1"))).build(),
            to(BESIDE).when(Guard.absent(), put(numbered(7))).build(),
            check(key("third"), Guard.present())
        };
        List<Outcome.Applied> first = committed(writes);
        Map<Key, Entry> entries = read(KEY, BESIDE).entries();
        CommitOutcome outcome = otherNode().applyAll(List.of(writes));
        assertThat(outcome).isInstanceOf(CommitOutcome.Applied.class);
        List<Outcome.Applied> second = ((CommitOutcome.Applied) outcome).outcomes();
        assertThat(second).hasSize(3).allMatch(Outcome.Applied::recognised);
        assertThat(second.subList(0, 2))
                .extracting(Outcome.Applied::version)
                .containsExactly(first.get(0).version(), first.get(1).version());
        assertThat(second.get(2).version()).isEqualTo(third.version());
        assertThat(read(KEY, BESIDE).entries()).isEqualTo(entries);
    }

    @Test
    void aCommitIsRecognisedByWhatIsLeftOfIt() {
        Write[] writes = {increment(KEY), increment(BESIDE)};
        committed(writes);
        applied(KEY, Change.remove());
        List<Outcome.Applied> again = committed(writes);
        assertThat(again).allMatch(Outcome.Applied::recognised);
        assertThat(find(KEY)).isNull();
        assertThat(get(BESIDE).document()).isEqualTo(numbered(1));
    }

    @Test
    void aWriteOfACommitIsRecognisedAlone() {
        Write write = increment(KEY);
        long version = committed(write, increment(BESIDE)).get(0).version();
        Outcome.Applied again = applied(write);
        assertThat(again.recognised()).isTrue();
        assertThat(again.version()).isEqualTo(version);
    }

    @Test
    void aRefusedCommitIsNotRemembered() {
        Write[] writes = {increment(KEY), check(BESIDE, Guard.present())};
        notCommitted(writes);
        stored(BESIDE, numbered(1));
        assertThat(committed(writes)).noneMatch(Outcome.Applied::recognised);
        assertThat(get(KEY).document()).isEqualTo(numbered(1));
    }
}
