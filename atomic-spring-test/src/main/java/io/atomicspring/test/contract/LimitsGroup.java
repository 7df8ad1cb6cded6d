package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.atomicspring.backend.Action;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Images;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Operand;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.RefusalReason;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.SortRange;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Law 10: the limits are the same everywhere: what is within them works, what is beyond is refused. */
abstract class LimitsGroup extends ContractGroup {

    private static final Key KEY = key("limits");

    LimitsGroup(Supplier<BackendFixture> fixtures) {
        super(fixtures);
    }

    /** A document that makes the entry under {@link #KEY} exactly so large. */
    private static Document documentFor(int entryBytes) {
        int frame = Entry.sizeOf(KEY, Document.of("s", Value.of("")));
        return Document.of("s", Value.of("x".repeat(entryBytes - frame)));
    }

    private static Document nested(int depth) {
        Document document = Document.of("d", Value.of(1));
        for (int level = 1; level < depth; level++) {
            document = Document.of("d", document);
        }
        return document;
    }

    private static Path down(int steps) {
        Path path = Path.attribute("d");
        for (int step = 1; step < steps; step++) {
            path = path.child("d");
        }
        return path;
    }

    private static List<Write> writes(int count, IntFunction<Document> document) {
        return IntStream.range(0, count)
                .mapToObj(i -> Write.to(key("w" + i))
                        .when(Guard.always(), put(document.apply(i)))
                        .build())
                .toList();
    }

    @Test
    void theLargestEntryIsKept() {
        Document largest = documentFor(Limits.MAX_ENTRY_BYTES);
        Entry entry = stored(KEY, largest);
        assertThat(entry.document()).isEqualTo(largest);
        assertThat(otherNode().read(List.of(KEY)).find(KEY)).contains(entry);
    }

    @Test
    void anEntryMayGrowToTheLimitAndNotBeyond() {
        Entry entry = stored(KEY, documentFor(Limits.MAX_ENTRY_BYTES - 10));
        // An attribute counts its name, itself and one byte more.
        assertThat(refused(always(KEY, patch(set(Path.attribute("t"), Value.of("y".repeat(9))))))
                        .reason())
                .isEqualTo(RefusalReason.TOO_LARGE);
        assertThat(find(KEY)).isEqualTo(entry);
        Entry grown = after(applied(KEY, patch(set(Path.attribute("t"), Value.of("y".repeat(8))))));
        assertThat(find(KEY)).isEqualTo(grown);
    }

    @Test
    void growthIsCountedInUtf8AndInEveryAction() {
        Document full = documentFor(Limits.MAX_ENTRY_BYTES);
        assertThat(refusalOf(full, set(Path.attribute("e"), Value.of("")))).isEqualTo(RefusalReason.TOO_LARGE);
        assertThat(refusalOf(full, add(N, "1"))).isEqualTo(RefusalReason.TOO_LARGE);
        assertThat(refusalOf(full, new Action.AddToSet(N, Value.strings("a")))).isEqualTo(RefusalReason.TOO_LARGE);
        assertThat(refusalOf(full, new Action.Append(N, Operand.literal(Value.list()))))
                .isEqualTo(RefusalReason.TOO_LARGE);
        assertThat(refusalOf(full, new Action.Set(N, Operand.attribute(Path.attribute("s")))))
                .isEqualTo(RefusalReason.TOO_LARGE);
        Document almost = documentFor(Limits.MAX_ENTRY_BYTES - 4);
        assertThat(refusalOf(almost, set(Path.attribute("e"), Value.of("\u20AC"))))
                .isEqualTo(RefusalReason.TOO_LARGE);
        assertThat(refusalOf(almost, set(Path.attribute("\u20AC"), Value.of(""))))
                .isNull();
    }

    /** Why the patch is refused under {@link #KEY}, or null if it is not. */
    private @Nullable RefusalReason refusalOf(Document document, Action action) {
        stored(KEY, document);
        return backend().apply(always(KEY, patch(action))) instanceof Outcome.Refused refused ? refused.reason() : null;
    }

