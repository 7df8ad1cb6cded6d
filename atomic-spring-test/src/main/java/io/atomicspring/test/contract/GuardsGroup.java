package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Guard.Comparison;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Operand;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.Value;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When every kind of guard holds. */
abstract class GuardsGroup extends ContractGroup {

    private static final Key KEY = key("guarded");
    private static final Key NOTHING = key("nothing");
    private static final Path TEXT = Path.attribute("text");
    private static final Path BYTES = Path.attribute("bytes");
    private static final Path NULL = Path.attribute("null");
    private static final Path LIST = Path.attribute("list");
    private static final Path SET = Path.attribute("set");
    private static final Path MAP = Path.attribute("map");
    private static final Path GONE = Path.attribute("gone");

    GuardsGroup(Supplier<BackendFixture> fixtures) {
        super(fixtures);
    }

    @BeforeEach
    void storeTheGuardedEntry() {
        stored(
                KEY,
                Document.of("n", Value.of(5), "text", Value.of("h\u00E9llo"))
                        .with("bytes", Value.of(new byte[] {1, 2, 3}))
                        .with("null", Value.nothing())
                        .with("yes", Value.of(true))
                        .with("list", Value.list(Value.of(1), Value.of("two"), Value.list(Value.of(3))))
                        .with("set", Value.strings("a", "b"))
                        .with("map", Document.of("k", Value.of(7))));
    }

    private void holds(Guard guard) {
        assertThat(backend().apply(check(KEY, guard))).as("%s", guard).isInstanceOf(Outcome.Applied.class);
        assertThat(backend().apply(check(KEY, Guard.not(guard))))
                .as("not %s", guard)
                .isInstanceOf(Outcome.Refused.class);
    }

    private void fails(Guard guard) {
        holds(Guard.not(guard));
    }

    private static Operand at(Path path) {
        return Operand.attribute(path);
    }

    private static Operand text(String text) {
        return Operand.literal(Value.of(text));
    }

    @Test
    void presenceAndAbsence() {
        holds(Guard.always());
        holds(Guard.present());
        fails(Guard.absent());
        applied(check(NOTHING, Guard.absent()));
        applied(check(NOTHING, Guard.always()));
        refused(check(NOTHING, Guard.present()));
        refused(check(NOTHING, Guard.not(Guard.absent())));
    }

    @Test
    void versions() {
        Entry entry = get(KEY);
        holds(Guard.versionIs(entry.version()));
        fails(Guard.versionIs(entry.version() + 1));
        fails(Guard.versionIs(entry.version() - 1));
        fails(Guard.versionIs(Long.MAX_VALUE));
        refused(check(NOTHING, Guard.versionIs(entry.version())));
    }

    @Test
    void existence() {
        holds(Guard.exists(N));
        holds(Guard.exists(NULL));
        holds(Guard.exists(MAP.child("k")));
        holds(Guard.exists(LIST.element(2).element(0)));
        fails(Guard.exists(GONE));
        fails(Guard.exists(MAP.child("x")));
        fails(Guard.exists(LIST.element(3)));
        fails(Guard.exists(LIST.child("k")));
        fails(Guard.exists(MAP.element(0)));
        fails(Guard.exists(TEXT.child("k")));
        holds(Guard.missing(GONE));
        applied(check(NOTHING, Guard.missing(N)));
    }

    @Test
    void numbersCompare() {
        for (Comparison comparison : Comparison.values()) {
            boolean whenLess = comparison == Comparison.LESS
                    || comparison == Comparison.AT_MOST
                    || comparison == Comparison.NOT_EQUAL;
            boolean whenEqual = comparison == Comparison.EQUAL
                    || comparison == Comparison.AT_MOST
                    || comparison == Comparison.AT_LEAST;
            boolean whenGreater = comparison == Comparison.GREATER
                    || comparison == Comparison.AT_LEAST
                    || comparison == Comparison.NOT_EQUAL;
            holdsIf(whenLess, Guard.compare(at(N), comparison, literal(6)));
            holdsIf(whenEqual, Guard.compare(at(N), comparison, literal(5)));
            holdsIf(whenGreater, Guard.compare(at(N), comparison, literal(4)));
        }
    }

