package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Action;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Operand;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.SortRange;
import io.atomicspring.backend.Utf8;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Names that mean something to somebody else: every character of them is taken literally on every backend. */
abstract class OddNamesGroup extends ContractGroup {

    private static final List<String> NAMES = List.of(
            " ",
            "  ",
            "a",
            "a ",
            "A",
            " a",
            "a\u0000",
            "\u0000",
            "\u0000a",
            "\n",
            "\r\n",
            "\t",
            "{}",
            "{a}",
            "}{",
            "{",
            "%",
            "%25",
            "%s%n",
            "_",
            ".",
            "..",
            "../../etc",
            "/",
            "//",
            "\\",
            "#",
            "a#b",
            ":",
            "a:b",
            "|",
            "*",
            "?",
            "[a-z]",
            "[0]",
            "a.b",
            "'",
            "\"",
            "''; DROP TABLE entries; --",
            "`",
            "$",
            "${x}",
            "@",
            "&",
            "=",
            "+",
            "-",
            "~",
            "0",
            "00",
            "0.0",
            "1e3",
            "null",
            "NaN",
            "true",
            "\u007F",
            "\u0080",
            "\u00E4",
            "a\u0308",
            "\u00C4",
            "\u00DF",
            "ss",
            "\u0130",
            "\u200B",
            "\u202E",
            "\uFEFF",
            "\uFFFD",
            "\uD83D\uDE00",
            "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
            "\uDBFF\uDFFF");

    OddNamesGroup(Supplier<BackendFixture> fixtures) {
        super(fixtures);
    }

    private static List<Key> oddKeys() {
        List<Key> keys = new ArrayList<>();
        for (String name : NAMES) {
            keys.add(Key.of(SPACE, name));
            keys.add(Key.of(SPACE, name, name));
            keys.add(Key.of(SPACE, PARTITION, name));
        }
        return keys;
    }

    private void storeNumbered(List<Key> keys) {
        for (int i = 0; i < keys.size(); i++) {
            Outcome.Applied created = applied(
                    to(keys.get(i)).when(Guard.absent(), put(numbered(i))).build());
            assertThat(after(created).key()).isEqualTo(keys.get(i));
        }
    }

    @Test
    void oddNamesAreKeysOfTheirOwn() {
        List<Key> keys = oddKeys();
        storeNumbered(keys);
        for (int i = 0; i < keys.size(); i++) {
            Entry entry = get(keys.get(i));
            assertThat(entry.key()).isEqualTo(keys.get(i));
            assertThat(entry.document()).as("%s", keys.get(i)).isEqualTo(numbered(i));
        }
        assertThat(otherNode().read(keys.subList(0, 100)).entries()).hasSize(100);
    }

    @Test
    void oddNamesAreScannedAsTheyWereWritten() {
        List<Key> keys = oddKeys();
        storeNumbered(keys);
        Scan scan = new Scan(SPACE, PARTITION, SortRange.all(), Scan.Direction.ASCENDING, 10, null);
        assertThat(Pages.all(backend(), scan))
                .extracting(entry -> entry.key().sort())
                .containsExactlyElementsOf(NAMES.stream().sorted(Utf8::compare).toList());
        assertThat(Pages.space(backend(), SPACE, 10)).extracting(Entry::key).containsOnlyOnceElementsOf(keys);
    }

    @Test
    void everyOddPartitionIsScannedAlone() {
        storeNumbered(oddKeys());
        for (String name : NAMES) {
            Scan scan = new Scan(SPACE, name, SortRange.all(), Scan.Direction.DESCENDING, 10, null);
            assertThat(Pages.all(backend(), scan))
                    .extracting(Entry::key)
                    .containsExactly(Key.of(SPACE, name, name), Key.of(SPACE, name));
        }
    }

    @Test
    void anOddPrefixIsLiteral() {
        storeNumbered(oddKeys());
        for (String prefix : NAMES) {
            Scan scan = new Scan(SPACE, PARTITION, SortRange.prefix(prefix), Scan.Direction.ASCENDING, 100, null);
            assertThat(Pages.all(backend(), scan))
                    .extracting(entry -> entry.key().sort())
                    .as("sorts that begin with '%s'", prefix)
                    .containsExactlyElementsOf(NAMES.stream()
                            .filter(name -> name.startsWith(prefix))
                            .sorted(Comparator.comparing(name -> name, Utf8::compare))
                            .toList());
        }
    }

    @Test
    void oddKeysAreCommittedAndRemoved() {
        List<Key> keys = NAMES.stream().map(ContractGroup::key).toList();
        committed(keys.stream().map(key -> always(key, put(numbered(1)))).toArray(Write[]::new));
        assertThat(backend().read(keys).entries()).hasSize(keys.size());
        Key first = keys.get(0);
        applied(first, Change.remove());
        assertThat(backend().read(keys).entries()).hasSize(keys.size() - 1).doesNotContainKey(first);
    }

    @Test
    void oddNamesAreAttributes() {
        Document document = Document.empty();
        for (String name : NAMES) {
            document = document.with(name, Value.of(name));
        }
        document = document.with("nested", document).with("list", Value.list(document));
        Key key = key("attributes");
        stored(key, document);
        assertThat(get(key).document()).isEqualTo(document);
        for (String name : NAMES) {
            applied(check(key, Guard.equal(Path.attribute(name), Value.of(name))));
            applied(check(key, Guard.equal(Path.attribute("nested").child(name), Value.of(name))));
            applied(check(key, Guard.missing(Path.attribute(name + "?"))));
        }
    }

    @Test
    void oddAttributesAreChangedAlone() {
        for (String name : NAMES) {
            Document document = Document.of("other", Value.of("x"));
            Path path = Path.attribute(name);
            assertThat(patched(document, add(path, "1"))).isEqualTo(document.with(name, Value.of(1)));
            assertThat(patched(document.with(name, Value.of(1)), new Action.Unset(path)))
                    .isEqualTo(document);
            assertThat(patched(
                            document.with(name, Document.of(name, Value.of(5))),
                            new Action.Set(
                                    path.child(name),
                                    Operand.difference(Operand.attribute(path.child(name)), literal(2)))))
                    .isEqualTo(document.with(name, Document.of(name, Value.of(3))));
        }
    }

    @Test
    void oddStringsAreValues() {
        List<Value> strings = NAMES.stream().<Value>map(Value::of).toList();
        Document document = new Document(Map.of(
                "list",
                new Value.ListOf(strings),
                "set",
                Value.SetOf.of(strings),
                "empty",
                Value.of(""),
                "setWithEmpty",
                Value.strings(""),
                "binary",
                Value.of(new byte[] {0, 10, 13, 34, 39, 92, 127, -128, -1, 0}),
                "emptyBinary",
                Value.of(new byte[0])));
        Key key = key("values");
        stored(key, document);
        assertThat(get(key).document()).isEqualTo(document);
        for (Value string : strings) {
            applied(check(key, new Guard.Contains(Operand.attribute(Path.attribute("set")), Operand.literal(string))));
        }
    }

    @Test
    void oddNamesOfSpacesAreOrdinary() {
        List<String> spaces = List.of("a", "A", "a.", ".", "..", "-", "_", "a-b", "a_b", "a.b", "0", "null");
        for (int i = 0; i < spaces.size(); i++) {
            stored(Key.of(spaces.get(i), PARTITION, "s"), numbered(i));
        }
        for (int i = 0; i < spaces.size(); i++) {
            assertThat(Pages.space(backend(), spaces.get(i), 10))
                    .extracting(Entry::document)
                    .as("space %s", spaces.get(i))
                    .containsOnly(numbered(i));
        }
    }
}
