package io.atomicspring.backend.redis;

import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.CommitPlan;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Interpreter;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Stored;
import io.atomicspring.backend.Write;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a Redis backend should answer: the interpreter over a map, with the version floors that the scripts keep. */
final class Oracle {

    private final Map<Key, Stored> stored = new HashMap<>();
    private final Map<Integer, Long> floors = new HashMap<>();
    private final RedisKeys keys;

    Oracle(RedisOptions options) {
        keys = new RedisKeys(options);
    }

    Outcome apply(Write write, long nowMicros) {
        Key key = write.key();
        Interpreter.Step step = Interpreter.apply(write, stored.get(key), nowMicros, floor(key, nowMicros));
        store(key, step, nowMicros);
        return step.outcome();
    }

    CommitOutcome applyAll(List<Write> writes, long nowMicros) {
        Interpreter.CommitStep commit =
                Interpreter.applyAll(CommitPlan.of(writes), stored::get, nowMicros, key -> floor(key, nowMicros));
        commit.steps().forEach((key, step) -> store(key, step, nowMicros));
        return commit.outcome();
    }

    /** The live entries, in the order of their keys. */
    Map<Key, Entry> live(long nowMicros) {
        Instant at = Interpreter.at(nowMicros);
        Map<Key, Entry> live = new TreeMap<>();
        stored.forEach((key, value) -> {
            if (value.entry().isLiveAt(at)) {
                live.put(key, value.entry());
            }
        });
        return live;
    }

    /** Forgets what is expired, as a server does that reclaims it. */
    void reclaim(long nowMicros) {
        stored.values().removeIf(value -> !value.entry().isLiveAt(Interpreter.at(nowMicros)));
    }

    long version(Key key) {
        Stored found = stored.get(key);
        return found == null ? 1 : found.entry().version();
    }

    /** Below the first version of a blank start: a floor that is behind the clock jumps to the end of the clock's 10 ms. */
    private long floor(Key key, long nowMicros) {
        long floor = floors.getOrDefault(slot(key), 0L);
        return floor + 1 < nowMicros ? nowMicros / 10_000 * 10_000 + 9_998 : floor;
    }

    /** The floor rises to the versions of entries that expire, and of those that are removed. */
    private void store(Key key, Interpreter.Step step, long nowMicros) {
        Stored before = stored.get(key);
        @Nullable Stored next = step.next();
        boolean wasLive = before != null && before.entry().isLiveAt(Interpreter.at(nowMicros));
        if (step.changed() && next != null) {
            stored.put(key, next);
            if (next.entry().expiresAt() != null) {
                floors.merge(slot(key), next.entry().version(), Math::max);
            }
        } else if (step.changed() && wasLive) {
            stored.remove(key);
            floors.merge(slot(key), before.entry().version(), Math::max);
        }
    }

    private int slot(Key key) {
        return keys.slotOf(keys.entry(key));
    }
}
