package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.backend.SortRange;
import io.atomicspring.backend.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Random sequences of operations on two nodes: every answer is compared with the interpreter's. */
abstract class RandomProgramsGroup extends ContractGroup {

    private static final int PROGRAMS = 20;
    private static final int STEPS = 80;

    RandomProgramsGroup(Supplier<BackendFixture> fixtures) {
        super(fixtures);
    }

    @RepeatedTest(PROGRAMS)
    void everyAnswerIsTheInterpreters(RepetitionInfo repetition) {
        if (Seeds.given() && repetition.getCurrentRepetition() > 1) {
            return;
        }
        long seed = Seeds.next();
        List<String> trace = new ArrayList<>();
        try {
            new Run(new Random(seed), trace).run();
        } catch (AssertionError | RuntimeException e) {
            String last = trace.isEmpty() ? "the beginning" : trace.get(trace.size() - 1);
            throw new AssertionError(
                    "Step " + trace.size() + " of a random program: " + last + "\n" + e.getMessage() + "\n"
                            + Seeds.hint(seed),
                    e);
        }
    }

    private final class Run {

        private final Random random;
        private final List<String> trace;
        private final Oracle oracle = new Oracle();
        private final Programs programs;
        private final List<List<Write>> sent = new ArrayList<>();

        Run(Random random, List<String> trace) {
            this.random = random;
            this.trace = trace;
            this.programs = new Programs(random, oracle::versionOf);
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                Backend node = random.nextBoolean() ? backend() : otherNode();
                switch (random.nextInt(20)) {
                    case 0, 1 -> read(node);
                    case 2 -> scan(node);
                    case 3 -> elapse();
                    case 4, 5 -> resend(node);
                    case 6, 7, 8, 9 -> commit(node, programs.commit());
                    default -> apply(node, programs.write());
                }
            }
            read(backend());
            scan(otherNode());
        }

        private void apply(Backend node, Write write) {
            trace.add("apply " + write);
            sent.add(List.of(write));
            oracle.applied(write, node.apply(write));
        }

        private void commit(Backend node, List<Write> writes) {
            trace.add("commit " + writes);
            sent.add(writes);
            oracle.committed(writes, node.applyAll(writes));
        }

        /** Sends one of the last few writes or commits again, as after a lost reply. */
        private void resend(Backend node) {
            if (sent.isEmpty()) {
                return;
            }
            List<Write> writes = sent.get(sent.size() - 1 - random.nextInt(Math.min(sent.size(), 4)));
            trace.add("again " + writes);
            if (writes.size() == 1 && random.nextBoolean()) {
                oracle.applied(writes.get(0), node.apply(writes.get(0)));
            } else {
                oracle.committed(writes, node.applyAll(writes));
            }
        }

        private void read(Backend node) {
            trace.add("read");
            oracle.read(Programs.KEYS, node.read(Programs.KEYS));
        }

        private void scan(Backend node) {
            Key of = Programs.KEYS.get(random.nextInt(Programs.KEYS.size()));
            Scan.Direction direction = random.nextBoolean() ? Scan.Direction.ASCENDING : Scan.Direction.DESCENDING;
            int limit = 1 + random.nextInt(4);
            trace.add("scan " + of.space() + " " + direction + " by " + limit);
            Snapshot now = node.read(Programs.KEYS);
            List<Entry> expected = new ArrayList<>();
            for (Entry entry : oracle.live(now.at())) {
                if (entry.key().space().equals(of.space())) {
                    expected.add(direction == Scan.Direction.ASCENDING ? expected.size() : 0, entry);
                }
            }
            Scan scan = new Scan(of.space(), of.partition(), SortRange.all(), direction, limit, null);
            assertThat(Pages.all(node, scan)).isEqualTo(expected);
            assertThat(Pages.space(node, of.space(), limit)).hasSameElementsAs(expected);
        }

        private void elapse() {
            int minutes = 1 + random.nextInt(2);
            trace.add("elapse " + minutes + " min");
            RandomProgramsGroup.this.elapse(MINUTE.multipliedBy(minutes));
            if (random.nextBoolean()) {
                backend().purge(1 + random.nextInt(10));
            }
        }
    }
}
