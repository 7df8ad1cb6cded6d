package io.atomicspring.backend.memory;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.CommitPlan;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Interpreter;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.backend.SpaceCursor;
import io.atomicspring.backend.Stored;
import io.atomicspring.backend.Traits;
import io.atomicspring.backend.Utf8;
import io.atomicspring.backend.Write;
import io.atomicspring.time.MonotonicClock;
import io.atomicspring.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the memory of this process: nothing is shared with other processes and nothing survives a restart.
 *
 * <p>Writes to different keys do not wait for each other, apart from keys that happen to share one of 1024 stripes. The clock
 * starts at the machine's time and never steps. Expired entries are reclaimed by the writes that come after them, a few at a
 * time; no thread runs in the background.
 *
 * @since 0.1
 */
public final class MemoryBackend implements Backend {

    private static final Traits TRAITS = new Traits(
            "memory",
            Traits.Clock.NODE,
            Traits.Reach.PROCESS,
            Traits.Durability.VOLATILE,
            Traits.CommitScope.BACKEND,
            Traits.SpaceScan.PROPORTIONAL);

    /** More than one write can make, so that expired entries never pile up. */
    private static final int RECLAIMED_PER_WRITE = 2;

    private final ConcurrentNavigableMap<Key, Stored> entries = new ConcurrentSkipListMap<>();
    private final ExpiryQueue expiries = new ExpiryQueue();
    private final Stripes stripes = new Stripes();
    private final MonotonicClock clock;

    private MemoryBackend(TimeSource time) {
        this.clock = new MonotonicClock(time);
    }

    public static MemoryBackend create() {
        return new MemoryBackend(TimeSource.system());
    }

    /** With a clock of the caller's, for tests. */
    public static MemoryBackend with(TimeSource time) {
        return new MemoryBackend(Limits.required("time source", time));
    }

    @Override
    public Snapshot read(Collection<Key> keys) {
        Limits.checkRead(keys);
        return keys.size() == 1 ? look(keys) : stripes.locked(keys, () -> look(keys));
    }

    @Override
    public Outcome apply(Write write) {
        Limits.required("write", write);
        Interpreter.Step step = stripes.locked(write.key(), () -> {
            Interpreter.Step decided =
                    Interpreter.apply(write, entries.get(write.key()), clock.micros(), stripes.floor(write.key()));
            keep(write.key(), decided);
            return decided;
        });
        purge(RECLAIMED_PER_WRITE);
        return step.outcome();
    }

    @Override
    public CommitOutcome applyAll(List<Write> writes) {
        CommitPlan plan = CommitPlan.of(writes);
        List<Key> keys = plan.writes().stream().map(Write::key).toList();
        CommitOutcome outcome = stripes.locked(keys, () -> {
            Interpreter.CommitStep commit = Interpreter.applyAll(plan, entries::get, clock.micros(), stripes::floor);
            commit.steps().forEach(this::keep);
            return commit.outcome();
        });
        purge(RECLAIMED_PER_WRITE * keys.size());
        return outcome;
    }

    @Override
    public Page scan(Scan scan) {
        String after = scan.after();
        boolean ascending = scan.direction() == Scan.Direction.ASCENDING;
        String bound = ascending ? scan.range().first() : scan.range().last();
        // A cursor may lie outside of the range: what counts is the one of the two that is further on.
        int behindBound = after == null ? -1 : Utf8.compare(after, bound);
        boolean fromStart = after == null || (ascending ? behindBound < 0 : behindBound > 0);
        Key start = Key.of(scan.space(), scan.partition(), after == null || fromStart ? bound : after);
        NavigableMap<Key, Stored> rest = ascending
                ? entries.tailMap(start, fromStart)
                : entries.headMap(start, fromStart).descendingMap();
        Predicate<Key> inRange = key -> key.space().equals(scan.space())
                && key.partition().equals(scan.partition())
                && scan.range().includes(key.sort());
        return page(rest, inRange, scan.limit(), Key::sort);
    }

    @Override
    public Page scanSpace(String space, int limit, @Nullable String cursor) {
        Key start = cursor == null ? SpaceCursor.start(space) : SpaceCursor.read(space, cursor);
        return page(
                entries.tailMap(start, cursor == null),
                key -> key.space().equals(space),
                Limits.checkPage(limit),
                SpaceCursor::write);
    }

    @Override
    public int purge(int limit) {
        Limits.checkPurge(limit);
        Instant now = Interpreter.at(clock.micros());
        int reclaimed = 0;
        while (reclaimed < limit) {
            Key key = expiries.pollDue(now);
            if (key == null) {
                break;
            }
            if (stripes.locked(key, () -> reclaim(key))) {
                reclaimed++;
            }
        }
        return reclaimed;
    }

    @Override
    public Traits traits() {
        return TRAITS;
    }

    @Override
    public void close() {
        // Nothing is open; the entries go with this object.
    }

    /** How many entries are held, expired ones that are not reclaimed yet included. */
    int held() {
        return entries.size();
    }

    private Snapshot look(Collection<Key> keys) {
        Instant now = Interpreter.at(clock.micros());
        Map<Key, Entry> live = new HashMap<>();
        for (Key key : keys) {
            Stored stored = entries.get(key);
            if (stored != null && stored.entry().isLiveAt(now)) {
                live.put(key, stored.entry());
            }
        }
        return new Snapshot(now, live);
    }

    private void keep(Key key, Interpreter.Step step) {
        if (!step.changed()) {
            return;
        }
        Stored next = step.next();
        Stored previous = next == null ? entries.remove(key) : entries.put(key, next);
        expiries.move(key, previous, next);
        if (next == null && previous != null) {
            stripes.raiseFloor(key, previous.entry().version());
        }
    }

    private boolean reclaim(Key key) {
        Stored stored = entries.get(key);
        if (stored == null || stored.entry().isLiveAt(Interpreter.at(clock.micros()))) {
            return false;
        }
        entries.remove(key);
        stripes.raiseFloor(key, stored.entry().version());
        return true;
    }

    private Page page(NavigableMap<Key, Stored> rest, Predicate<Key> inRange, int limit, Function<Key, String> cursor) {
        Instant now = Interpreter.at(clock.micros());
        List<Entry> found = new ArrayList<>();
        for (Stored stored : rest.values()) {
            Entry entry = stored.entry();
            if (!inRange.test(entry.key())) {
                break;
            }
            if (found.size() == limit) {
                return new Page(found, cursor.apply(found.get(limit - 1).key()));
            }
            if (entry.isLiveAt(now)) {
                found.add(entry);
            }
        }
        return new Page(found, null);
    }
}
