package io.atomicspring.backend.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes the sorts of expired entries out of the indexes. Redis reclaims the entries itself; a scan of the partition would clear its
 * index too, so this matters only for partitions that are never scanned.
 *
 * <p>A call is bounded in time and commands, also when all it looks at lives; the next goes on where it stopped, within an index
 * too. An index whose sweep fails is left until the walk comes round again, so that it does not hold up the others.
 */
final class IndexSweep {

    private static final int MAX_COMMANDS = 200;
    private static final int INDEXES_PER_STEP = 100;
    private static final int SORTS_PER_COMMAND = 1000;

    private final KeyScan scan;
    private final RedisKeys keys;
    private final Scripts scripts;
    private final ScriptRunner runner;
    /** Where SCAN goes on, so that many small calls get round the database. */
    private final AtomicReference<@Nullable String> position = new AtomicReference<>();
    /** What SCAN found and no call has swept to its end. */
    private final ConcurrentLinkedDeque<Place> found = new ConcurrentLinkedDeque<>();

    IndexSweep(KeyScan scan, RedisKeys keys, Scripts scripts, ScriptRunner runner) {
        this.scan = scan;
        this.keys = keys;
        this.scripts = scripts;
        this.runner = runner;
    }

    /**
     * Where the sweep of an index goes on.
     *
     * @param from a bound of ZRANGEBYLEX
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Place(byte[] index, byte[] entries, byte[] from) {}

    int sweep(int limit) {
        Allowance time = scan.begin();
        int removed = 0;
        boolean last = false;
        for (int commands = 0; commands < MAX_COMMANDS && removed < limit && time.allowsMore(); commands++) {
            Place place = found.pollFirst();
            if (place != null) {
                removed += sweep(place, limit - removed, time);
            } else if (last) {
                break;
            } else {
                last = findMore(time);
            }
        }
        return removed;
    }

    /** True at the end of the database. */
    private boolean findMore(Allowance time) {
        KeyScan.Keys page = scan.next(keys.indexesPattern(), INDEXES_PER_STEP, position.get(), time.deadline());
        for (byte[] index : page.keys()) {
            byte[] entries = keys.entryPrefixOfIndex(index);
            if (entries != null) {
                found.addLast(new Place(index, entries, new byte[] {'-'}));
            }
        }
        position.set(page.next());
        return page.next() == null;
    }

    private int sweep(Place place, int limit, Allowance time) {
        ScriptArguments arguments = ScriptArguments.keys(place.index())
                .add(place.from())
                .add(Math.min(SORTS_PER_COMMAND, limit))
                .add(place.entries());
        List<Object> reply = runner.write(scripts.sweep, arguments, time.deadline());
        byte[] last = Reply.bytes(reply.get(1));
        if (last.length > 0) {
            byte[] from = ("(" + new String(last, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
            found.addFirst(new Place(place.index(), place.entries(), from));
        }
        return (int) Reply.number(reply.get(0));
    }
}
