package io.atomicspring.onecommit;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.backend.Traits;
import io.atomicspring.backend.Write;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes every call on; tests override what they watch. */
class ForwardingBackend implements Backend {

    private final Backend target;

    ForwardingBackend(Backend target) {
        this.target = target;
    }

    @Override
    public Snapshot read(Collection<Key> keys) {
        return target.read(keys);
    }

    @Override
    public Outcome apply(Write write) {
        return target.apply(write);
    }

    @Override
    public CommitOutcome applyAll(List<Write> writes) {
        return target.applyAll(writes);
    }

    @Override
    public Page scan(Scan scan) {
        return target.scan(scan);
    }

    @Override
    public Page scanSpace(String space, int limit, @Nullable String cursor) {
        return target.scanSpace(space, limit, cursor);
    }

    @Override
    public int purge(int limit) {
        return target.purge(limit);
    }

    @Override
    public Traits traits() {
        return target.traits();
    }

    @Override
    public void close() {
        target.close();
    }
}
