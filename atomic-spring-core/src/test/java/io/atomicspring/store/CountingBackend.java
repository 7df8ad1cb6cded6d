package io.atomicspring.store;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.backend.Traits;
import io.atomicspring.backend.Write;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A backend that notes every call, and can lose the reply of the next write after it took effect. */
final class CountingBackend implements Backend {

    private final Backend backend;
    private final List<String> calls = new ArrayList<>();
    private boolean loseNextReply;

    CountingBackend(Backend backend) {
        this.backend = backend;
    }

    /** The calls since the last time this was asked. */
    List<String> calls() {
        List<String> made = List.copyOf(calls);
        calls.clear();
        return made;
    }

    void loseNextReply() {
        loseNextReply = true;
    }

    @Override
    public Snapshot read(Collection<Key> keys) {
        calls.add("read " + keys.size());
        return backend.read(keys);
    }

    @Override
    public Outcome apply(Write write) {
        calls.add("apply");
        Outcome outcome = backend.apply(write);
        if (loseNextReply) {
            loseNextReply = false;
            throw new OutcomeUnknownException("The reply was lost.", null);
        }
        return outcome;
    }

    @Override
    public CommitOutcome applyAll(List<Write> writes) {
        calls.add("applyAll " + writes.size());
        return backend.applyAll(writes);
    }

    @Override
    public Page scan(Scan scan) {
        calls.add("scan " + scan.limit());
        return backend.scan(scan);
    }

    @Override
    public Page scanSpace(String space, int limit, @Nullable String cursor) {
        calls.add("scanSpace");
        return backend.scanSpace(space, limit, cursor);
    }

    @Override
    public int purge(int limit) {
        calls.add("purge");
        return backend.purge(limit);
    }

    @Override
    public Traits traits() {
        return backend.traits();
    }

    @Override
    public void close() {
        backend.close();
    }
}
