package io.atomicspring.backend;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Live entries of some keys, seen at one moment.
 *
 * @param at the store's time of that moment
 * @param entries the live entries; absent keys are missing
 * @since 0.1
 */
public record Snapshot(Instant at, Map<Key, Entry> entries) {

    public Snapshot {
        entries = Map.copyOf(entries);
    }

    public Optional<Entry> find(Key key) {
        return Optional.ofNullable(entries.get(key));
    }
}
