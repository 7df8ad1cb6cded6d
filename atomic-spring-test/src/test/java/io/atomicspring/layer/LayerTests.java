package io.atomicspring.layer;

import static io.atomicspring.layer.ChangeType.DELETE;
import static io.atomicspring.layer.ChangeType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.commit.CommitPart;
import io.atomicspring.commit.CommitRefusedException;
import io.atomicspring.commit.Commits;
import io.atomicspring.test.ManualTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;

class LayerTests {

    @SuppressWarnings("ArrayRecordComponent") // what users write
    record Posting(String account, String id, BigDecimal amount, Set<String> tags, byte[] seal) {
        static Posting of(String account, String id, String amount) {
            return new Posting(account, id, new BigDecimal(amount), Set.of("new"), new byte[] {1, -1});
        }
    }

    /** Before everything that the machine's clock says. */
    private static final Instant EARLY = Instant.parse("2001-01-01T00:00:00Z");

    private final MemoryBackend backend = MemoryBackend.create();
    private final MemorySnapshots snapshots = new MemorySnapshots();
    private final LayerService layers = LayerService.on(backend);
    private final Layer<String> notes = layers.layer("notes", String.class, snapshots);

    private Optional<StoredSnapshot> stored(String partition) {
        return snapshots.read(new SnapshotKey("notes", partition));
    }

    @Nested
    class Reading {

        @Test
        void anUnknownPartitionIsEmpty() {
            assertThat(notes.get("p1")).isEmpty();
            assertThat(notes.sync("p1")).isEqualTo(new SyncResult(0, 0, false));
            assertThat(stored("p1")).isEmpty();
        }

        @Test
        void whatIsRecordedIsSeenAtOnceAndAfterASync() {
            notes.record(PUT, "p1", "a", "first");
            notes.record(PUT, "p1", "b", "second");
            assertThat(notes.get("p1")).containsExactly("first", "second");

            assertThat(notes.sync("p1")).isEqualTo(new SyncResult(2, 0, false));

            assertThat(notes.get("p1")).containsExactly("first", "second");
            assertThat(new Events(backend, "notes").in("p1")).isEmpty();
        }

        @Test
        void theLatestEventOfAnItemWins() {
            notes.record(PUT, "p1", "a", "old");
            notes.record(PUT, "p1", "a", "new");
            assertThat(notes.get("p1")).containsExactly("new");

            notes.sync("p1");
            notes.record(PUT, "p1", "a", "newer");
            assertThat(notes.get("p1")).containsExactly("newer");

            notes.sync("p1");
            assertThat(notes.get("p1")).containsExactly("newer");
        }

        @Test
        void aDeletedItemIsGoneAndMayComeBack() {
            notes.record(PUT, "p1", "a", "there");
            notes.sync("p1");
            notes.record(DELETE, "p1", "a", null);
            assertThat(notes.get("p1")).isEmpty();

            notes.sync("p1");
            assertThat(notes.get("p1")).isEmpty();

            notes.record(PUT, "p1", "a", "back");
            assertThat(notes.get("p1")).containsExactly("back");
            notes.sync("p1");
            assertThat(notes.get("p1")).containsExactly("back");
        }

        @Test
        void deletingWhatNeverWasLeavesNoItem() {
            notes.record(DELETE, "p1", "a", null);

            assertThat(notes.sync("p1")).isEqualTo(new SyncResult(1, 0, false));
            assertThat(notes.get("p1")).isEmpty();
        }

        @Test
        void itemsComeInTheOrderOfTheirIdsAsBytes() {
            notes.record(PUT, "p1", "\uD83D\uDE00", "emoji");
            notes.record(PUT, "p1", "b", "b");
            notes.sync("p1");
            notes.record(PUT, "p1", "\uFF5E", "wide tilde");
            notes.record(PUT, "p1", "a", "a");

            assertThat(notes.get("p1")).containsExactly("a", "b", "wide tilde", "emoji");
        }

        @Test
        void theStoresOrderDecidesEvenWhenTheClockStandsStill() {
            Layer<String> still = LayerService.on(MemoryBackend.with(ManualTime.startingAt(EARLY)))
                    .layer("notes", String.class, snapshots);
            still.record(PUT, "p1", "a", "1");
            still.sync("p1");
            still.record(DELETE, "p1", "a", null);
            still.sync("p1");
            still.record(PUT, "p1", "a", "2");
            still.sync("p1");
            still.record(PUT, "p1", "a", "3");

            assertThat(still.get("p1")).containsExactly("3");
            still.sync("p1");
            assertThat(still.get("p1")).containsExactly("3");
        }