    @Test
    void aFullEntryMayShrinkAndChangePlaces() {
        stored(KEY, documentFor(Limits.MAX_ENTRY_BYTES));
        Path s = Path.attribute("s");
        Entry moved = after(
                applied(KEY, patch(new Action.Set(Path.attribute("t"), Operand.attribute(s)), new Action.Unset(s))));
        assertThat(moved.document().attributes()).containsOnlyKeys("t");
        assertThat(find(KEY)).isEqualTo(moved);
    }

    @Test
    void theDeepestDocumentIsKept() {
        Entry entry = stored(KEY, nested(Limits.MAX_DEPTH));
        assertThat(find(KEY)).isEqualTo(entry);
        assertThat(after(applied(KEY, patch(add(down(Limits.MAX_DEPTH), "1"))))
                        .document()
                        .get(down(Limits.MAX_DEPTH)))
                .isEqualTo(Value.of(2));
    }

    @Test
    void aPatchMayNestToTheLimitAndNotDeeper() {
        Entry entry = stored(KEY, nested(Limits.MAX_DEPTH));
        for (Value deeper : List.of(Document.empty(), Value.list())) {
            assertThat(refused(always(KEY, patch(set(down(Limits.MAX_DEPTH), deeper))))
                            .reason())
                    .isEqualTo(RefusalReason.TOO_DEEP);
        }
        assertThat(find(KEY)).isEqualTo(entry);
        Entry flat = after(applied(KEY, patch(set(down(Limits.MAX_DEPTH - 1), Value.list()))));
        assertThat(find(KEY)).isEqualTo(flat);
    }

    @Test
    void aHundredWritesAreOneCommit() {
        List<Write> writes = writes(Limits.MAX_COMMIT_WRITES, i -> numbered(i));
        committed(writes.toArray(Write[]::new));
        assertThat(backend().read(writes.stream().map(Write::key).toList()).entries())
                .hasSize(Limits.MAX_COMMIT_WRITES);
    }

    @Test
    void moreWritesAreRefusedBeforeAnyIo() {
        assertNoIo(writes(Limits.MAX_COMMIT_WRITES + 1, i -> numbered(i)));
        assertNoIo(List.of());
    }

    @Test
    void fourMegabytesAreOneCommitAndNoMore() {
        List<Write> tooMuch = writes(11, i -> Document.of("s", Value.of("x".repeat(370_000))));
        assertNoIo(tooMuch);
        committed(tooMuch.subList(0, 10).toArray(Write[]::new));
        assertThat(get(key("w9")).document().size()).isGreaterThan(370_000);
    }

