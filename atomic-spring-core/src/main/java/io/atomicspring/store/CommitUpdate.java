package io.atomicspring.store;

import io.atomicspring.commit.CommitPart;
import io.atomicspring.commit.Holder;
import java.time.Duration;

/**
 * An update of one item inside a commit: its verbs first, then the commit goes on.
 *
 * @since 0.1
 */
public final class CommitUpdate extends UpdateSteps<CommitUpdate> implements CommitSteps {

    private final CommitBuilder commit;

    CommitUpdate(ItemRef item, CommitBuilder commit) {
        super(item);
        this.commit = commit;
    }

    @Override
    CommitUpdate self() {
        return this;
    }

    @Override
    public CommitBuilder holding(Holder holder) {
        return commit.holding(holder);
    }

    @Override
    public CommitBuilder with(CommitPart part) {
        return commit.with(part);
    }

    @Override
    public CommitUpdate update(ItemRef item) {
        return commit.update(item);
    }

    @Override
    public CommitBuilder put(ItemRef item, Object value) {
        return commit.put(item, value);
    }

    @Override
    public CommitBuilder put(ItemRef item, Object value, Duration timeToLive) {
        return commit.put(item, value, timeToLive);
    }

    @Override
    public CommitBuilder create(ItemRef item, Object value) {
        return commit.create(item, value);
    }

    @Override
    public CommitBuilder create(ItemRef item, Object value, Duration timeToLive) {
        return commit.create(item, value, timeToLive);
    }

    @Override
    public CommitBuilder replace(ItemRef item, Object value, long version) {
        return commit.replace(item, value, version);
    }

    @Override
    public CommitBuilder replace(ItemRef item, Object value, long version, Duration timeToLive) {
        return commit.replace(item, value, version, timeToLive);
    }

    @Override
    public CommitBuilder delete(ItemRef item) {
        return commit.delete(item);
    }

    @Override
    public CommitBuilder delete(ItemRef item, long version) {
        return commit.delete(item, version);
    }

    @Override
    public CommitBuilder check(ItemRef item, Condition condition) {
        return commit.check(item, condition);
    }

    @Override
    public CommitBuilder checkVersion(ItemRef item, long version) {
        return commit.checkVersion(item, version);
    }
}