    private void holdsIf(boolean expected, Guard guard) {
        holds(expected ? guard : Guard.not(guard));
    }

    @Test
    void everyKindComparesForEquality() {
        for (String name : List.of("n", "text", "bytes", "null", "yes", "list", "set", "map")) {
            Path path = Path.attribute(name);
            holds(Guard.compare(at(path), Comparison.EQUAL, at(path)));
            fails(Guard.compare(at(path), Comparison.NOT_EQUAL, at(path)));
            fails(Guard.compare(at(path), Comparison.EQUAL, at(GONE)));
            holds(Guard.compare(at(path), Comparison.NOT_EQUAL, at(GONE)));
        }
        holds(Guard.equal(SET, Value.strings("b", "a")));
        fails(Guard.equal(SET, Value.strings("a")));
        fails(Guard.equal(SET, Value.list(Value.of("a"), Value.of("b"))));
        holds(Guard.equal(MAP, Document.of("k", number("7.0"))));
        holds(Guard.equal(LIST, Value.list(number("1.0"), Value.of("two"), Value.list(Value.of(3)))));
        fails(Guard.equal(LIST, Value.list(Value.of("two"), Value.of(1), Value.list(Value.of(3)))));
        fails(Guard.equal(Path.attribute("yes"), Value.of(false)));
        fails(Guard.equal(NULL, Value.of(false)));
    }

    @Test
    void differentKindsAreNeitherEqualNorOrdered() {
        fails(Guard.equal(N, Value.of("5")));
        holds(Guard.compare(at(N), Comparison.NOT_EQUAL, text("5")));
        for (Comparison order : List.of(Comparison.LESS, Comparison.AT_MOST, Comparison.GREATER, Comparison.AT_LEAST)) {
            fails(Guard.compare(at(N), order, text("5")));
            fails(Guard.compare(at(TEXT), order, at(BYTES)));
            fails(Guard.compare(at(GONE), order, literal(1)));
            fails(Guard.compare(at(GONE), order, at(GONE)));
            fails(Guard.compare(at(NULL), order, at(NULL)));
            fails(Guard.compare(at(LIST), order, at(LIST)));
            fails(Guard.compare(at(SET), order, at(SET)));
            fails(Guard.compare(at(Path.attribute("yes")), order, at(Path.attribute("yes"))));
        }
        fails(Guard.compare(at(GONE), Comparison.EQUAL, at(GONE)));
    }

    @Test
    void between() {
        holds(new Guard.Between(at(N), literal(5), literal(5)));
        holds(new Guard.Between(at(N), literal(4), literal(6)));
        fails(new Guard.Between(at(N), literal(6), literal(7)));
        fails(new Guard.Between(at(N), literal(3), literal(4)));
        fails(new Guard.Between(at(N), literal(6), literal(4)));
        fails(new Guard.Between(at(N), text("1"), text("9")));
        fails(new Guard.Between(at(GONE), literal(0), literal(9)));
        holds(new Guard.Between(at(TEXT), text("h"), text("i")));
        holds(new Guard.Between(literal(6), at(N), at(MAP.child("k"))));
    }

    @Test
    void in() {
        holds(new Guard.In(at(N), List.of(Value.of(4), number("5.0"))));
        fails(new Guard.In(at(N), List.of(Value.of("5"), Value.of(4))));
        fails(new Guard.In(at(GONE), List.of(Value.nothing())));
        holds(new Guard.In(at(NULL), List.of(Value.nothing())));
        holds(new Guard.In(at(SET), List.of(Value.strings("b", "a"))));
    }

