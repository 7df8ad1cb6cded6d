package io.atomicspring.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.CommitPlan;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.backend.SortRange;
import io.atomicspring.backend.Utf8;
import io.atomicspring.backend.Write;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** Random programs: SQLite answers every step like the interpreter in memory, on two nodes of one file. */
class SqliteDifferentialTests {

    private static final int STEPS = 600;

    @TempDir
    Path folder;

    @RepeatedTest(10)
    void aRandomProgramIsAnsweredLikeTheInterpreterWould() {
        Long given = Long.getLong("atomic.contract.seed");
        long seed = given != null ? given : new SplittableRandom().nextLong();
        try (SqliteFixture fixture = new SqliteFixture(folder)) {
            new Program(fixture, seed).run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "The program of seed " + seed + " went wrong; run it again with -Datomic.contract.seed", e);
        }
    }

    private static final class Program {

        private final Random random;
        private final RandomWrites writes;
        private final SqliteFixture fixture;
        private final List<Backend> nodes;
        private final Oracle oracle = new Oracle();
        private final List<Write> sent = new ArrayList<>();

        Program(SqliteFixture fixture, long seed) {
            this.random = new Random(seed);
            this.writes = new RandomWrites(random);
            this.fixture = fixture;
            this.nodes = List.of(fixture.open(), fixture.reopen());
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                Backend node = nodes.get(random.nextInt(nodes.size()));
                switch (random.nextInt(12)) {
                    case 0 -> fixture.elapse(RandomWrites.STEP.multipliedBy(random.nextInt(10)));
                    case 1 -> read(node);
                    case 2 -> scan(node);
                    case 3 -> scanSpace(node);
                    case 4 -> {
                        fixture.elapse(RandomWrites.STEP); // versions made so far are then in the past
                        node.purge(1 + random.nextInt(20));
                    }
                    case 5, 6 -> commit(node);
                    case 7 -> resend(node);
                    default -> {
                        Write write = writes.write();
                        sent.add(write);
                        apply(node, write);
                    }
                }
            }
            fixture.elapse(Duration.ofMinutes(20));
            nodes.get(0).purge(10_000);
            scanSpace(nodes.get(1));
        }

        private void apply(Backend node, Write write) {
            assertThat(node.apply(write)).as("%s", write).isEqualTo(oracle.apply(write, fixture.time.micros()));
        }

        private void resend(Backend node) {
            if (!sent.isEmpty()) {
                apply(node, sent.get(Math.max(0, sent.size() - 1 - random.nextInt(8))));
            }
        }

        private void commit(Backend node) {
            List<Write> commit = writes.commit();
            CommitPlan plan;
            try {
                plan = CommitPlan.of(commit);
            } catch (InvalidInputException e) {
                assertThatThrownBy(() -> node.applyAll(commit)).isInstanceOf(InvalidInputException.class);
                return;
            }
            assertThat(node.applyAll(commit)).as("%s", commit).isEqualTo(oracle.applyAll(plan, fixture.time.micros()));
        }

        private void read(Backend node) {
            List<Key> keys = new ArrayList<>();
            for (int i = 0, size = 1 + random.nextInt(20); i < size; i++) {
                keys.add(writes.key());
            }
            Map<Key, Entry> expected = new HashMap<>(live());
            expected.keySet().retainAll(keys);
            Snapshot snapshot = node.read(keys);
            assertThat(snapshot.entries()).isEqualTo(expected);
            assertThat(snapshot.at()).isEqualTo(fixture.time.now());
        }

        private void scan(Backend node) {
            String partition = RandomWrites.partitions()
                    .get(random.nextInt(RandomWrites.partitions().size()));
            SortRange range = range();
            Scan.Direction direction = random.nextBoolean() ? Scan.Direction.ASCENDING : Scan.Direction.DESCENDING;
            List<Entry> expected = new ArrayList<>(live().values().stream()
                    .filter(entry -> entry.key().partition().equals(partition))
                    .filter(entry -> range.includes(entry.key().sort()))
                    .toList());
            if (direction == Scan.Direction.DESCENDING) {
                Collections.reverse(expected);
            }
            List<Entry> found = new ArrayList<>();
            Scan scan = new Scan(RandomWrites.SPACE, partition, range, direction, 1 + random.nextInt(4), null);
            Page page = node.scan(scan);
            found.addAll(page.entries());
            while (page.next() != null) {
                page = node.scan(scan.from(page.next()));
                found.addAll(page.entries());
            }
            assertThat(found).as("%s", scan).isEqualTo(expected);
        }

        private SortRange range() {
            String first = writes.sort();
            String last = writes.sort();
            return switch (random.nextInt(3)) {
                case 0 -> SortRange.all();
                case 1 -> SortRange.prefix(first);
                default ->
                    Utf8.compare(first, last) <= 0 ? SortRange.between(first, last) : SortRange.between(last, first);
            };
        }

        private void scanSpace(Backend node) {
            List<Entry> found = new ArrayList<>();
            int limit = 1 + random.nextInt(10);
            Page page = node.scanSpace(RandomWrites.SPACE, limit, null);
            found.addAll(page.entries());
            while (page.next() != null) {
                page = node.scanSpace(RandomWrites.SPACE, limit, page.next());
                found.addAll(page.entries());
            }
            assertThat(found).isEqualTo(List.copyOf(live().values()));
        }

        private NavigableMap<Key, Entry> live() {
            return oracle.live(fixture.time.micros());
        }
    }
}
