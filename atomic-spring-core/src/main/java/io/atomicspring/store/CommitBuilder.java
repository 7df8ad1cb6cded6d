package io.atomicspring.store;

import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Images;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.commit.CommitPart;
import io.atomicspring.commit.Holder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A commit that is being put together, see {@link AtomicStores#commit}. It is sent once, by the store, when the caller's
 * function returns; a builder that is kept beyond that refuses everything. Not thread-safe.
 *
 * @since 0.1
 */
public final class CommitBuilder implements CommitSteps {

    private final List<Supplier<CommitPart>> parts = new ArrayList<>();
    private boolean over;

    CommitBuilder() {}

    @Override
    public CommitBuilder holding(Holder holder) {
        return with(required("holder", holder).holding());
    }

    @Override
    public CommitBuilder with(CommitPart part) {
        CommitPart given = required("part", part);
        return plus(() -> given);
    }

    @Override
    public CommitUpdate update(ItemRef item) {
        CommitUpdate update = new CommitUpdate(required("item", item), this);
        plus(() -> update.build(Images.NONE));
        return update;
    }

    @Override
    public CommitBuilder put(ItemRef item, Object value) {
        return plus(ItemWrite.put(required("item", item), value, Expiry.never()));
    }

    @Override
    public CommitBuilder put(ItemRef item, Object value, Duration timeToLive) {
        return plus(ItemWrite.put(required("item", item), value, Expiry.after(timeToLive)));
    }

    @Override
    public CommitBuilder create(ItemRef item, Object value) {
        return plus(ItemWrite.create(required("item", item), value, Expiry.never()));
    }

    @Override
    public CommitBuilder create(ItemRef item, Object value, Duration timeToLive) {
        return plus(ItemWrite.create(required("item", item), value, Expiry.after(timeToLive)));
    }

    @Override
    public CommitBuilder replace(ItemRef item, Object value, long version) {
        return plus(ItemWrite.replace(required("item", item), value, version, Expiry.never()));
    }

    @Override
    public CommitBuilder replace(ItemRef item, Object value, long version, Duration timeToLive) {
        return plus(ItemWrite.replace(required("item", item), value, version, Expiry.after(timeToLive)));
    }

    @Override
    public CommitBuilder delete(ItemRef item) {
        return plus(ItemWrite.delete(required("item", item)));
    }

    @Override
    public CommitBuilder delete(ItemRef item, long version) {
        return plus(ItemWrite.delete(required("item", item), Expectation.version(version)));
    }

    @Override
    public CommitBuilder check(ItemRef item, Condition condition) {
        return plus(ItemWrite.check(required("item", item), Expectation.of(condition, item)));
    }

    @Override
    public CommitBuilder checkVersion(ItemRef item, long version) {
        return plus(ItemWrite.check(required("item", item), Expectation.version(version)));
    }

    /** Ends the building; what was built can be had once. */
    List<CommitPart> finish() {
        open();
        over = true;
        return parts.stream().map(Supplier::get).toList();
    }

    private CommitBuilder plus(CommitPart part) {
        return plus(() -> part);
    }

    private CommitBuilder plus(Supplier<CommitPart> part) {
        open();
        parts.add(part);
        return this;
    }

    private void open() {
        if (over) {
            throw new InvalidInputException("This commit is over and takes no more steps. Begin a new one.");
        }
    }

    private static <T> T required(String what, @Nullable T given) {
        if (given == null) {
            throw new InvalidInputException("The " + what + " of a commit's step is null.");
        }
        return given;
    }
}