        @Test
        void anEventWaitsForItsSyncForEver() {
            ManualTime time = ManualTime.startingAt(EARLY);
            Layer<String> patient = LayerService.on(MemoryBackend.with(time)).layer("notes", String.class, snapshots);
            patient.record(PUT, "p1", "a", "kept");
            time.advance(Duration.ofDays(36_500));

            assertThat(patient.get("p1")).containsExactly("kept");
            patient.sync("p1");
            assertThat(patient.get("p1")).containsExactly("kept");
        }

        @Test
        void manyEventsAreReadAndSyncedWhole() {
            IntStream.range(0, 345).forEach(i -> notes.record(PUT, "p1", String.format("%04d", i), "n" + i));
            assertThat(notes.get("p1")).hasSize(345);

            assertThat(notes.sync("p1")).isEqualTo(new SyncResult(345, 0, false));

            assertThat(notes.get("p1")).hasSize(345).contains("n0", "n344");
            assertThat(new Events(backend, "notes").in("p1")).isEmpty();
        }

        @Test
        void anEntryThatIsNoEventIsAnErrorThatNamesIt() {
            backend.apply(Write.to(Key.of("atomic.layer.notes", "p1", "a"))
                    .when(Guard.always(), Change.put(Document.of("change", Value.of("MOVE")), Expiry.never()))
                    .build());

            assertThatExceptionOfType(InvalidDataAccessResourceUsageException.class)
                    .isThrownBy(() -> notes.sync("p1"))
                    .withMessageContaining("atomic.layer.notes/p1/a");
        }
    }

    @Nested
    class Isolation {

        @Test
        void partitionsDoNotSeeEachOther() {
            for (String partition : List.of("p1", "p10", "p1/0", "p1#0", " p1 ", "P1")) {
                notes.record(PUT, partition, "a", "of " + partition);
            }
            notes.sync("p1");
            notes.record(DELETE, "p10", "a", null);
            notes.sync("p10");

            assertThat(notes.get("p1")).containsExactly("of p1");
            assertThat(notes.get("p10")).isEmpty();
            assertThat(notes.get("p1/0")).containsExactly("of p1/0");
            assertThat(notes.get("p1#0")).containsExactly("of p1#0");
            assertThat(notes.get(" p1 ")).containsExactly("of  p1 ");
            assertThat(notes.get("P1")).containsExactly("of P1");
            assertThat(stored("p1/0")).isEmpty();
        }

        @Test
        void layersDoNotSeeEachOther() {
            Layer<String> other = layers.layer("notes1", String.class, snapshots);
            notes.record(PUT, "p1", "a", "mine");
            other.record(PUT, "p1", "a", "other");
            notes.sync("p1");
            other.sync("p1");

            assertThat(notes.get("p1")).containsExactly("mine");
            assertThat(other.get("p1")).containsExactly("other");
        }
    }

    @Nested
    class Recordings {

        private final Layer<Posting> ledger = layers.layer(
                "ledger",
                Posting.class,
                snapshots,
                options -> options.partitionedBy(Posting::account).identifiedBy(Posting::id));

        @Test
        void itemsTellTheirPartitionAndId() {
            Posting posting = Posting.of("account:a", "t-1", "10.50");
            ledger.record(PUT, posting);
            ledger.record(PUT, Posting.of("account:a", "t-2", "1"));
            ledger.record(DELETE, Posting.of("account:a", "t-2", "1"));
            ledger.sync("account:a");

            assertThat(ledger.get("account:a"))
                    .singleElement()
                    .usingRecursiveComparison()
                    .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                    .isEqualTo(posting);
        }

        @Test
        void anEventIsPartOfACommit() {
            Commits.tryCommit(List.of(
                            ledger.recording(PUT, Posting.of("account:a", "t-1", "1")),
                            notes.recording(PUT, "p1", "a", "together")))
                    .orThrow();

            assertThat(ledger.get("account:a")).hasSize(1);
            assertThat(notes.get("p1")).containsExactly("together");
        }

        @Test
        void aRefusedCommitRecordsNothing() {
            CommitPart event = notes.recording(PUT, "p1", "a", "never");

            assertThatExceptionOfType(CommitRefusedException.class)
                    .isThrownBy(() -> Commits.tryCommit(List.of(event, new Impossible(backend)))
                            .orThrow());

            assertThat(notes.get("p1")).isEmpty();
            assertThat(event.description()).isEqualTo("layer event PUT of 'a' in partition 'p1' of layer 'notes'");
        }