    private void assertNoIo(List<Write> writes) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> backend().applyAll(writes));
        assertThat(find(key("w0"))).isNull();
    }

    @Test
    void aHundredKeysAreOneRead() {
        List<Key> keys = new ArrayList<>(IntStream.range(0, Limits.MAX_READ_KEYS)
                .mapToObj(i -> key("w" + i))
                .toList());
        stored(keys.get(0), numbered(0));
        stored(keys.get(99), numbered(99));
        assertThat(backend().read(keys).entries()).containsOnlyKeys(keys.get(0), keys.get(99));
        keys.add(key("one-more"));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> backend().read(keys));
    }

    @Test
    void aReadOfNoKeysIsRefused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> backend().read(List.of()));
    }

    @Test
    void aKeyMayBeReadTwiceAtOnce() {
        Entry entry = stored(KEY, numbered(1));
        assertThat(read(KEY, key("nothing"), KEY).entries()).isEqualTo(Map.of(KEY, entry));
    }

    @Test
    void aThousandEntriesAreOnePage() {
        int count = Limits.MAX_PAGE_ENTRIES + 1;
        for (int from = 0; from < count; from += 100) {
            committed(IntStream.range(from, Math.min(count, from + 100))
                    .mapToObj(i -> Write.to(key(String.format("%04d", i)))
                            .when(Guard.always(), put(numbered(i)))
                            .returning(Images.NONE)
                            .build())
                    .toArray(Write[]::new));
        }
        Scan scan =
                new Scan(SPACE, PARTITION, SortRange.all(), Scan.Direction.ASCENDING, Limits.MAX_PAGE_ENTRIES, null);
        List<Entry> all = Pages.all(backend(), scan);
        assertThat(all)
                .extracting(Entry::document)
                .containsExactlyElementsOf(
                        IntStream.range(0, count).mapToObj(i -> numbered(i)).toList());
        Page page = backend().scanSpace(SPACE, Limits.MAX_PAGE_ENTRIES, null);
        assertThat(page.entries()).isNotEmpty();
    }

    @Test
    void pagesBeyondTheLimitAreRefused() {
        for (int limit : new int[] {0, -1, Limits.MAX_PAGE_ENTRIES + 1}) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> backend().scanSpace(SPACE, limit, null));
        }
    }

    @Test
    void aPurgeOfNothingIsRefused() {
        for (int limit : new int[] {0, -1}) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> backend().purge(limit));
        }
    }

    /** As deep and as many as allowed, in every branch but the last one wrong at the very end. */
    @Test
    void theDeepestAndTheMostGuardsAreJudged() {
        stored(KEY, numbered(1));
        Guard deepest = Guard.present();
        for (int depth = 1; depth < Limits.MAX_GUARD_DEPTH; depth++) {
            deepest = Guard.not(deepest);
        }
        List<Guard> many = new ArrayList<>();
        for (int n = 2; n <= Limits.MAX_GUARDS - Limits.MAX_GUARD_DEPTH; n++) {
            many.add(Guard.equal(N, Value.of(n)));
        }
        Write write = to(KEY).when(deepest, put(numbered(-1)))
                .when(new Guard.AnyOf(many), put(numbered(-2)))
                .build();
        assertThat(refused(write).reason()).isEqualTo(RefusalReason.GUARD);
        applied(KEY, put(numbered(Limits.MAX_GUARDS - Limits.MAX_GUARD_DEPTH)));
        assertThat(applied(write).branch()).isEqualTo(1);
        assertThat(get(KEY).document()).isEqualTo(numbered(-2));
    }

    @Test
    void theLongestKeysAreKeptApart() {
        List<Key> keys = List.of(
                Key.of("s".repeat(Limits.MAX_SPACE_LENGTH), "p", "s"),
                Key.of(SPACE, "p".repeat(Limits.MAX_PARTITION_BYTES), "s".repeat(Limits.MAX_SORT_BYTES)),
                Key.of(SPACE, "p".repeat(Limits.MAX_PARTITION_BYTES), "s".repeat(Limits.MAX_SORT_BYTES - 1) + "t"),
                Key.of(SPACE, "p".repeat(Limits.MAX_PARTITION_BYTES), "s".repeat(Limits.MAX_SORT_BYTES - 1)),
                Key.of(SPACE, "\uD83D\uDE00".repeat(256), "\uD83D\uDE00".repeat(255) + "\uFFFD"));
        for (int i = 0; i < keys.size(); i++) {
            stored(keys.get(i), numbered(i));
        }
        for (int i = 0; i < keys.size(); i++) {
            assertThat(get(keys.get(i)).document()).isEqualTo(numbered(i));
        }
        Scan scan = new Scan(
                SPACE,
                "p".repeat(Limits.MAX_PARTITION_BYTES),
                SortRange.prefix("s".repeat(Limits.MAX_SORT_BYTES - 1)),
                Scan.Direction.DESCENDING,
                1,
                null);
        assertThat(Pages.all(backend(), scan))
                .extracting(Entry::document)
                .containsExactly(numbered(2), numbered(1), numbered(3));
    }

    @Test
    void aPatchOfTwoHundredActionsIsOneWrite() {
        Action[] actions = IntStream.range(0, Limits.MAX_ACTIONS)
                .mapToObj(i -> add(Path.attribute("n" + i), String.valueOf(i)))
                .toArray(Action[]::new);
        applied(KEY, patch(actions));
        Entry twice = after(applied(KEY, patch(actions)));
        assertThat(twice.document().attributes()).hasSize(Limits.MAX_ACTIONS).containsEntry("n199", Value.of(398));
        assertThat(find(KEY)).isEqualTo(twice);
    }
}
