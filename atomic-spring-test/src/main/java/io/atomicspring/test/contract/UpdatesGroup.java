package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Action;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Images;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Operand;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.RefusalReason;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every action does to a document, and why one is refused. */
abstract class UpdatesGroup extends ContractGroup {

    private static final Path A = Path.attribute("a");
    private static final Path B = Path.attribute("b");
    private static final Value X = Value.of("x");

    UpdatesGroup(Supplier<BackendFixture> fixtures) {
        super(fixtures);
    }

    private static Value.ListOf list(long... numbers) {
        List<Value> elements = new ArrayList<>();
        for (long number : numbers) {
            elements.add(Value.of(number));
        }
        return new Value.ListOf(elements);
    }

    private static Document doc(Value a) {
        return Document.of("a", a);
    }

    @Test
    void setReplacesWhateverWasThere() {
        for (Value value : oneOfEachKind()) {
            assertThat(patched(doc(X), set(A, value))).isEqualTo(doc(value));
            assertThat(patched(doc(value), set(A, X))).isEqualTo(doc(X));
            assertThat(patched(Document.empty(), set(A, value))).isEqualTo(doc(value));
        }
    }

    private static List<Value> oneOfEachKind() {
        return List.of(
                Value.nothing(),
                Value.of(true),
                Value.of(false),
                Value.of(0),
                Value.of(""),
                Value.of(new byte[] {0, -1}),
                Value.list(),
                Value.list(Value.nothing(), Value.list(Document.of("k", Value.list()))),
                Document.empty(),
                Document.of("k", Document.of("", X)),
                Value.strings("b", "a"),
                Value.numbers(10, 9),
                Value.SetOf.of(List.of(Value.of(new byte[] {-1}), Value.of(new byte[] {0}))));
    }

    @Test
    void setIfAbsentLeavesWhatIsThere() {
        assertThat(patched(doc(X), new Action.SetIfAbsent(A, literal(1)))).isEqualTo(doc(X));
        assertThat(patched(doc(Value.nothing()), new Action.SetIfAbsent(A, literal(1))))
                .isEqualTo(doc(Value.nothing()));
        assertThat(patched(doc(X), new Action.SetIfAbsent(B, literal(1))))
                .isEqualTo(Document.of("a", X, "b", Value.of(1)));
        assertThat(patched(doc(X), new Action.SetIfAbsent(A, Operand.attribute(Path.attribute("gone")))))
                .as("the operand of an action that does nothing is not needed")
                .isEqualTo(doc(X));
    }

    @Test
    void unsetRemovesAndForgivesWhatIsMissing() {
        assertThat(patched(Document.of("a", X, "b", X), new Action.Unset(A))).isEqualTo(Document.of("b", X));
        assertThat(patched(doc(X), new Action.Unset(B))).isEqualTo(doc(X));
        assertThat(patched(doc(X), new Action.Unset(Path.parse("gone.deep.down"))))
                .isEqualTo(doc(X));
        assertThat(patched(doc(X), new Action.Unset(Path.parse("a.not[3].map"))))
                .isEqualTo(doc(X));
        assertThat(patched(doc(X), new Action.Unset(A))).isEqualTo(Document.empty());
    }

    @Test
    void nestedPathsChangeOnlyTheirPlace() {
        Document document = Document.of(
                "a",
                Document.of("l", Value.list(Value.of(1), Document.of("k", Value.of(2), "other", X)), "m", X),
                "b",
                X);
        assertThat(patched(
                        document,
                        add(Path.parse("a.l[1].k"), "5"),
                        set(Path.parse("a.new"), Value.of(true)),
                        new Action.Unset(Path.parse("a.m"))))
                .isEqualTo(Document.of(
                        "a",
                        Document.of(
                                "l",
                                Value.list(Value.of(1), Document.of("k", Value.of(7), "other", X)),
                                "new",
                                Value.of(true)),
                        "b",
                        X));
    }

