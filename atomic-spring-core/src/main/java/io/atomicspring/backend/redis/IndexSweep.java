package io.atomicspring.backend.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes the sorts of expired entries out of the indexes. Redis reclaims the entries itself; a scan of the partition would clear its
 * index too, so this matters only for partitions that are never scanned.
 */
final class IndexSweep {

    private static final int MAX_STEPS = 16;
    private static final int INDEXES_PER_STEP = 100;
    private static final int SORTS_PER_CALL = 1000;

    private final KeyScan scan;
    private final RedisKeys keys;
    private final Scripts scripts;
    private final ScriptRunner runner;
    /** Where the next call goes on, so that many small calls get round the database. */
    private final AtomicReference<@Nullable String> position = new AtomicReference<>();

    IndexSweep(KeyScan scan, RedisKeys keys, Scripts scripts, ScriptRunner runner) {
        this.scan = scan;
        this.keys = keys;
        this.scripts = scripts;
        this.runner = runner;
    }

    int sweep(int limit) {
        int removed = 0;
        for (int step = 0; step < MAX_STEPS && removed < limit; step++) {
            KeyScan.Keys found = scan.next(keys.indexesPattern(), INDEXES_PER_STEP, position.get());
            for (byte[] index : found.keys()) {
                removed += sweep(index, limit - removed);
            }
            position.set(found.next());
            if (found.next() == null) {
                break;
            }
        }
        return removed;
    }

    private int sweep(byte[] index, int limit) {
        byte[] entries = keys.entryPrefixOfIndex(index);
        int removed = 0;
        byte[] from = {'-'};
        while (entries != null && removed < limit && from.length > 0) {
            List<Object> reply = runner.write(
                    scripts.sweep,
                    ScriptArguments.keys(index)
                            .add(from)
                            .add(Math.min(SORTS_PER_CALL, limit - removed))
                            .add(entries));
            removed += (int) Reply.number(reply.get(0));
            byte[] last = Reply.bytes(reply.get(1));
            from = last.length == 0
                    ? last
                    : ("(" + new String(last, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
        }
        return removed;
    }
}
