package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.Scan.Direction;
import io.atomicspring.backend.SortRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pages of a partition and of a space. */
abstract class ScansGroup extends ContractGroup {

    private static final List<String> SORTS = List.of("", "a", "a1", "a2", "aa", "b", "b1", "ba", "c");

    ScansGroup(Supplier<BackendFixture> fixtures) {
        super(fixtures);
    }

    private void storeAll() {
        SORTS.forEach(sort -> stored(key(sort), numbered(sort.length())));
        stored(Key.of(SPACE, "pp", "a"), numbered(-1));
        stored(Key.of(SPACE, "o", "a"), numbered(-2));
        stored(Key.of("contract2", PARTITION, "a"), numbered(-3));
    }

    private static Scan scan(SortRange range, Direction direction, int limit) {
        return new Scan(SPACE, PARTITION, range, direction, limit, null);
    }

    private List<String> sorts(SortRange range, Direction direction, int limit) {
        return Pages.all(backend(), scan(range, direction, limit)).stream()
                .map(entry -> entry.key().sort())
                .toList();
    }

    @Test
    void aPartitionIsScannedWholeAndAlone() {
        storeAll();
        assertThat(sorts(SortRange.all(), Direction.ASCENDING, 100)).isEqualTo(SORTS);
    }

    @Test
    void scannedEntriesAreWhatIsStored() {
        storeAll();
        applied(key("a"), Change.patch(Expiry.after(MINUTE), add(N, "5")));
        List<Entry> entries = Pages.all(backend(), scan(SortRange.all(), Direction.ASCENDING, 4));
        assertThat(entries).allSatisfy(entry -> assertThat(find(entry.key())).isEqualTo(entry));
        assertThat(Pages.all(otherNode(), scan(SortRange.all(), Direction.ASCENDING, 100)))
                .isEqualTo(entries);
        assertThat(Pages.space(backend(), SPACE, 3))
                .allSatisfy(entry -> assertThat(find(entry.key())).isEqualTo(entry));
    }

    @Test
    void everyPageSizeSeesEveryEntryOnceInEitherDirection() {
        storeAll();
        List<String> backwards = new ArrayList<>(SORTS);
        Collections.reverse(backwards);
        for (int limit = 1; limit <= SORTS.size() + 1; limit++) {
            assertThat(sorts(SortRange.all(), Direction.ASCENDING, limit))
                    .as("pages of %s", limit)
                    .isEqualTo(SORTS);
            assertThat(sorts(SortRange.all(), Direction.DESCENDING, limit))
                    .as("pages of %s", limit)
                    .isEqualTo(backwards);
        }
    }

    @Test
    void aPrefixSelectsTheSortsThatBeginWithIt() {
        storeAll();
        assertThat(sorts(SortRange.prefix("a"), Direction.ASCENDING, 2)).containsExactly("a", "a1", "a2", "aa");
        assertThat(sorts(SortRange.prefix("a"), Direction.DESCENDING, 3)).containsExactly("aa", "a2", "a1", "a");
        assertThat(sorts(SortRange.prefix("b1"), Direction.ASCENDING, 2)).containsExactly("b1");
        assertThat(sorts(SortRange.prefix("x"), Direction.ASCENDING, 2)).isEmpty();
    }

    @Test
    void aRangeIncludesBothItsBounds() {
        storeAll();
        assertThat(sorts(SortRange.between("a1", "b1"), Direction.ASCENDING, 2))
                .containsExactly("a1", "a2", "aa", "b", "b1");
        assertThat(sorts(SortRange.between("a1", "b1"), Direction.DESCENDING, 2))
                .containsExactly("b1", "b", "aa", "a2", "a1");
        assertThat(sorts(SortRange.between("", "a"), Direction.ASCENDING, 10)).containsExactly("", "a");
        assertThat(sorts(SortRange.between("a10", "a1z"), Direction.ASCENDING, 10))
                .isEmpty();
        assertThat(sorts(SortRange.between("b", "b"), Direction.DESCENDING, 10)).containsExactly("b");
        assertThat(sorts(SortRange.between("", ""), Direction.ASCENDING, 10)).containsExactly("");
    }

    @Test
    void anEmptySortIsAnEntryOfItsPartition() {
        stored(key(""), numbered(1));
        assertThat(sorts(SortRange.all(), Direction.ASCENDING, 10)).containsExactly("");
        assertThat(sorts(SortRange.prefix(""), Direction.DESCENDING, 1)).containsExactly("");
        stored(key("b"), numbered(2));
        applied(key(""), Change.remove());
        assertThat(sorts(SortRange.all(), Direction.ASCENDING, 10)).containsExactly("b");
    }

    @Test
    void aPartitionWithoutEntriesIsAnEmptyScan() {
        stored(Key.of(SPACE, "q"), numbered(1));
        Page page = backend().scan(scan(SortRange.all(), Direction.ASCENDING, 10));
        assertThat(page.entries()).isEmpty();
        assertThat(page.next()).isNull();
    }

    @Test
    void aPageBeginsBehindItsCursorWhateverIsThere() {
        storeAll();
        Scan ascending = scan(SortRange.prefix("a"), Direction.ASCENDING, 10);
        assertThat(Pages.all(backend(), ascending.from("a15")))
                .extracting(entry -> entry.key().sort())
                .containsExactly("a2", "aa");
        Scan descending = scan(SortRange.all(), Direction.DESCENDING, 2);
        assertThat(Pages.all(backend(), descending.from("a15")))
                .extracting(entry -> entry.key().sort())
                .containsExactly("a1", "a", "");
    }

