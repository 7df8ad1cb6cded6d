package io.atomicspring.commit;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Traits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads of more keys than one request can take.
 *
 * @since 0.1
 */
public final class Reads {

    private Reads() {}

    /**
     * The live entries of any number of keys; absent ones are missing.
     *
     * <p>One round trip, and one moment, for each {@value Limits#MAX_READ_KEYS} keys; where keys of different partitions
     * cannot share a request ({@link Traits.CommitScope#PARTITION}), for each {@value Limits#MAX_READ_KEYS} keys of a
     * partition.
     */
    public static Map<Key, Entry> all(Backend backend, Collection<Key> keys) {
        boolean together = backend.traits().commitScope() == Traits.CommitScope.BACKEND;
        Map<String, List<Key>> groups = new LinkedHashMap<>();
        keys.stream()
                .distinct()
                .forEach(key -> groups.computeIfAbsent(together ? "" : key.partition(), group -> new ArrayList<>())
                        .add(key));
        Map<Key, Entry> found = new HashMap<>();
        for (List<Key> group : groups.values()) {
            for (int from = 0; from < group.size(); from += Limits.MAX_READ_KEYS) {
                int to = Math.min(group.size(), from + Limits.MAX_READ_KEYS);
                found.putAll(backend.read(group.subList(from, to)).entries());
            }
        }
        return found;
    }
}
