package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Guard.Comparison;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Operand;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.SortRange;
import io.atomicspring.backend.Utf8;
import io.atomicspring.backend.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Law 7: keys compare as unsigned UTF-8 bytes, and different keys never meet. */
abstract class OrderGroup extends ContractGroup {

    /** In the order of their bytes. The last two are the other way round for {@link String#compareTo}. */
    private static final List<String> SORTS = List.of(
            "",
            "\u0000",
            "\u0000\u0000",
            "\u0001",
            " ",
            "!",
            "10",
            "9",
            "A",
            "Z",
            "_",
            "a",
            "a\u0000",
            "a ",
            "aa",
            "b",
            "z",
            "~",
            "\u007F",
            "\u0080",
            "\u00C4",
            "\u00E9",
            "\u07FF",
            "\u0800",
            "\u4E2D",
            "\uD7FF",
            "\uE000",
            "\uFFFD",
            "\uFFFF",
            "\uD83D\uDE00",
            "\uDBFF\uDFFF");

    OrderGroup(Supplier<BackendFixture> fixtures) {
        super(fixtures);
    }

    private void storeShuffled(List<String> sorts) {
        List<String> shuffled = new ArrayList<>(sorts);
        Collections.shuffle(shuffled, new Random(7));
        shuffled.forEach(sort -> applied(key(sort), put(Document.of("s", Value.of(sort)))));
    }

    private List<String> scanned(SortRange range, Scan.Direction direction, int limit) {
        return Pages.all(backend(), new Scan(SPACE, PARTITION, range, direction, limit, null)).stream()
                .map(entry -> entry.key().sort())
                .toList();
    }

    @Test
    void sortsAreOrderedByTheirUtf8Bytes() {
        storeShuffled(SORTS);
        assertThat(scanned(SortRange.all(), Scan.Direction.ASCENDING, 1000)).isEqualTo(SORTS);
        assertThat(scanned(SortRange.all(), Scan.Direction.ASCENDING, 3)).isEqualTo(SORTS);
    }

    @Test
    void descendingIsTheSameOrderBackwards() {
        storeShuffled(SORTS);
        List<String> backwards = new ArrayList<>(SORTS);
        Collections.reverse(backwards);
        assertThat(scanned(SortRange.all(), Scan.Direction.DESCENDING, 1000)).isEqualTo(backwards);
        assertThat(scanned(SortRange.all(), Scan.Direction.DESCENDING, 3)).isEqualTo(backwards);
    }

    @Test
    void boundsOfARangeAreBytesToo() {
        storeShuffled(SORTS);
        assertThat(scanned(SortRange.between("\uE000", "\uD83D\uDE00"), Scan.Direction.ASCENDING, 10))
                .containsExactly("\uE000", "\uFFFD", "\uFFFF", "\uD83D\uDE00");
        assertThat(scanned(SortRange.between("Z", "a"), Scan.Direction.DESCENDING, 10))
                .containsExactly("a", "_", "Z");
    }

    @Test
    void randomSortsAreOrderedByTheirUtf8Bytes() {
        Random random = new Random(11);
        int[] alphabet = {0, 'a', 'b', '#', 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x1F600};
        List<String> sorts = random.ints(60, 1, 4)
                .mapToObj(length -> random.ints(length, 0, alphabet.length)
                        .mapToObj(i -> Character.toString(alphabet[i]))
                        .reduce("", String::concat))
                .distinct()
                .sorted(Utf8::compare)
                .toList();
        storeShuffled(sorts);
        assertThat(scanned(SortRange.all(), Scan.Direction.ASCENDING, 7)).isEqualTo(sorts);
    }

    @Test
    void partitionAndSortNeverRunIntoEachOther() {
        List<Key> keys = List.of(
                Key.of(SPACE, "a#b", "c"),
                Key.of(SPACE, "a", "b#c"),
                Key.of(SPACE, "a#b#c", ""),
                Key.of(SPACE, "a", "b"),
                Key.of(SPACE, "ab", ""),
                Key.of(SPACE, "a", "\u0000b"),
                Key.of(SPACE, "a\u0000", "b"),
                Key.of(SPACE, "a/b", "c"),
                Key.of(SPACE, "a", "b/c"),
                Key.of(SPACE, "a:b", "c"),
                Key.of(SPACE, "a", "b:c"),
                Key.of(SPACE + ".a", "b", "c"),
                Key.of(SPACE, ".a", "bc"));
        for (int i = 0; i < keys.size(); i++) {
            stored(keys.get(i), numbered(i));
        }
        for (int i = 0; i < keys.size(); i++) {
            assertThat(get(keys.get(i)).document()).as("%s", keys.get(i)).isEqualTo(numbered(i));
        }
        assertThat(backend().read(keys).entries()).hasSize(keys.size());
        Scan ofA = new Scan(SPACE, "a", SortRange.all(), Scan.Direction.ASCENDING, 100, null);
        assertThat(Pages.all(backend(), ofA))
                .extracting(entry -> entry.key().sort())
                .containsExactly("\u0000b", "b", "b#c", "b/c", "b:c");
        assertThat(Pages.space(backend(), SPACE, 100))
                .extracting(Entry::key)
                .doesNotContain(Key.of(SPACE + ".a", "b", "c"))
                .hasSize(keys.size() - 1);
    }

    @Test
    void theLetterCaseOfAKeyCounts() {
        stored(Key.of("Space", "Part", "Sort"), numbered(1));
        stored(Key.of("space", "Part", "Sort"), numbered(2));
        stored(Key.of("Space", "part", "Sort"), numbered(3));
        stored(Key.of("Space", "Part", "sort"), numbered(4));
        assertThat(get(Key.of("Space", "Part", "Sort")).document()).isEqualTo(numbered(1));
        assertThat(get(Key.of("space", "Part", "Sort")).document()).isEqualTo(numbered(2));
        assertThat(get(Key.of("Space", "part", "Sort")).document()).isEqualTo(numbered(3));
        assertThat(get(Key.of("Space", "Part", "sort")).document()).isEqualTo(numbered(4));
    }

    @Test
    void stringsInGuardsCompareAsUtf8BytesToo() {
        for (int i = 0; i + 1 < SORTS.size(); i++) {
            String low = SORTS.get(i);
            String high = SORTS.get(i + 1);
            Key key = key("guarded");
            stored(key, Document.of("n", Value.of(low)));
            applied(check(key, Guard.compare(Operand.attribute(N), Comparison.LESS, text(high))));
            applied(check(key, Guard.compare(text(high), Comparison.AT_LEAST, Operand.attribute(N))));
            refused(check(key, Guard.compare(Operand.attribute(N), Comparison.AT_LEAST, text(high))));
            applied(check(key, new Guard.Between(Operand.attribute(N), text(low), text(high))));
        }
    }

    private static Operand text(String text) {
        return Operand.literal(Value.of(text));
    }

    @Test
    void binariesCompareAsUnsignedBytes() {
        List<String> ordered = List.of("", "00", "0000", "01", "7f", "80", "80ff", "ff", "ff00");
        Key key = key("binary");
        for (int i = 0; i + 1 < ordered.size(); i++) {
            stored(key, Document.of("n", binary(ordered.get(i))));
            Operand high = Operand.literal(binary(ordered.get(i + 1)));
            applied(check(key, Guard.compare(Operand.attribute(N), Comparison.LESS, high)));
            refused(check(key, Guard.compare(Operand.attribute(N), Comparison.GREATER, high)));
        }
    }

    private static Value binary(String hex) {
        return Value.of(HexFormat.of().parseHex(hex));
    }
}