    @Test
    void aCursorOutsideOfTheRangeBeginsAtTheRangeOrEndsTheScan() {
        storeAll();
        Scan ascending = scan(SortRange.prefix("b"), Direction.ASCENDING, 2);
        Scan descending = scan(SortRange.between("a1", "aa"), Direction.DESCENDING, 2);
        for (String before : List.of("", "a", "aa")) {
            assertThat(Pages.all(backend(), ascending.from(before)))
                    .as("behind '%s'", before)
                    .extracting(entry -> entry.key().sort())
                    .containsExactly("b", "b1", "ba");
        }
        for (String behind : List.of("ab", "b", "zz")) {
            assertThat(Pages.all(backend(), descending.from(behind)))
                    .as("before '%s'", behind)
                    .extracting(entry -> entry.key().sort())
                    .containsExactly("aa", "a2", "a1");
        }
        assertThat(backend().scan(ascending.from("c")).entries()).isEmpty();
        assertThat(backend().scan(descending.from("a")).entries()).isEmpty();
    }

    @Test
    void aCursorStandsThoughItsEntryIsGone() {
        storeAll();
        Page first = backend().scan(scan(SortRange.all(), Direction.ASCENDING, 3));
        first.entries().forEach(entry -> applied(entry.key(), Change.remove()));
        Scan rest = scan(SortRange.all(), Direction.ASCENDING, 3).from(Objects.requireNonNull(first.next()));
        Set<String> seen = new HashSet<>();
        first.entries().forEach(entry -> seen.add(entry.key().sort()));
        Pages.all(backend(), rest)
                .forEach(entry -> assertThat(seen.add(entry.key().sort())).isTrue());
        assertThat(seen).containsExactlyInAnyOrderElementsOf(SORTS);
    }

    @Test
    void removedEntriesAreNotScanned() {
        storeAll();
        applied(key("a1"), Change.remove());
        committed(always(key("b"), Change.remove()), always(key("d"), put(numbered(1))));
        assertThat(sorts(SortRange.all(), Direction.ASCENDING, 2))
                .containsExactly("", "a", "a2", "aa", "b1", "ba", "c", "d");
        assertThat(Pages.space(backend(), SPACE, 2))
                .extracting(Entry::key)
                .doesNotContain(key("a1"), key("b"))
                .contains(key("d"));
    }

    @Test
    void expiredEntriesDoNotEndAScanEarly() {
        for (int i = 0; i < 30; i++) {
            if (i % 10 == 9) {
                stored(key(String.format("%02d", i)), numbered(i));
            } else {
                stored(key(String.format("%02d", i)), numbered(i), MINUTE);
            }
        }
        elapse(MINUTE);
        assertThat(sorts(SortRange.all(), Direction.ASCENDING, 2)).containsExactly("09", "19", "29");
        assertThat(sorts(SortRange.all(), Direction.DESCENDING, 1)).containsExactly("29", "19", "09");
        assertThat(Pages.space(backend(), SPACE, 2))
                .extracting(Entry::key)
                .containsOnly(key("09"), key("19"), key("29"));
    }

    @Test
    void anEntryThatCameBackIsScannedAgain() {
        stored(key("a"), numbered(1), MINUTE);
        elapse(MINUTE);
        Entry again = stored(key("a"), numbered(2));
        assertThat(Pages.all(backend(), scan(SortRange.all(), Direction.ASCENDING, 10)))
                .containsExactly(again);
        elapse(MINUTE.multipliedBy(10));
        backend().purge(100);
        assertThat(Pages.all(backend(), scan(SortRange.all(), Direction.ASCENDING, 10)))
                .containsExactly(again);
    }

    @Test
    void aSpaceScanSeesEveryEntryOfItsSpace() {
        storeAll();
        Set<Key> expected = new HashSet<>();
        SORTS.forEach(sort -> expected.add(key(sort)));
        expected.add(Key.of(SPACE, "pp", "a"));
        expected.add(Key.of(SPACE, "o", "a"));
        for (int limit : new int[] {1, 2, 5, 1000}) {
            assertThat(Pages.space(backend(), SPACE, limit))
                    .extracting(Entry::key)
                    .as("pages of %s", limit)
                    .hasSameElementsAs(expected);
        }
        assertThat(Pages.space(backend(), "contract2", 5)).hasSize(1);
        assertThat(Pages.space(backend(), "contract3", 5)).isEmpty();
    }

    @Test
    void aSpaceScanSeesWhatLivesAllTheWhileThoughOthersComeAndGo() {
        Set<Key> lasting = new HashSet<>();
        IntStream.range(0, 60).forEach(i -> {
            Key key = Key.of(SPACE, "part-" + i % 7, "lasting-" + i);
            stored(key, numbered(i));
            lasting.add(key);
        });
        Set<Key> seen = new HashSet<>();
        Backend node = otherNode();
        @Nullable String cursor = null;
        int page = 0;
        do {
            Page next = node.scanSpace(SPACE, 5, cursor);
            next.entries().forEach(entry -> seen.add(entry.key()));
            Key passing = Key.of(SPACE, "part-" + page % 7, "passing-" + page);
            stored(passing, numbered(page));
            if (page % 2 == 0) {
                applied(passing, Change.remove());
            }
            page++;
            cursor = next.next();
        } while (cursor != null && page < 1_000);
        assertThat(seen).containsAll(lasting);
    }
}
