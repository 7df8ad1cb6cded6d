package io.atomicspring.backend.jdbc;

import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.CommitPlan;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Interpreter;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Stored;
import io.atomicspring.backend.Write;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The meaning of writes, in memory: what the interpreter says, one after the other. */
final class Oracle {

    private final Map<Key, Stored> stored = new TreeMap<>();
    private final Map<Key, Long> versions = new HashMap<>();

    Outcome apply(Write write, long nowMicros) {
        Interpreter.Step step =
                Interpreter.apply(write, stored.get(write.key()), nowMicros, versions.getOrDefault(write.key(), 0L));
        accept(write.key(), step);
        return step.outcome();
    }

    CommitOutcome applyAll(CommitPlan plan, long nowMicros) {
        Interpreter.CommitStep step =
                Interpreter.applyAll(plan, stored::get, nowMicros, key -> versions.getOrDefault(key, 0L));
        step.steps().forEach(this::accept);
        return step.outcome();
    }

    NavigableMap<Key, Entry> live(long nowMicros) {
        return stored.values().stream()
                .map(Stored::entry)
                .filter(entry -> entry.isLiveAt(Interpreter.at(nowMicros)))
                .collect(Collectors.toMap(Entry::key, entry -> entry, (a, b) -> a, TreeMap::new));
    }

    private void accept(Key key, Interpreter.Step step) {
        if (!step.changed()) {
            return;
        }
        Stored next = step.next();
        if (next == null) {
            stored.remove(key);
        } else {
            stored.put(key, next);
            versions.put(key, next.entry().version());
        }
    }
}
