package io.atomicspring.layer;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.Write;
import io.atomicspring.test.ForwardingBackend;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A store and a place for snapshots in which something happens before and after each step of a sync: a crash, or what
 * another process does meanwhile. Steps are numbered from 1, two for each call.
 */
final class Trouble {

    private final Backend store;
    private final Snapshots place;
    private int step;
    private int at;
    private Runnable event = () -> {};

    Trouble(Backend store, Snapshots place) {
        this.store = store;
        this.place = place;
    }

    /** The end of a process. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Lets something happen at one step; counting starts anew. */
    void at(int number, Runnable happening) {
        step = 0;
        at = number;
        event = happening;
    }

    int steps() {
        return step;
    }

    /** Whether the step was reached, so that a test tests something. */
    boolean happened() {
        return at > 0 && step >= at;
    }

    private void step() {
        if (++step == at) {
            event.run();
        }
    }

    Backend backend() {
        return new ForwardingBackend(store) {
            @Override
            public Outcome apply(Write write) {
                step();
                Outcome outcome = super.apply(write);
                step();
                return outcome;
            }

            @Override
            public CommitOutcome applyAll(List<Write> writes) {
                step();
                CommitOutcome outcome = super.applyAll(writes);
                step();
                return outcome;
            }

            @Override
            public Page scan(Scan scan) {
                step();
                // Smaller pages, so that something can happen between them.
                Page page = super.scan(
                        new Scan(scan.space(), scan.partition(), scan.range(), scan.direction(), 50, scan.after()));
                step();
                return page;
            }
        };
    }

    final Snapshots snapshots = new Snapshots() {
        @Override
        public Optional<StoredSnapshot> read(SnapshotKey key) throws IOException {
            step();
            Optional<StoredSnapshot> found = place.read(key);
            step();
            return found;
        }

        @Override
        public boolean write(SnapshotKey key, byte[] content, String expectedEtag) throws IOException {
            step();
            boolean written = place.write(key, content, expectedEtag);
            step();
            return written;
        }

        @Override
        public String locationOf(SnapshotKey key) {
            return place.locationOf(key);
        }
    };
}
