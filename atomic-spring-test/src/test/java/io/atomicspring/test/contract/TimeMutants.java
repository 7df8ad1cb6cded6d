package io.atomicspring.test.contract;

import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.backend.Stored;
import io.atomicspring.time.TimeSource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Backends that get expiry, versions or time wrong, in the way real stores and real libraries do. */
final class TimeMutants {

    private TimeMutants() {}

    /** Reads and scans what has expired, as DynamoDB does until it sweeps. */
    static final class ReadsExpiredEntries extends PlainBackend {
        ReadsExpiredEntries(TimeSource time) {
            super(time);
        }

        @Override
        boolean isVisible(Entry entry, Instant at) {
            return true;
        }
    }

    /** An entry dies one millisecond late. */
    static final class ExpiresLate extends PlainBackend {
        ExpiresLate(TimeSource time) {
            super(time);
        }

        @Override
        boolean isVisible(Entry entry, Instant at) {
            return entry.isLiveAt(at.minusMillis(1));
        }
    }

    /** Sweeps what has an expiry, whenever that is. */
    static final class PurgesTheLiving extends PlainBackend {
        PurgesTheLiving(TimeSource time) {
            super(time);
        }

        @Override
        boolean isReclaimable(Entry entry, Instant at) {
            return entry.expiresAt() != null;
        }
    }

    /** Updates an expired entry as if it were there. */
    static final class RevivesTheDead extends PlainBackend {
        RevivesTheDead(TimeSource time) {
            super(time);
        }

        @Override
        @Nullable
        Stored stored(Key key) {
            Stored stored = super.stored(key);
            if (stored == null) {
                return null;
            }
            Entry entry = stored.entry();
            return new Stored(new Entry(entry.key(), entry.document(), entry.version(), null), stored.operations());
        }

        @Override
        public synchronized Snapshot read(Collection<Key> keys) {
            Snapshot all = super.read(keys);
            Map<Key, Entry> live = new LinkedHashMap<>();
            all.entries().forEach((key, entry) -> {
                Entry real = Objects.requireNonNull(super.stored(key)).entry();
                if (real.isLiveAt(all.at())) {
                    live.put(key, real);
                }
            });
            return new Snapshot(all.at(), live);
        }
    }

    /** Starts at the clock again after a removal. */
    static final class RepeatsVersions extends PlainBackend {
        RepeatsVersions(TimeSource time) {
            super(time);
        }

        @Override
        long floor(Key key) {
            return 0;
        }
    }

    /** Trusts a clock that ticks with every call to never repeat itself. */
    static final class TrustsTheClock extends PlainBackend {
        private long ticks;

        TrustsTheClock(TimeSource time) {
            super(time);
        }

        @Override
        long nowMicros() {
            return super.nowMicros() + ticks++ % 900;
        }

        @Override
        long floor(Key key) {
            return 0;
        }
    }

    /** Sweeping an entry forgets which version it had. */
    static final class ForgetsVersionsWhenSweeping extends PlainBackend {
        ForgetsVersionsWhenSweeping(TimeSource time) {
            super(time);
        }

        @Override
        void reclaim(Key key) {
            entries.remove(key);
            floors.remove(key);
        }
    }

    /** Keeps expiry in whole seconds. */
    static final class ExpiresInSeconds extends PlainBackend {
        ExpiresInSeconds(TimeSource time) {
            super(time);
        }

        @Override
        Stored kept(Stored stored) {
            Entry entry = stored.entry();
            Instant expiresAt = entry.expiresAt();
            Instant seconds = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.SECONDS);
            return new Stored(new Entry(entry.key(), entry.document(), entry.version(), seconds), stored.operations());
        }
    }
}
