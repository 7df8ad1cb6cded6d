package io.atomicspring.backend.redis;

import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Page;
import io.atomicspring.time.Deadline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One page of a space: keys by SCAN, then their entries by script. It is short when the server is slow. */
final class SpaceScan {

    /** SCAN steps of one page; what it finds may be none of ours. */
    private static final int MAX_STEPS = 16;
    /** On a cluster each key may need a read of its own, and a step has to fit into the time of a call. */
    private static final int KEYS_PER_STEP_OF_CLUSTER = 100;
    /** Bounds the reply of one script. */
    private static final int KEYS_PER_READ = 100;

    private final KeyScan scan;
    private final RedisKeys keys;
    private final EntryReader reader;
    private final boolean cluster;

    SpaceScan(KeyScan scan, RedisKeys keys, EntryReader reader, boolean cluster) {
        this.scan = scan;
        this.keys = keys;
        this.reader = reader;
        this.cluster = cluster;
    }

    /** Reads the live entries of keys that may be read by one script. */
    interface EntryReader {
        Collection<Entry> read(List<Key> keys, Deadline deadline);
    }

    Page page(String space, int limit, @Nullable String cursor) {
        KeyScan.checkCursor(cursor);
        int count = cluster ? Math.min(limit, KEYS_PER_STEP_OF_CLUSTER) : limit;
        Allowance time = scan.begin();
        List<Entry> entries = new ArrayList<>();
        String next = cursor;
        int step = 0;
        do {
            KeyScan.Keys found = scan.next(keys.entriesPattern(space), count, next, time.deadline());
            readable(space, found.keys()).forEach(group -> entries.addAll(reader.read(group, time.deadline())));
            next = found.next();
            step++;
        } while (next != null && entries.size() < limit && step < MAX_STEPS && time.allowsMore());
        return new Page(entries, next);
    }

    /** The keys of the space's entries, in groups that one script may read. */
    private List<List<Key>> readable(String space, List<byte[]> found) {
        Map<Object, List<Key>> bySlot = new LinkedHashMap<>();
        for (byte[] bytes : found) {
            Key key = keys.parseEntry(bytes);
            if (key != null && key.space().equals(space)) {
                Object slot = cluster ? keys.slotOf(bytes) : "";
                bySlot.computeIfAbsent(slot, any -> new ArrayList<>()).add(key);
            }
        }
        List<List<Key>> groups = new ArrayList<>();
        for (List<Key> group : bySlot.values()) {
            for (int from = 0; from < group.size(); from += KEYS_PER_READ) {
                groups.add(group.subList(from, Math.min(from + KEYS_PER_READ, group.size())));
            }
        }
        return groups;
    }
}
