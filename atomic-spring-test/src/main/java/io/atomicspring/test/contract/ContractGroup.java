package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Action;
import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Images;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Operand;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.RefusalReason;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Some tests of the contract with a backend of their own for each test, and the words the tests are written in. */
abstract class ContractGroup {

    static final String SPACE = "contract";
    static final String PARTITION = "p";
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Path N = Path.attribute("n");

    private final Supplier<BackendFixture> fixtures;
    private BackendFixture fixture;
    private Backend backend;
    private @Nullable Backend other;

    ContractGroup(Supplier<BackendFixture> fixtures) {
        this.fixtures = fixtures;
    }

    @BeforeEach
    void openTheStore() {
        other = null;
        fixture = fixtures.get();
        backend = fixture.open();
    }

    @AfterEach
    void closeTheStore() {
        fixture.close();
    }

    Backend backend() {
        return backend;
    }

    /** A second node on the same data. */
    Backend otherNode() {
        Backend node = other == null ? fixture.reopen() : other;
        other = node;
        return node;
    }

    void elapse(Duration duration) {
        fixture.elapse(duration);
    }

    void stepClockBack(Duration duration) {
        fixture.stepClockBack(duration);
    }

    /** A key in the one partition that every store can commit together. */
    static Key key(String sort) {
        return Key.of(SPACE, PARTITION, sort);
    }

    static Value.Num number(String digits) {
        return Value.of(new BigDecimal(digits));
    }

    static Operand literal(long number) {
        return Operand.literal(Value.of(number));
    }

    static Document numbered(long n) {
        return Document.of("n", Value.of(n));
    }

    static Change put(Document document) {
        return Change.put(document, Expiry.never());
    }

    static Change putFor(Duration ttl, Document document) {
        return Change.put(document, Expiry.after(ttl));
    }

    static Change patch(Action... actions) {
        return Change.patch(Expiry.unchanged(), actions);
    }

    static Action add(Path path, String amount) {
        return new Action.Add(path, Operand.literal(number(amount)));
    }

    static Action set(Path path, Value value) {
        return new Action.Set(path, Operand.literal(value));
    }

    static Write.Builder to(Key key) {
        return Write.to(key).returning(Images.BOTH);
    }

    static Write always(Key key, Change change) {
        return to(key).when(Guard.always(), change).build();
    }

    /** A commit's check that changes nothing. */
    static Write check(Key key, Guard guard) {
        return to(key).when(guard, Change.keep()).build();
    }

    Outcome.Applied applied(Write write) {
        return applied(backend.apply(write));
    }

    Outcome.Applied applied(Key key, Change change) {
        return applied(always(key, change));
    }

    static Outcome.Applied applied(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
        return (Outcome.Applied) outcome;
    }

    Outcome.Refused refused(Write write) {
        return refused(backend.apply(write));
    }

    static Outcome.Refused refused(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return (Outcome.Refused) outcome;
    }

    List<Outcome.Applied> committed(Write... writes) {
        CommitOutcome outcome = backend.applyAll(List.of(writes));
        assertThat(outcome).isInstanceOf(CommitOutcome.Applied.class);
        return ((CommitOutcome.Applied) outcome).outcomes();
    }

    Map<Integer, Outcome.Refused> notCommitted(Write... writes) {
        CommitOutcome outcome = backend.applyAll(List.of(writes));
        assertThat(outcome).isInstanceOf(CommitOutcome.Refused.class);
        return ((CommitOutcome.Refused) outcome).refusals();
    }

    /** Puts a document that does not expire, and gives the entry. */
    Entry stored(Key key, Document document) {
        return after(applied(key, put(document)));
    }

    Entry stored(Key key, Document document, Duration ttl) {
        return after(applied(key, putFor(ttl, document)));
    }

    /** Applies a patch to a document under a fresh key and gives what became of the document. */
    Document patched(Document document, Action... actions) {
        Key key = key("patched");
        stored(key, document);
        Entry after = after(applied(key, patch(actions)));
        assertThat(find(key)).as("what is stored is what was answered").isEqualTo(after);
        return after.document();
    }

    /** Tries a patch on a document, expects a refusal that changes nothing, and gives its reason. */
    RefusalReason refusal(Document document, Action... actions) {
        Key key = key("refused");
        Entry before = stored(key, document);
        Outcome.Refused refused = refused(always(key, patch(actions)));
        assertThat(refused.entry()).as("the entry that stood in the way").isEqualTo(before);
        assertThat(find(key)).as("a refused write changes nothing").isEqualTo(before);
        return refused.reason();
    }

    static Entry after(Outcome.Applied applied) {
        return Objects.requireNonNull(applied.after(), "the entry after the write, which was asked for");
    }

    @Nullable
    Entry find(Key key) {
        return backend.read(List.of(key)).find(key).orElse(null);
    }

    Entry get(Key key) {
        return Objects.requireNonNull(find(key), () -> "no entry under " + key);
    }

    Snapshot read(Key... keys) {
        return backend.read(List.of(keys));
    }

    /** The store's time now, to the millisecond. */
    Instant now() {
        return backend.read(List.of(key("nothing-is-here"))).at();
    }

    static long micros(Instant instant) {
        return instant.toEpochMilli() * 1_000;
    }
}