    @Test
    void appendAndPrependKeepTheirOrder() {
        Document document = Document.of("a", list(3), "b", list(3));
        Operand more = Operand.literal(list(1, 2));
        assertThat(patched(document, new Action.Append(A, more), new Action.Prepend(B, more)))
                .isEqualTo(Document.of("a", list(3, 1, 2), "b", list(1, 2, 3)));
        assertThat(patched(document, new Action.Append(A, Operand.attribute(B))))
                .isEqualTo(Document.of("a", list(3, 3), "b", list(3)));
        assertThat(patched(document, new Action.Append(A, Operand.attribute(A))))
                .isEqualTo(Document.of("a", list(3, 3), "b", list(3)));
        assertThat(patched(document, new Action.Append(A, Operand.literal(Value.list()))))
                .isEqualTo(document);
    }

    @Test
    void anElementOfAListIsSetInItsPlace() {
        assertThat(patched(doc(list(1, 2, 3)), set(A.element(1), X)))
                .isEqualTo(doc(Value.list(Value.of(1), X, Value.of(3))));
        assertThat(patched(doc(list(1, 2, 3)), add(A.element(0), "10"), add(A.element(2), "10")))
                .isEqualTo(doc(list(11, 2, 13)));
    }

    @Test
    void anElementPastTheEndIsAppended() {
        assertThat(patched(doc(list(1)), set(A.element(1), X))).isEqualTo(doc(Value.list(Value.of(1), X)));
        assertThat(patched(doc(list(1)), set(A.element(77), X))).isEqualTo(doc(Value.list(Value.of(1), X)));
        assertThat(patched(doc(list()), set(A.element(9), Value.of(9)), set(A.element(5), Value.of(5))))
                .as("in the order of their indices")
                .isEqualTo(doc(list(5, 9)));
        assertThat(patched(doc(list(1)), add(A.element(4), "3"))).isEqualTo(doc(list(1, 3)));
        assertThat(patched(doc(list(1)), new Action.Append(A.element(4), Operand.literal(list(2)))))
                .isEqualTo(doc(Value.list(Value.of(1), list(2))));
    }

    @Test
    void anElementThatIsUnsetMovesTheLaterOnesUp() {
        assertThat(patched(doc(list(1, 2, 3)), new Action.Unset(A.element(0)))).isEqualTo(doc(list(2, 3)));
        assertThat(patched(doc(list(1, 2, 3)), new Action.Unset(A.element(0)), new Action.Unset(A.element(2))))
                .as("indices count in the list as it was")
                .isEqualTo(doc(list(2)));
        assertThat(patched(doc(list(1, 2, 3)), new Action.Unset(A.element(1)), set(A.element(2), X)))
                .isEqualTo(doc(Value.list(Value.of(1), X)));
        assertThat(patched(doc(list(1, 2, 3)), new Action.Unset(A.element(3)))).isEqualTo(doc(list(1, 2, 3)));
        assertThat(patched(doc(list(1)), new Action.Unset(A.element(0)))).isEqualTo(doc(Value.list()));
    }

    @Test
    void setsGrowAndShrink() {
        Document document = doc(Value.strings("a", "b"));
        assertThat(patched(document, new Action.AddToSet(A, Value.strings("b", "c"))))
                .isEqualTo(doc(Value.strings("a", "b", "c")));
        assertThat(patched(document, new Action.RemoveFromSet(A, Value.strings("a", "x"))))
                .isEqualTo(doc(Value.strings("b")));
        assertThat(patched(document, new Action.RemoveFromSet(B, Value.strings("a"))))
                .isEqualTo(document);
        assertThat(patched(document, new Action.RemoveFromSet(A, Value.strings("b", "a"))))
                .as("a set that becomes empty is removed itself")
                .isEqualTo(Document.empty());
        assertThat(patched(
                        doc(Value.list(X, Value.strings("a"), X)),
                        new Action.RemoveFromSet(A.element(1), Value.strings("a"))))
                .isEqualTo(doc(Value.list(X, X)));
    }

