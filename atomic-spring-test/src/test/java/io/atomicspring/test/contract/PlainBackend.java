package io.atomicspring.test.contract;

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
import io.atomicspring.backend.Write;
import io.atomicspring.time.MonotonicClock;
import io.atomicspring.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * A backend with one lock and no tricks, whose every decision is a method of its own, so that a mutant can get exactly one of
 * them wrong. Unlike the memory backend it follows the wall clock, wherever that steps.
 */
class PlainBackend implements Backend {

    final TimeSource time;
    final NavigableMap<Key, Stored> entries = new ConcurrentSkipListMap<>(order());
    final Map<Key, Long> floors = new HashMap<>();

    PlainBackend(TimeSource time) {
        this.time = time;
    }

    /** The order in which keys are kept. */
    Comparator<Key> order() {
        return Comparator.naturalOrder();
    }

    /** The key under which the store keeps a key. */
    Key address(Key key) {
        return key;
    }

    long nowMicros() {
        return MonotonicClock.micros(time.now());
    }

    boolean isVisible(Entry entry, Instant at) {
        return entry.isLiveAt(at);
    }

    /** The version that a blank start must exceed. */
    long floor(Key key) {
        return floors.getOrDefault(address(key), 0L);
    }

    /** A write as the store understands it. */
    Write understood(Write write) {
        return write;
    }

    /** What the store keeps of what it should keep. */
    Stored kept(Stored stored) {
        return stored;
    }

    /** An answer as the store gives it. */
    Outcome answered(Outcome outcome) {
        return outcome;
    }

    @Nullable
    Stored stored(Key key) {
        return entries.get(address(key));
    }

    void keep(Key key, Interpreter.Step step) {
        if (!step.changed()) {
            return;
        }
        Stored next = step.next();
        Stored previous = next == null ? entries.remove(address(key)) : entries.put(address(key), kept(next));
        if (previous != null) {
            floors.merge(address(key), previous.entry().version(), Math::max);
        }
    }

    @Override
    public synchronized Snapshot read(Collection<Key> keys) {
        Limits.checkRead(keys);
        Instant at = Interpreter.at(nowMicros());
        Map<Key, Entry> found = new HashMap<>();
        for (Key key : keys) {
            Stored stored = stored(key);
            if (stored != null && isVisible(stored.entry(), at)) {
                found.put(key, stored.entry());
            }
        }
        return new Snapshot(at, found);
    }

    @Override
    public synchronized Outcome apply(Write write) {
        Interpreter.Step step =
                Interpreter.apply(understood(write), stored(write.key()), nowMicros(), floor(write.key()));
        keep(write.key(), step);
        return answered(step.outcome());
    }

    @Override
    public synchronized CommitOutcome applyAll(List<Write> writes) {
        CommitPlan plan = CommitPlan.of(writes.stream().map(this::understood).toList());
        Interpreter.CommitStep commit = Interpreter.applyAll(plan, this::stored, nowMicros(), this::floor);
        commit.steps().forEach(this::keep);
        return commit.outcome();
    }

    @Override
    public synchronized Page scan(Scan scan) {
        Instant at = Interpreter.at(nowMicros());
        List<Entry> found = new ArrayList<>();
        boolean ascending = scan.direction() == Scan.Direction.ASCENDING;
        String after = scan.after();
        for (Stored stored : (ascending ? entries : entries.descendingMap()).values()) {
            Entry entry = stored.entry();
            Key key = entry.key();
            boolean inside = key.space().equals(scan.space())
                    && key.partition().equals(scan.partition())
                    && scan.range().includes(key.sort())
                    && isVisible(entry, at);
            if (inside && (after == null || isBehind(key, Key.of(scan.space(), scan.partition(), after), ascending))) {
                found.add(entry);
            }
        }
        return page(found, scan.limit(), false);
    }

    boolean isBehind(Key key, Key cursor, boolean ascending) {
        int order = order().compare(key, cursor);
        return ascending ? order > 0 : order < 0;
    }

    @Override
    public synchronized Page scanSpace(String space, int limit, @Nullable String cursor) {
        Limits.checkPage(limit);
        Instant at = Interpreter.at(nowMicros());
        Key after = cursor == null ? SpaceCursor.start(space) : SpaceCursor.read(space, cursor);
        List<Entry> found = entries.tailMap(after, cursor == null).values().stream()
                .map(Stored::entry)
                .filter(entry -> entry.key().space().equals(space) && isVisible(entry, at))
                .toList();
        return page(found, limit, true);
    }

    private static Page page(List<Entry> found, int limit, boolean ofSpace) {
        if (found.size() <= limit) {
            return new Page(found, null);
        }
        Key last = found.get(limit - 1).key();
        return new Page(found.subList(0, limit), ofSpace ? SpaceCursor.write(last) : last.sort());
    }

    boolean isReclaimable(Entry entry, Instant at) {
        return !entry.isLiveAt(at);
    }

    @Override
    public synchronized int purge(int limit) {
        Limits.checkPurge(limit);
        Instant at = Interpreter.at(nowMicros());
        List<Key> dead = entries.values().stream()
                .map(Stored::entry)
                .filter(entry -> isReclaimable(entry, at))
                .map(Entry::key)
                .limit(limit)
                .toList();
        dead.forEach(this::reclaim);
        return dead.size();
    }

    void reclaim(Key key) {
        Stored stored = entries.remove(address(key));
        if (stored != null) {
            floors.merge(address(key), stored.entry().version(), Math::max);
        }
    }

    @Override
    public Traits traits() {
        return new Traits(
                "plain",
                Traits.Clock.NODE,
                Traits.Reach.PROCESS,
                Traits.Durability.VOLATILE,
                Traits.CommitScope.BACKEND,
                Traits.SpaceScan.PROPORTIONAL);
    }

    @Override
    public void close() {
        entries.clear();
    }
}
