package io.atomicspring.test;

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

/**
 * A backend that passes every call on to another one, to be extended by tests that watch or disturb some of the calls.
 *
 * <pre>{@code
 * AtomicInteger commits = new AtomicInteger();
 * Backend counting = new ForwardingBackend(MemoryBackend.create()) {
 *     @Override
 *     public CommitOutcome applyAll(List<Write> writes) {
 *         commits.incrementAndGet();
 *         return super.applyAll(writes);
 *     }
 * };
 * }</pre>
 *
 * <p>No method calls another one of this object, so that overriding one changes just that one. Interfaces that the other backend
 * implements beside {@link Backend} are hidden. As safe for use by several threads as the other backend.
 *
 * @since 0.1
 */
public abstract class ForwardingBackend implements Backend {

    private final Backend target;

    /** @param target what the calls are passed on to; {@link #close()} closes it, too */
    protected ForwardingBackend(Backend target) {
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