    @Test
    void operandsReadTheEntryAsItWas() {
        assertThat(patched(
                        Document.of("a", Value.of(1), "b", Value.of(2)),
                        new Action.Set(A, Operand.attribute(B)),
                        new Action.Set(B, Operand.attribute(A))))
                .isEqualTo(Document.of("a", Value.of(2), "b", Value.of(1)));
        assertThat(patched(
                        Document.of("a", Value.of(1)),
                        add(A, "5"),
                        new Action.Set(B, Operand.sum(Operand.attribute(A), literal(100)))))
                .isEqualTo(Document.of("a", Value.of(6), "b", Value.of(101)));
        assertThat(patched(
                        Document.of("a", X, "b", Value.of(1)),
                        new Action.Unset(A),
                        new Action.Set(B, Operand.attribute(A))))
                .isEqualTo(Document.of("b", X));
    }

    @Test
    void aMissingAttributeFallsBack() {
        Operand gone = Operand.attribute(Path.attribute("gone"), literal(7));
        assertThat(patched(doc(X), new Action.Set(B, gone))).isEqualTo(Document.of("a", X, "b", Value.of(7)));
        assertThat(patched(doc(Value.of(1)), new Action.Add(A, gone))).isEqualTo(doc(Value.of(8)));
        assertThat(patched(
                        doc(X),
                        new Action.Set(B, Operand.attribute(Path.parse("a.deep"), Operand.attribute(A, literal(9))))))
                .isEqualTo(Document.of("a", X, "b", X));
        assertThat(patched(doc(Value.nothing()), new Action.Set(B, Operand.attribute(A, literal(9)))))
                .as("a null is not missing")
                .isEqualTo(Document.of("a", Value.nothing(), "b", Value.nothing()));
    }

    @Test
    void sizesAreOperands() {
        Document document = Document.of("a", Value.of("h\u00E9\uD83D\uDE00"), "b", list(1, 2, 3))
                .with("c", Value.strings("x", "y"))
                .with("d", Document.of("k", X))
                .with("e", Value.of(new byte[5]));
        Action[] actions = document.attributes().keySet().stream()
                .map(name -> new Action.Set(Path.attribute("#" + name), Operand.size(Path.attribute(name))))
                .toArray(Action[]::new);
        assertThat(patched(document, actions))
                .isEqualTo(document.with("#a", Value.of(7))
                        .with("#b", Value.of(3))
                        .with("#c", Value.of(2))
                        .with("#d", Value.of(1))
                        .with("#e", Value.of(5)));
    }

    @Test
    void aValueOfAnotherKindIsRefused() {
        Operand list = Operand.literal(list(1));
        for (Value value : oneOfEachKind()) {
            if (value.kind() != Value.Kind.NUMBER) {
                assertMismatch(doc(value), add(A, "1"));
                assertMismatch(doc(value), new Action.Set(B, Operand.sum(literal(1), Operand.attribute(A))));
                assertMismatch(doc(value), new Action.Add(B, Operand.attribute(A)));
            }
            if (value.kind() != Value.Kind.LIST) {
                assertMismatch(doc(value), new Action.Append(A, list));
                assertMismatch(doc(value), new Action.Prepend(A, list));
                assertMismatch(doc(value), new Action.Append(B, Operand.attribute(A)));
            }
            if (value.kind() != Value.Kind.STRING_SET) {
                assertMismatch(doc(value), new Action.AddToSet(A, Value.strings("x")));
                assertMismatch(doc(value), new Action.RemoveFromSet(A, Value.strings("x")));
            }
        }
        assertMismatch(doc(Value.of(1)), new Action.Set(B, Operand.size(A)));
        assertMismatch(doc(Value.of(true)), new Action.Set(B, Operand.size(A)));
        assertMismatch(doc(Value.nothing()), new Action.Set(B, Operand.size(A)));
    }

    private void assertMismatch(Document document, Action action) {
        assertThat(refusal(document, action)).as("%s of %s", action, document).isEqualTo(RefusalReason.TYPE_MISMATCH);
    }

