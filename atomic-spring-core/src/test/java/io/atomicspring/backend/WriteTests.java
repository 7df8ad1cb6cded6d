package io.atomicspring.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
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
    void everyBuildIsAnIntentOfItsOwnUnlessItIsNamed() {
        Write.Builder builder = Write.to(Key.of("space", "partition")).when(Guard.always(), Change.remove());

        assertThat(builder.build().operation()).isNotEqualTo(builder.build().operation());

        OperationId named = OperationId.next();
        builder.operation(named);
        assertThat(builder.build().operation()).isEqualTo(named);
        assertThat(builder.build().operation()).isEqualTo(named);
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
    void aWriteCarriesFourMegabytesInAllItsGuardsAndBranchesTogether() {
        Document large = Document.of("s", Value.of("x".repeat(390_000)));
        Guard other = Guard.equal(Path.attribute("s"), large);
        Guard oneOf = new Guard.In(Operand.attribute(Path.attribute("s")), Collections.nCopies(10, large));
        Write.Builder puts = Write.to(KEY);
        for (int i = 0; i < 5; i++) {
            puts.when(other, Change.put(large, Expiry.never()));
        }
        puts.build();
        refused(puts.when(other, Change.keep())::build, "4000000 are allowed", KEY.toString());
        Write half = check(other, other, other, other, other, other);
        refused(() -> CommitPlan.of(List.of(
                half,
                Write.to(Key.of("space", "part", "2"))
                        .when(oneOf, Change.remove())
                        .build())));
        refused(() -> check(Guard.not(Guard.anyOf(oneOf, other))), "4000000 are allowed");
        refused(() -> check(new Guard.Between(sums(1), Operand.literal(large), sums(1)), oneOf));
        refused(() -> check(new Guard.BeginsWith(sums(1), Value.of("x".repeat(4_000_000)))));
        refused(() -> check(new Guard.Contains(sums(1), Operand.literal(Value.of("x".repeat(4_000_000))))));
    }

    private static Guard nots(int count, Guard innermost) {
        Guard guard = innermost;
        for (int i = 0; i < count; i++) {
            guard = Guard.not(guard);
        }
        return guard;
    }

    private static Operand sums(int count) {
        Operand sum = Operand.literal(Value.of(1));
        for (int i = 0; i < count; i++) {
            sum = Operand.sum(sum, Operand.literal(Value.of(1)));
        }
        return sum;
    }

    private static Write check(Guard... guards) {
        Write.Builder check = Write.to(KEY);
        List.of(guards).forEach(guard -> check.when(guard, Change.keep()));
        return check.build();
    }

    private static Write add(Operand amount) {
        return Write.to(KEY)
                .when(Guard.always(), Change.patch(Expiry.never(), new Action.Add(Path.attribute("n"), amount)))
                .build();
    }

    @Test
    void guardsAndCalculationsNestThirtyDeepAndNoDeeper() {
        check(nots(29, Guard.present()));
        refused(() -> check(nots(30, Guard.present())), "30 levels", KEY.toString());
        add(sums(29));
        refused(() -> add(sums(30)), "30 levels");
        refused(() -> add(sums(100_000)));
        refused(() -> check(Guard.compare(sums(29), Guard.Comparison.LESS, sums(1))), "30 levels");
        refused(() -> check(nots(100_000, Guard.present())));
    }

    @Test
    void aWriteHasThreeHundredGuardsAndNoMore() {
        Guard hundred = new Guard.AllOf(Collections.nCopies(99, Guard.present()));
        check(hundred, hundred, hundred);
        refused(() -> check(hundred, hundred, hundred, Guard.always()), "300 conditions");
        Operand doubled = Operand.literal(Value.of(1));
        for (int i = 0; i < 20; i++) {
            doubled = Operand.sum(doubled, doubled);
        }
        Operand million = doubled;
        refused(() -> add(million), "300 conditions");
    }

    @Test
    void aChainOfAlternativesIsNoDeeperThanOne() {
        Guard any = Guard.absent();
        Guard all = Guard.present();
        for (int i = 1; i < 299; i++) {
            any = Guard.anyOf(any, Guard.versionIs(i));
            all = Guard.allOf(all, Guard.versionIs(i));
        }
        check(any);
        check(all);
    }

    @Test
    void checksFoldedIntoAChangeAreNoDefectOfIt() {
        Write deepest = check(nots(29, Guard.present()));
        Write.Builder change = Write.to(KEY).when(nots(29, Guard.present()), Change.remove());
        assertThat(CommitPlan.of(List.of(deepest, change.build())).writes()).hasSize(1);
        assertThat(CommitPlan.of(Collections.nCopies(
                                100, check(new Guard.AllOf(Collections.nCopies(9, Guard.present())))))
                        .writes())
                .hasSize(1);
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