        @Test
        void aPutNeedsAnItem() {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> notes.record(PUT, "p1", "a", null))
                    .withMessage(
                            "The item for layer 'notes' is null. PUT needs an item; use DELETE for one that is gone.");
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> ledger.record(DELETE, null));
        }

        @Test
        void aLayerThatDoesNotKnowItsItemsSaysSo() {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> notes.record(PUT, "text"))
                    .withMessageContaining("partitionedBy");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\uD83D"})
        void badPartitionsAndIdsAreRefused(String bad) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> notes.record(PUT, bad, "a", "x"))
                    .withMessageStartingWith("The partition of layer 'notes'");
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> notes.record(PUT, "p1", bad, "x"))
                    .withMessageStartingWith("The id of an item in layer 'notes'");
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> notes.get(bad));
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> notes.sync(bad));
        }

        @Test
        void nullsAndOversizedInputAreRefused() {
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> notes.get(null));
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> ledger.record(PUT, Posting.of("account:a", null, "1")));
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> notes.record(null, "p1", "a", "x"));
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> notes.record(PUT, "p1", "i".repeat(1024), "x"));
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> notes.record(PUT, "p1", "a", "x".repeat(400_000)));
            assertThat(notes.get("p1")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a b", "a/b", "ä"})
        void badLayerNamesAreRefused(String bad) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> layers.layer(bad, String.class, snapshots))
                    .withMessageContaining("'" + bad + "'");
        }

        @Test
        void aLayerNameMayBeAsLongAsASpaceAllows() {
            Layer<String> longest = layers.layer("n".repeat(187), String.class, snapshots);
            longest.record(PUT, "p1", "a", "x");
            longest.sync("p1");
            assertThat(longest.get("p1")).containsExactly("x");

            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> layers.layer("n".repeat(188), String.class, snapshots));
        }

        @Test
        void aLayerNeedsAPlaceForItsSnapshots() {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> layers.layer("notes", String.class, null))
                    .withMessage("The place for snapshots of layer 'notes' is null.");
        }
    }

    @Nested
    class BrokenSnapshots {

        @Test
        void aStorageFailureKeepsTheEvents() {
            Layer<String> failing = layers.layer("notes", String.class, new FailingSnapshots());
            failing.record(PUT, "p1", "a", "kept");

            assertThatExceptionOfType(SnapshotStorageException.class)
                    .isThrownBy(() -> failing.sync("p1"))
                    .withMessageContaining("'nowhere'")
                    .withMessageContaining("disk full");
            assertThat(notes.get("p1")).containsExactly("kept");
        }

        @Test
        void aSnapshotAheadOfTheStoreIsAnErrorAndNothingIsLost() {
            LayerService elsewhere = LayerService.on(MemoryBackend.with(ManualTime.startingAt(EARLY)));
            notes.record(PUT, "p1", "a", "from a store with a later clock");
            notes.sync("p1");
            Layer<String> moved = elsewhere.layer("notes", String.class, snapshots);
            moved.record(PUT, "p1", "a", "from a store with an earlier clock");

            assertThatExceptionOfType(UnusableSnapshotException.class)
                    .isThrownBy(() -> moved.sync("p1"))
                    .withMessageContaining("memory:notes/p1")
                    .withMessageContaining("holds item 'a' at version")
                    .satisfies(e -> assertThat(e.location()).isEqualTo("memory:notes/p1"));
            assertThat(notes.get("p1")).containsExactly("from a store with a later clock");
        }
    }

    private static final class FailingSnapshots implements Snapshots {
        @Override
        public Optional<StoredSnapshot> read(SnapshotKey key) {
            return Optional.empty();
        }

        @Override
        public boolean write(SnapshotKey key, byte[] content, String expectedEtag) throws IOException {
            throw new IOException("disk full");
        }

        @Override
        public String locationOf(SnapshotKey key) {
            return "nowhere";
        }
    }

    private static final class Impossible extends CommitPart {

        private final Backend backend;

        Impossible(Backend backend) {
            this.backend = backend;
        }

        @Override
        public Backend backend() {
            return backend;
        }

        @Override
        public String description() {
            return "the impossible";
        }

        @Override
        public List<Write> writes() {
            return Stream.of(Write.to(Key.of("test", "none"))
                            .when(Guard.present(), Change.keep())
                            .build())
                    .toList();
        }

        @Override
        public ConcurrencyFailureException refusal(Write write, Outcome.Refused refused) {
            return new ConcurrencyFailureException("refused");
        }
    }
}
