package io.atomicspring.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is refused before any I/O, because it can never work. */
class WriteTests {

    private static final Key KEY = Key.of("space", "part", "sort");

    private static void refused(ThrowingCallable call, String... facts) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(call)
                .satisfies(refusal -> List.of(facts)
                        .forEach(fact -> assertThat(refusal.getMessage()).contains(fact)));
    }

    private static Write put(Document document) {
        return Write.to(KEY)
                .when(Guard.always(), Change.put(document, Expiry.never()))
                .build();
    }

    private static Document nested(int depth) {
        Document document = Document.empty();
        for (int level = 1; level < depth; level++) {
            document = Document.of("d", document);
        }
        return document;
    }

    @Test
    void keysKeepTheirLimits() {
        assertThat(Key.of("s".repeat(200), "p".repeat(1024), "s".repeat(1023)).size())
                .isEqualTo(2247);
        assertThat(Key.of("A-z_0.9", "\u0000", "").sort()).isEmpty();
        refused(() -> Key.of("", "p"), "Space ''");
        refused(() -> Key.of("a b", "p"), "'a b'");
        refused(() -> Key.of("\u00E9", "p"));
        refused(() -> Key.of("s".repeat(201), "p"));
        refused(() -> Key.of("s", ""), "partition");
        refused(() -> Key.of("s", "p".repeat(1025)), "1024");
        refused(() -> Key.of("s", "\u20AC".repeat(342)), "1026 bytes");
        refused(() -> Key.of("s", "p", "s".repeat(1024)), "1023");
        refused(() -> Key.of("s", "\uD83D"), "surrogate");
        refused(() -> Key.of("s", "p", "\uDE00"), "surrogate");
    }

    @Test
    void anEntryOfExactlyTheLimitPasses() {
        int frame = Entry.sizeOf(KEY, Document.of("s", Value.of("")));
        put(Document.of("s", Value.of("x".repeat(400_000 - frame))));
        refused(() -> put(Document.of("s", Value.of("x".repeat(400_001 - frame)))), "400001", "400000", KEY.toString());
    }

    @Test
    void theKeyAndTheEntrysOwnFieldsAreCounted() {
        assertThat(Entry.sizeOf(Key.of("abc", "de", "\u20AC"), Document.empty()))
                .isEqualTo(3 + 2 + 3 + 3 + Limits.OWN_FIELDS_BYTES);
    }

    @Test
    void aDocumentNestsThirtyDeepAndNoDeeper() {
        put(nested(30));
        refused(() -> put(nested(31)), "31", "30");
    }

    @Test
    void aPatchLargerThanAnEntryIsRefused() {
        Action[] halves = {
            new Action.Set(Path.attribute("a"), Operand.literal(Value.of("x".repeat(200_001)))),
            new Action.Set(Path.attribute("b"), Operand.literal(Value.of("x".repeat(200_001))))
        };
        refused(() -> Write.to(KEY)
                .when(Guard.always(), Change.patch(Expiry.never(), halves))
                .build());
    }

    @Test
    void overlappingPathsAreRefusedByName() {
        refused(
                () -> Change.patch(
                        Expiry.unchanged(),
                        new Action.Unset(Path.parse("a.b")),
                        new Action.Unset(Path.parse("c")),
                        new Action.Unset(Path.parse("a.b[0]"))),
                "'a.b'",
                "'a.b[0]'");
        refused(() ->
                Change.patch(Expiry.unchanged(), new Action.Unset(Path.parse("a")), new Action.Unset(Path.parse("a"))));
    }

    @Test
    void setsAreNeverEmptyAndOfOneKind() {
        refused(() -> Value.strings(), "empty");
        refused(() -> Value.numbers());
        refused(() -> Value.SetOf.of(List.of(Value.of(1), Value.of("a"))), "NUMBER", "STRING");
        refused(() -> Value.SetOf.of(List.of(Value.of(true))), "BOOLEAN");
        refused(() -> new Value.SetOf(Value.Kind.LIST, List.of()), "LIST");
    }

    @Test
    void valuesAreNeverNullAndWellFormed() {
        refused(() -> Value.of((String) null));
        refused(() -> Value.of((byte[]) null));
        refused(() -> Value.of((BigDecimal) null));
        refused(() -> Value.of("\uD83D"), "surrogate");
        refused(() -> Document.of("\uDE00", Value.of(1)), "surrogate");
    }

    @Test
    void countsKeepTheirLimits() {
        refused(() -> Write.to(KEY).build(), "0 branches");
        Write.Builder many = Write.to(KEY);
        for (int i = 0; i < 17; i++) {
            many.when(Guard.always(), Change.keep());
        }
        refused(many::build, "17 branches");
        refused(() ->
                Write.to(KEY).when(Guard.always(), Change.keep()).reserving(0).build());
        refused(() -> Write.to(KEY)
                .when(Guard.always(), Change.keep())
                .reserving(1001)
                .build());
        refused(() -> Write.to(null));
        refused(() -> Guard.versionIs(0));
        refused(() -> new Guard.In(Operand.size(Path.attribute("a")), List.of()));
        refused(() -> new Scan("s", "p", SortRange.all(), Scan.Direction.ASCENDING, 0, null));
        refused(() -> new Scan("s", "p", SortRange.all(), Scan.Direction.ASCENDING, 1001, null));
        refused(() -> SortRange.between("\uD83D\uDE00", "\uFFFD"), "UTF-8 order");
    }

    @Test
    void durationsArePositiveAndBounded() {
        refused(() -> Expiry.after(Duration.ZERO), "PT0S");
        refused(() -> Expiry.after(Duration.ofMillis(-1)));
        refused(() -> Expiry.after(Duration.ofDays(36_501)));
        refused(() -> Expiry.after(null));
        refused(() -> Operand.now(Duration.ofDays(-36_501)));
    }
}