    @Test
    void aMissingOperandIsRefused() {
        Operand gone = Operand.attribute(Path.parse("gone"));
        for (Action action : List.of(
                new Action.Set(B, gone),
                new Action.SetIfAbsent(B, gone),
                new Action.Add(B, gone),
                new Action.Append(B, gone),
                new Action.Prepend(B, gone),
                new Action.Set(B, Operand.attribute(Path.parse("a[0]"))),
                new Action.Set(B, Operand.attribute(Path.parse("a.k"))),
                new Action.Set(B, Operand.size(Path.parse("gone"))),
                new Action.Set(B, Operand.sum(literal(1), gone)),
                new Action.Set(B, Operand.difference(gone, literal(1))))) {
            assertThat(refusal(doc(X), action)).as("%s", action).isEqualTo(RefusalReason.MISSING_OPERAND);
        }
    }

    @Test
    void aMissingParentIsRefused() {
        Document document = Document.of("a", X, "b", list(1)).with("m", Document.empty());
        for (String path : List.of("gone.k", "a.k", "a[0]", "b.k", "m[0]", "gone[0]", "m.k.j", "b[0].k", "b[5].k")) {
            for (Action action : List.of(
                    set(Path.parse(path), X),
                    new Action.SetIfAbsent(Path.parse(path), literal(1)),
                    add(Path.parse(path), "1"),
                    new Action.Append(Path.parse(path), Operand.literal(list(1))),
                    new Action.AddToSet(Path.parse(path), Value.strings("x")),
                    new Action.RemoveFromSet(Path.parse(path), Value.strings("x")))) {
                assertThat(refusal(document, action)).as("%s", action).isEqualTo(RefusalReason.NO_SUCH_PATH);
            }
        }
    }

    @Test
    void theFirstActionThatFailsNamesTheReason() {
        Document document = Document.of("a", X, "b", number("9.99E+125"));
        Action mismatch = add(A, "1");
        Action overflow = add(B, "9E+125");
        Action noPath = set(Path.parse("gone.k"), X);
        Action fine = set(Path.attribute("c"), X);
        assertThat(refusal(document, fine, mismatch, overflow)).isEqualTo(RefusalReason.TYPE_MISMATCH);
        assertThat(refusal(document, overflow, mismatch, noPath)).isEqualTo(RefusalReason.NUMBER_OUT_OF_RANGE);
        assertThat(refusal(document, noPath, fine, mismatch)).isEqualTo(RefusalReason.NO_SUCH_PATH);
    }

    @Test
    void imagesAreTheEntryBeforeAndAfter() {
        Key key = key("images");
        Entry first = stored(key, doc(Value.of(1)), MINUTE);
        Outcome.Applied patched = applied(key, patch(add(A, "1")));
        assertThat(patched.before()).isEqualTo(first);
        assertThat(patched.after()).isEqualTo(find(key));
        assertThat(after(patched).document()).isEqualTo(doc(Value.of(2)));
        Outcome.Applied kept = applied(key, Change.keep());
        assertThat(kept.before()).isEqualTo(find(key));
        assertThat(kept.after()).isEqualTo(find(key));
        Outcome.Applied removed = applied(key, Change.remove());
        assertThat(removed.before()).isEqualTo(kept.after());
        assertThat(removed.after()).isNull();
        Outcome.Applied nothing = applied(key, Change.remove());
        assertThat(nothing.before()).isNull();
        assertThat(applied(key, put(doc(X))).before()).isNull();
    }

    @Test
    void onlyTheImagesAskedForComeBack() {
        Key key = key("images");
        stored(key, doc(Value.of(1)));
        for (Images images : Images.values()) {
            for (Change change : List.of(Change.keep(), patch(add(A, "1")), put(doc(Value.of(1))))) {
                Write write = Write.to(key)
                        .when(Guard.always(), change)
                        .returning(images)
                        .build();
                Outcome.Applied applied = applied(write);
                assertThat(applied.before() != null).as("%s before", images).isEqualTo(images.before());
                assertThat(applied.after() != null).as("%s after", images).isEqualTo(images.after());
            }
        }
    }
}
