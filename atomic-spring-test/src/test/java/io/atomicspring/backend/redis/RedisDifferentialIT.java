package io.atomicspring.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.SortRange;
import io.atomicspring.backend.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random programs on Redis and on the interpreter must agree in everything: outcomes, versions, times, entries, scans. */
class RedisDifferentialIT {

    private static final int STEPS = 4_000;
    private static final long START = 1_800_000_000_000_123L;

    /** Leave the environment variable out for a new seed each time. */
    private static long seed() {
        String given = System.getenv("ATOMIC_SEED");
        return given == null ? ThreadLocalRandom.current().nextLong() : Long.parseLong(given);
    }

    @ParameterizedTest
    @EnumSource(TagPolicy.class)
    void everyAnswerIsTheInterpreters(TagPolicy tags) {
        long seed = seed();
        Random random = new Random(seed);
        RandomWrites writes = new RandomWrites(random);
        long now = START;
        try (RedisNodes nodes = RedisNodes.withSetClock(now).tags(tags)) {
            List<RedisBackend> backends = List.of(nodes.open(), nodes.open());
            Oracle oracle = new Oracle(nodes.options());
            List<Write> sent = new ArrayList<>();
            List<Write> committed = List.of(writes.shape(RandomWrites.KEYS.get(0)));
            for (int step = 0; step < STEPS; step++) {
                String where = "seed " + seed + ", step " + step;
                RedisBackend backend = writes.pick(backends);
                switch (random.nextInt(12)) {
                    case 0 -> {
                        now += writes.clockStep();
                        nodes.setClock(now);
                    }
                    case 1 -> {
                        nodes.reclaim();
                        oracle.reclaim(now);
                    }
                    case 2 -> compareEverything(where, backend, oracle, now);
                    case 3, 4 -> {
                        List<Write> commit = random.nextInt(5) == 0 ? committed : writes.commit(oracle::version);
                        committed = commit;
                        sent.addAll(commit);
                        assertThat(backend.applyAll(commit))
                                .as("%s: %s", where, commit)
                                .isEqualTo(oracle.applyAll(commit, now));
                    }
                    case 5 -> {
                        Write again = sent.isEmpty() ? writes.shape(RandomWrites.KEYS.get(0)) : lastOf(sent, random);
                        assertThat(backend.apply(again))
                                .as("%s: %s", where, again)
                                .isEqualTo(oracle.apply(again, now));
                    }
                    default -> {
                        Key key = writes.pick(RandomWrites.KEYS);
                        Write write = writes.write(key, oracle.version(key));
                        sent.add(write);
                        assertThat(backend.apply(write))
                                .as("%s: %s", where, write)
                                .isEqualTo(oracle.apply(write, now));
                    }
                }
            }
            compareEverything("seed " + seed + ", at the end", backends.get(0), oracle, now);
        }
    }

    private static Write lastOf(List<Write> sent, Random random) {
        return sent.get(sent.size() - 1 - random.nextInt(Math.min(sent.size(), 12)));
    }

    private static void compareEverything(String where, RedisBackend backend, Oracle oracle, long now) {
        Map<Key, Entry> live = oracle.live(now);
        assertThat(backend.read(RandomWrites.KEYS).entries()).as(where).isEqualTo(live);
        for (Scan.Direction direction : Scan.Direction.values()) {
            List<Entry> expected = new ArrayList<>(live.values().stream()
                    .filter(entry -> entry.key().space().equals("space")
                            && entry.key().partition().equals("p"))
                    .toList());
            if (direction == Scan.Direction.DESCENDING) {
                java.util.Collections.reverse(expected);
            }
            assertThat(scanned(backend, direction)).as(where).isEqualTo(expected);
        }
        List<Entry> space = new ArrayList<>();
        Page page = new Page(List.of(), null);
        do {
            page = backend.scanSpace("space", 2, page.next());
            space.addAll(page.entries());
        } while (page.next() != null);
        assertThat(space)
                .as(where)
                .containsExactlyInAnyOrderElementsOf(live.values().stream()
                        .filter(entry -> entry.key().space().equals("space"))
                        .toList());
    }

    private static List<Entry> scanned(RedisBackend backend, Scan.Direction direction) {
        List<Entry> entries = new ArrayList<>();
        Scan scan = new Scan("space", "p", SortRange.all(), direction, 2, null);
        for (Page page = backend.scan(scan); ; page = backend.scan(scan.from(page.next()))) {
            entries.addAll(page.entries());
            if (page.next() == null) {
                return entries;
            }
        }
    }
}
