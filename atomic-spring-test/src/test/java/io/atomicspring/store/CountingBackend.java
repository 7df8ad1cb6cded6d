package io.atomicspring.store;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.backend.Write;
import io.atomicspring.test.ForwardingBackend;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A backend that notes every call. */
final class CountingBackend extends ForwardingBackend {

    private final List<String> calls = new ArrayList<>();

    CountingBackend(Backend backend) {
        super(backend);
    }

    /** The calls since the last time this was asked. */
    List<String> calls() {
        List<String> made = List.copyOf(calls);
        calls.clear();
        return made;
    }

    @Override
    public Snapshot read(Collection<Key> keys) {
        calls.add("read " + keys.size());
        return super.read(keys);
    }

    @Override
    public Outcome apply(Write write) {
        calls.add("apply");
        return super.apply(write);
    }

    @Override
    public CommitOutcome applyAll(List<Write> writes) {
        calls.add("applyAll " + writes.size());
        return super.applyAll(writes);
    }

    @Override
    public Page scan(Scan scan) {
        calls.add("scan " + scan.limit());
        return super.scan(scan);
    }

    @Override
    public Page scanSpace(String space, int limit, @Nullable String cursor) {
        calls.add("scanSpace");
        return super.scanSpace(space, limit, cursor);
    }

    @Override
    public int purge(int limit) {
        calls.add("purge");
        return super.purge(limit);
    }
}
