package io.atomicspring.store;

import io.atomicspring.backend.Action;
import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Branch;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Images;
import io.atomicspring.backend.Interpreter;
import io.atomicspring.backend.OperationId;
import io.atomicspring.backend.OperationLog;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.RefusalReason;
import io.atomicspring.backend.Stored;
import io.atomicspring.backend.Write;
import io.atomicspring.commit.CommitPart;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;

/** One write to one item, sent by itself or as a part of a commit, and what its refusal means. */
final class ItemWrite extends CommitPart {

    private final ItemRef item;
    private final String verb;
    private final List<Expectation> expectations;
    private final Write write;

    private ItemWrite(ItemRef item, String verb, List<Expectation> expectations, List<Branch> branches, Images images) {
        this.item = item;
        this.verb = verb;
        this.expectations = List.copyOf(expectations);
        this.write = new Write(item.address(), branches, OperationId.next(), images, 1);
    }

    static ItemWrite put(ItemRef item, Object value, Expiry expiry) {
        return whole(item, "put", List.of(), value, expiry);
    }

    static ItemWrite create(ItemRef item, Object value, Expiry expiry) {
        return whole(item, "creation", List.of(Expectation.DOES_NOT_EXIST), value, expiry);
    }

    static ItemWrite replace(ItemRef item, Object value, long version, Expiry expiry) {
        return whole(item, "replacement", List.of(Expectation.version(version)), value, expiry);
    }

    /** With {@link Expectation#EXISTS} it tells whether there was an item. */
    static ItemWrite delete(ItemRef item, Expectation... expectations) {
        return simple(item, "deletion", List.of(expectations), Change.remove());
    }

    static ItemWrite check(ItemRef item, Expectation expectation) {
        return simple(item, "check", List.of(expectation), Change.keep());
    }

    static ItemWrite update(ItemRef item, List<Expectation> expectations, List<Branch> branches, Images images) {
        return new ItemWrite(item, "update", expectations, branches, images);
    }

    private static ItemWrite whole(
            ItemRef item, String verb, List<Expectation> expectations, @Nullable Object value, Expiry expiry) {
        item.checkItem(value);
        return simple(item, verb, expectations, Change.put(item.mapper().toDocument(value), expiry));
    }

    private static ItemWrite simple(ItemRef item, String verb, List<Expectation> expectations, Change change) {
        List<Branch> branches = List.of(new Branch(Expectation.all(expectations), change));
        return new ItemWrite(item, verb, expectations, branches, Images.NONE);
    }

    ItemRef item() {
        return item;
    }

    /** Sends the write by itself: one request. */
    Outcome send() {
        return item.backend().apply(write);
    }

    /** What the refusal of this write by itself means. */
    DataAccessException failure(Outcome.Refused refused) {
        boolean notFound = refused.reason() == RefusalReason.GUARD
                && refused.entry() == null
                && expectations.contains(Expectation.EXISTS);
        return notFound ? new ItemNotFoundException(item) : refusal(write, refused);
    }

    @Override
    public Backend backend() {
        return item.backend();
    }

    @Override
    public String description() {
        return verb + " of '" + item + "'";
    }

    @Override
    public List<Write> writes() {
        return List.of(write);
    }

    @Override
    public ConcurrencyFailureException refusal(Write refusedWrite, Outcome.Refused refused) {
        Found found = new Found(item, refused.entry());
        if (refused.reason() != RefusalReason.GUARD) {
            return new UpdateNotPossibleException(refused.reason(), blamed(refused), found);
        }
        List<Expectation> failed = expectations.stream()
                .filter(expectation -> !expectation.holds(refused.entry(), refused.at()))
                .toList();
        for (Expectation expectation : failed) {
            if (expectation.guard() instanceof Guard.Absent) {
                return new ItemExistsException(found);
            }
            if (expectation.guard() instanceof Guard.VersionIs expected) {
                return new RaceConditionException(expected.version(), found);
            }
        }
        return new ConditionFailedException(
                verb, failed.stream().map(Expectation::text).toList(), found);
    }

    /** The path of the first action that is refused for this reason when it is tried alone. */
    private @Nullable String blamed(Outcome.Refused refused) {
        Entry entry = refused.entry();
        Stored stored = entry == null ? null : new Stored(entry, OperationLog.empty());
        for (Branch branch : write.branches()) {
            if (!(branch.change() instanceof Change.Patch patch)) {
                continue;
            }
            for (Action action : patch.actions()) {
                Write alone = Write.to(write.key())
                        .when(Guard.always(), Change.patch(Expiry.unchanged(), action))
                        .build();
                Outcome tried = Interpreter.apply(alone, stored, refused.at().toEpochMilli() * 1000, 0)
                        .outcome();
                if (tried instanceof Outcome.Refused same && same.reason() == refused.reason()) {
                    return action.path().toString();
                }
            }
        }
        return null;
    }
}
