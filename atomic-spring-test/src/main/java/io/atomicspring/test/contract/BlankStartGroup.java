package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Action;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Operand;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.RefusalReason;
import io.atomicspring.backend.Value;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Law 3: a change to an absent entry starts blank; nothing of a dead entry shines through. */
abstract class BlankStartGroup extends ContractGroup {

    private static final Key KEY = key("blank");
    private static final Path M = Path.attribute("m");

    BlankStartGroup(Supplier<BackendFixture> fixtures) {
        super(fixtures);
    }

    @Test
    void aPatchOfNothingMakesTheEntry() {
        Entry after = after(applied(KEY, patch(set(M, Value.of("x")))));
        assertThat(after.document()).isEqualTo(Document.of("m", Value.of("x")));
        assertThat(after.expiresAt()).isNull();
        assertThat(find(KEY)).isEqualTo(after);
    }

    @Test
    void anEmptyPatchOfNothingMakesAnEmptyEntry() {
        Entry after = after(applied(KEY, patch()));
        assertThat(after.document()).isEqualTo(Document.empty());
        assertThat(find(KEY)).isEqualTo(after);
    }

    @Test
    void addStartsAtZero() {
        assertThat(after(applied(KEY, patch(add(N, "2.5")))).document()).isEqualTo(Document.of("n", number("2.5")));
    }

    @Test
    void appendAndPrependStartAtAnEmptyList() {
        Operand one = Operand.literal(Value.list(Value.of(1)));
        assertThat(after(applied(KEY, patch(new Action.Append(N, one), new Action.Prepend(M, one))))
                        .document())
                .isEqualTo(Document.of("n", Value.list(Value.of(1)), "m", Value.list(Value.of(1))));
    }

    @Test
    void addToSetStartsAtAnEmptySet() {
        assertThat(after(applied(KEY, patch(new Action.AddToSet(M, Value.strings("a", "b")))))
                        .document())
                .isEqualTo(Document.of("m", Value.strings("a", "b")));
    }

    @Test
    void unsettingInNothingMakesAnEmptyEntry() {
        Change change = patch(new Action.Unset(N), new Action.RemoveFromSet(M, Value.strings("a")));
        assertThat(after(applied(KEY, change)).document()).isEqualTo(Document.empty());
    }

    @Test
    void anExpiredDocumentDoesNotShineThrough() {
        stored(KEY, Document.of("n", Value.of(5), "old", Value.of("x")), MINUTE);
        elapse(MINUTE);
        Outcome.Applied applied = applied(KEY, patch(add(N, "1")));
        assertThat(applied.before()).isNull();
        assertThat(after(applied).document()).isEqualTo(numbered(1));
        assertThat(find(KEY)).isEqualTo(after(applied));
    }

    @Test
    void anExpiredDocumentIsNoOperand() {
        stored(KEY, numbered(5), MINUTE);
        elapse(MINUTE);
        assertThat(refused(always(KEY, patch(new Action.Set(M, Operand.attribute(N)))))
                        .reason())
                .isEqualTo(RefusalReason.MISSING_OPERAND);
        assertThat(after(applied(KEY, patch(new Action.Set(M, Operand.attribute(N, literal(7))))))
                        .document())
                .isEqualTo(Document.of("m", Value.of(7)));
    }

    @Test
    void anExpiredExpiryDoesNotShineThrough() {
        stored(KEY, numbered(5), MINUTE);
        elapse(MINUTE);
        assertThat(after(applied(KEY, patch())).expiresAt()).isNull();
        elapse(MINUTE);
        assertThat(find(KEY)).isNotNull();
    }

    @Test
    void anExpiredDocumentDoesNotShineThroughACommit() {
        stored(KEY, Document.of("n", Value.of(5), "old", Value.of("x")), MINUTE);
        elapse(MINUTE);
        committed(always(KEY, patch(add(N, "1"))), always(key("beside"), patch(add(N, "1"))));
        assertThat(get(KEY).document()).isEqualTo(numbered(1));
        assertThat(get(KEY).expiresAt()).isNull();
    }

    @Test
    void aRemovedDocumentDoesNotShineThrough() {
        stored(KEY, Document.of("n", Value.of(5), "old", Value.of("x")), MINUTE);
        applied(KEY, Change.remove());
        Entry after = after(applied(KEY, patch(add(N, "1"))));
        assertThat(after.document()).isEqualTo(numbered(1));
        assertThat(after.expiresAt()).isNull();
        assertThat(find(KEY)).isEqualTo(after);
    }

    @Test
    void aPutReplacesTheWholeDocument() {
        stored(KEY, Document.of("n", Value.of(5), "old", Value.of("x")), MINUTE);
        Entry after = after(applied(KEY, put(Document.of("m", Value.of(true)))));
        assertThat(after.document()).isEqualTo(Document.of("m", Value.of(true)));
        assertThat(find(KEY)).isEqualTo(after);
    }

    @Test
    void anEmptyDocumentIsAnEntry() {
        Entry entry = stored(KEY, Document.empty());
        assertThat(find(KEY)).isEqualTo(entry);
        assertThat(after(applied(KEY, Change.patch(Expiry.after(MINUTE)))).document())
                .isEqualTo(Document.empty());
    }
}