    @Test
    void beginsWith() {
        holds(new Guard.BeginsWith(at(TEXT), Value.of("h\u00E9")));
        holds(new Guard.BeginsWith(at(TEXT), Value.of("")));
        holds(new Guard.BeginsWith(at(TEXT), Value.of("h\u00E9llo")));
        fails(new Guard.BeginsWith(at(TEXT), Value.of("h\u00E9llo!")));
        fails(new Guard.BeginsWith(at(TEXT), Value.of("H")));
        holds(new Guard.BeginsWith(at(BYTES), Value.of(new byte[] {1, 2})));
        fails(new Guard.BeginsWith(at(BYTES), Value.of(new byte[] {2})));
        fails(new Guard.BeginsWith(at(TEXT), Value.of(new byte[] {'h'})));
        fails(new Guard.BeginsWith(at(N), Value.of("5")));
        fails(new Guard.BeginsWith(at(GONE), Value.of("")));
    }

    @Test
    void contains() {
        holds(new Guard.Contains(at(TEXT), text("\u00E9l")));
        fails(new Guard.Contains(at(TEXT), text("le")));
        holds(new Guard.Contains(at(BYTES), Operand.literal(Value.of(new byte[] {2, 3}))));
        fails(new Guard.Contains(at(BYTES), Operand.literal(Value.of(new byte[] {1, 3}))));
        holds(new Guard.Contains(at(LIST), literal(1)));
        holds(new Guard.Contains(at(LIST), Operand.literal(Value.list(Value.of(3)))));
        fails(new Guard.Contains(at(LIST), literal(3)));
        holds(new Guard.Contains(at(SET), text("a")));
        fails(new Guard.Contains(at(SET), text("c")));
        fails(new Guard.Contains(at(SET), literal(1)));
        fails(new Guard.Contains(at(TEXT), literal(1)));
        fails(new Guard.Contains(at(MAP), text("k")));
        fails(new Guard.Contains(at(GONE), text("a")));
        holds(new Guard.Contains(Operand.literal(Value.list(Value.of(5))), at(N)));
        fails(new Guard.Contains(at(SET), at(GONE)));
    }

    @Test
    void sizesAndSums() {
        holds(Guard.compare(Operand.size(TEXT), Comparison.EQUAL, literal(6)));
        holds(Guard.compare(Operand.size(LIST), Comparison.EQUAL, literal(3)));
        holds(Guard.compare(Operand.size(SET), Comparison.AT_LEAST, literal(2)));
        holds(Guard.compare(Operand.size(MAP), Comparison.LESS, literal(2)));
        holds(Guard.compare(Operand.size(BYTES), Comparison.EQUAL, literal(3)));
        fails(Guard.compare(Operand.size(N), Comparison.AT_LEAST, literal(0)));
        fails(Guard.compare(Operand.size(GONE), Comparison.AT_LEAST, literal(0)));
        holds(Guard.compare(Operand.sum(at(N), at(MAP.child("k"))), Comparison.EQUAL, literal(12)));
        holds(Guard.compare(Operand.difference(at(N), literal(6)), Comparison.EQUAL, literal(-1)));
        fails(Guard.compare(Operand.sum(at(N), at(TEXT)), Comparison.AT_LEAST, literal(0)));
        holds(Guard.compare(Operand.sum(Operand.attribute(GONE, literal(2)), at(N)), Comparison.EQUAL, literal(7)));
    }

    @Test
    void combinations() {
        Guard yes = Guard.equal(N, Value.of(5));
        Guard no = Guard.exists(GONE);
        holds(Guard.allOf());
        fails(Guard.anyOf());
        holds(Guard.allOf(yes, yes));
        fails(Guard.allOf(yes, no));
        holds(Guard.anyOf(no, yes));
        fails(Guard.anyOf(no, no));
        holds(Guard.not(Guard.not(yes)));
        holds(Guard.allOf(Guard.anyOf(no, Guard.not(no)), Guard.not(Guard.allOf(yes, no))));
    }

    @Test
    void guardsOnNothingSeeAnEmptyDocument() {
        refused(check(NOTHING, Guard.equal(N, Value.of(5))));
        applied(check(NOTHING, Guard.compare(at(N), Comparison.NOT_EQUAL, literal(5))));
        applied(check(NOTHING, Guard.compare(Operand.attribute(N, literal(5)), Comparison.EQUAL, literal(5))));
        refused(check(NOTHING, Guard.compare(Operand.size(N), Comparison.AT_LEAST, literal(0))));
    }
}
