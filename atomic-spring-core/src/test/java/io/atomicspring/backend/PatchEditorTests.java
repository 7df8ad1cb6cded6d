package io.atomicspring.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PatchEditorTests {

    private static final Key KEY = Key.of("space", "part");

    private static PatchEditor.Result edit(Document document, Action... actions) {
        return PatchEditor.edit(new Evaluation(new Entry(KEY, document, 1, null), 0), List.of(actions));
    }

    private static Action set(String path, Value value) {
        return new Action.Set(Path.parse(path), Operand.literal(value));
    }

    private static Operand gone() {
        return Operand.attribute(Path.attribute("gone"));
    }

    @Test
    void theFirstActionThatFailsNamesTheReasonWhateverFailsBehindIt() {
        Document document = Document.of("t", Value.of("x"), "n", Value.of(1));
        Action noPath = set("t.k", Value.of(1));
        Action missing = new Action.Set(Path.attribute("a"), gone());
        Action mismatch = new Action.Add(Path.attribute("t"), Operand.literal(Value.of(1)));
        assertThat(edit(document, noPath, missing).failure()).isEqualTo(RefusalReason.NO_SUCH_PATH);
        assertThat(edit(document, missing, noPath, mismatch).failure()).isEqualTo(RefusalReason.MISSING_OPERAND);
        assertThat(edit(document, set("ok", Value.of(1)), mismatch, missing).failure())
                .isEqualTo(RefusalReason.TYPE_MISMATCH);
    }

    @Test
    void withinAnActionTheParentComesFirstThenTheOperandThenTheTarget() {
        Document document = Document.of("t", Value.of("x"));
        assertThat(edit(document, new Action.Add(Path.parse("t.k"), gone())).failure())
                .isEqualTo(RefusalReason.NO_SUCH_PATH);
        assertThat(edit(document, new Action.Add(Path.attribute("t"), gone())).failure())
                .isEqualTo(RefusalReason.MISSING_OPERAND);
        assertThat(edit(document, new Action.Append(Path.attribute("t"), gone()))
                        .failure())
                .isEqualTo(RefusalReason.MISSING_OPERAND);
    }

    @Test
    void withinAnOperandTheLeftSideComesFirst() {
        Document document = Document.of("t", Value.of("x"), "b", Value.of(true));
        Operand size = Operand.size(Path.attribute("b"));
        assertThat(edit(document, new Action.Set(Path.attribute("a"), Operand.sum(gone(), size)))
                        .failure())
                .isEqualTo(RefusalReason.MISSING_OPERAND);
        assertThat(edit(document, new Action.Set(Path.attribute("a"), Operand.difference(size, gone())))
                        .failure())
                .isEqualTo(RefusalReason.TYPE_MISMATCH);
        assertThat(edit(
                                document,
                                new Action.Set(
                                        Path.attribute("a"),
                                        Operand.sum(Operand.attribute(Path.attribute("t")), gone())))
                        .failure())
                .as("both sides are worked out before their kinds are looked at")
                .isEqualTo(RefusalReason.MISSING_OPERAND);
    }

    @Test
    void aFallbackIsUsedOnlyForWhatIsMissing() {
        Document document = Document.of("t", Value.of("x"));
        Operand text = Operand.attribute(Path.attribute("t"), Operand.literal(Value.of(1)));
        assertThat(edit(document, new Action.Add(Path.attribute("n"), text)).failure())
                .isEqualTo(RefusalReason.TYPE_MISMATCH);
        assertThat(edit(document, new Action.Set(Path.attribute("a"), Operand.attribute(Path.attribute("x"), gone())))
                        .failure())
                .isEqualTo(RefusalReason.MISSING_OPERAND);
    }

    @Test
    void theParentIsLookedForInTheDocumentAsItWas() {
        assertThat(edit(Document.empty(), set("m", Document.empty()), set("x.k", Value.of(1)))
                        .failure())
                .isEqualTo(RefusalReason.NO_SUCH_PATH);
        Document document = Document.of("l", Value.list(Value.of(1), Document.empty()));
        assertThat(edit(document, new Action.Unset(Path.parse("l[0]")), set("l[1].k", Value.of(2)))
                        .document())
                .as("indices count in the list as it was")
                .isEqualTo(Document.of("l", Value.list(Document.of("k", Value.of(2)))));
    }

    @Test
    void listsAreEditedAtSeveralPlacesAtOnce() {
        Document document = Document.of("l", Value.list(Value.of(0), Value.of(1), Value.of(2), Value.of(3)));
        assertThat(edit(
                                document,
                                set("l[9]", Value.of("nine")),
                                new Action.Unset(Path.parse("l[1]")),
                                set("l[3]", Value.of("three")),
                                set("l[4]", Value.of("four")),
                                new Action.Unset(Path.parse("l[7]")))
                        .document())
                .isEqualTo(Document.of(
                        "l",
                        Value.list(Value.of(0), Value.of(2), Value.of("three"), Value.of("four"), Value.of("nine"))));
    }

    @Test
    void depthIsJudgedOnTheResult() {
        Document deep = Document.empty();
        for (int i = 1; i < Limits.MAX_DEPTH; i++) {
            deep = Document.of("d", deep);
        }
        Value inner = deep.get("d");
        assertThat(edit(Document.of("x", Value.of(1)), set("a", inner)).document())
                .isNotNull();
        assertThat(edit(Document.of("x", Value.of(1)), set("a", deep)).failure())
                .isEqualTo(RefusalReason.TOO_DEEP);
        assertThat(edit(deep, new Action.Unset(Path.attribute("d")), set("a", inner))
                        .failure())
                .isNull();
    }

    @Test
    void anUntouchedDocumentIsTheSame() {
        Document document = Document.of("a", Value.list(Value.of(1)), "b", Value.strings("x"));
        assertThat(edit(
                                document,
                                new Action.Unset(Path.parse("a[5]")),
                                new Action.Unset(Path.parse("x.y")),
                                new Action.SetIfAbsent(Path.parse("a[0]"), gone()),
                                new Action.RemoveFromSet(Path.parse("b"), Value.strings("y")))
                        .document())
                .isEqualTo(document);
    }
}
