package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.OperationLog;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many threads on two nodes at once: sums are exact, a lock has one holder, nobody sees half of a commit. */
abstract class ContentionGroup extends ContractGroup {

    private static final Key HOT = key("hot");
    private static final int THREADS = 8;

    ContentionGroup(Supplier<BackendFixture> fixtures) {
        super(fixtures);
    }

    /** Every other thread works on the other node. */
    private List<Backend> nodes() {
        return List.of(backend(), otherNode());
    }

    @Test
    void addsOnOneKeyAreAllCounted() {
        int times = 50;
        List<Backend> nodes = nodes();
        Crowd.of(THREADS).run(thread -> {
            for (int i = 0; i < times; i++) {
                applied(nodes.get(thread % 2).apply(Shapes.add(HOT, new BigDecimal("0.1"))));
            }
        });
        assertThat(get(HOT).document().get(Shapes.COUNT))
                .isEqualTo(Value.of(new BigDecimal("0.1").multiply(BigDecimal.valueOf((long) THREADS * times))));
    }

    @Test
    void everyAddOfOneKeyHasAVersionOfItsOwn() {
        List<Long> versions = Collections.synchronizedList(new ArrayList<>());
        List<Backend> nodes = nodes();
        Crowd.of(THREADS).run(thread -> {
            for (int i = 0; i < 30; i++) {
                Write write = i % 10 == 9 ? always(HOT, Change.remove()) : always(HOT, patch(add(N, "1")));
                Outcome.Applied applied = applied(nodes.get(thread % 2).apply(write));
                if (i % 10 != 9) {
                    versions.add(applied.version());
                }
            }
        });
        assertThat(versions).doesNotHaveDuplicates().hasSize(THREADS * 27);
    }

    @Test
    void oneOfManyCreatesAnEntry() {
        AtomicInteger created = new AtomicInteger();
        int keys = 20;
        List<Backend> nodes = nodes();
        Crowd.of(THREADS).run(thread -> {
            for (int i = 0; i < keys; i++) {
                Write create = to(key("created-" + i))
                        .when(Guard.absent(), put(numbered(thread)))
                        .build();
                if (nodes.get(thread % 2).apply(create) instanceof Outcome.Applied) {
                    created.incrementAndGet();
                }
            }
        });
        assertThat(created).hasValue(keys);
    }

    @Test
    void swapsOnOneVersionNeverLoseAnUpdate() {
        stored(HOT, numbered(0));
        AtomicInteger swapped = new AtomicInteger();
        List<Backend> nodes = nodes();
        Crowd.of(4).run(thread -> {
            Backend node = nodes.get(thread % 2);
            for (int i = 0; i < 40; i++) {
                Entry entry = node.read(List.of(HOT)).find(HOT).orElseThrow();
                long n = balance(entry);
                Write swap = to(HOT).when(Guard.versionIs(entry.version()), put(numbered(n + 1)))
                        .build();
                if (node.apply(swap) instanceof Outcome.Applied) {
                    swapped.incrementAndGet();
                }
            }
        });
        assertThat(swapped.get()).isPositive();
        assertThat(get(HOT).document()).isEqualTo(numbered(swapped.get()));
    }

    @Test
    void aLockNeverHasTwoHolders() {
        AtomicInteger holders = new AtomicInteger();
        List<Long> fences = Collections.synchronizedList(new ArrayList<>());
        int turns = 10;
        List<Backend> nodes = nodes();
        Crowd.of(THREADS).run(thread -> {
            Backend node = nodes.get(thread % 2);
            for (int turn = 0; turn < turns; turn++) {
                Value.Binary token = Value.of(new byte[] {(byte) thread, (byte) turn});
                long fence = acquire(node, token);
                assertThat(holders.incrementAndGet()).as("holders at once").isEqualTo(1);
                fences.add(fence);
                assertThat(node.read(List.of(HOT)).find(HOT).orElseThrow().version())
                        .isEqualTo(fence);
                assertThat(holders.decrementAndGet())
                        .as("holders that are left")
                        .isZero();
                applied(node.apply(Shapes.release(HOT, token)));
            }
        });
        assertThat(fences).hasSize(THREADS * turns);
        for (int i = 1; i < fences.size(); i++) {
            assertThat(fences.get(i)).as("the fencing token of holder %s", i).isGreaterThan(fences.get(i - 1));
        }
    }

    private static long acquire(Backend node, Value.Binary token) {
        while (true) {
            Outcome outcome = node.apply(Shapes.acquire(HOT, token, "crowd", MINUTE));
            if (outcome instanceof Outcome.Applied acquired) {
                return acquired.version();
            }
        }
    }

    @Test
    void transfersConserveMoneyAndNobodySeesHalfOfOne() {
        List<Key> accounts =
                IntStream.range(0, 5).mapToObj(i -> key("account-" + i)).toList();
        accounts.forEach(account -> stored(account, numbered(100)));
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger transfers = new AtomicInteger();
        AtomicInteger writers = new AtomicInteger(4);
        List<Backend> nodes = nodes();
        Crowd.of(6).run(thread -> {
            Backend node = nodes.get(thread % 2);
            if (thread >= 4) {
                do {
                    assertThat(sum(node.read(accounts), accounts))
                            .as("all money in one read")
                            .isEqualTo(500);
                } while (!done.get());
                return;
            }
            try {
                Random random = new Random(thread);
                for (int i = 0; i < 60; i++) {
                    List<Key> pair = pick(accounts, random);
                    if (transfer(node, pair.get(0), pair.get(1), random.nextInt(70) + 1)) {
                        transfers.incrementAndGet();
                    }
                }
            } finally {
                if (writers.decrementAndGet() == 0) {
                    done.set(true);
                }
            }
        });
        assertThat(transfers.get()).isPositive();
        assertThat(sum(backend().read(accounts), accounts)).isEqualTo(500);
    }

    private static List<Key> pick(List<Key> accounts, Random random) {
        List<Key> shuffled = new ArrayList<>(accounts);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static boolean transfer(Backend node, Key from, Key to, int amount) {
        Write debit = to(from).when(Guard.atLeast(N, Value.of(amount)), patch(add(N, "-" + amount)))
                .build();
        CommitOutcome outcome = node.applyAll(List.of(always(to, patch(add(N, "" + amount))), debit));
        return outcome instanceof CommitOutcome.Applied;
    }

    private static long sum(Snapshot snapshot, List<Key> accounts) {
        long sum = 0;
        for (Key account : accounts) {
            long balance = balance(snapshot.find(account).orElseThrow());
            assertThat(balance).as("the balance of %s", account).isNotNegative();
            sum += balance;
        }
        return sum;
    }

    private static long balance(Entry entry) {
        Value n = Objects.requireNonNull(entry.document().get(N));
        return ((Value.Num) n).value().longValueExact();
    }

    @Test
    void commitsInOppositeOrdersAllComeToAnEnd() {
        List<Key> keys =
                IntStream.range(0, 10).mapToObj(i -> key("crossed-" + i)).toList();
        List<Key> backwards = new ArrayList<>(keys);
        Collections.reverse(backwards);
        List<Backend> nodes = nodes();
        Crowd.of(THREADS).run(thread -> {
            List<Key> order = thread % 4 < 2 ? keys : backwards;
            for (int i = 0; i < 10; i++) {
                assertThat(nodes.get(thread % 2)
                                .applyAll(order.stream()
                                        .map(key -> always(key, patch(add(N, "1"))))
                                        .toList()))
                        .isInstanceOf(CommitOutcome.Applied.class);
            }
        });
        assertThat(backend().read(keys).entries().values())
                .hasSize(10)
                .allMatch(entry -> entry.document().equals(numbered(THREADS * 10L)));
    }

    @Test
    void aWriteSentByTwoNodesAtOnceCountsOnce() {
        int rounds = 40;
        List<Backend> nodes = nodes();
        for (int round = 0; round < rounds; round++) {
            Write write = always(HOT, patch(add(N, "1")));
            Crowd.of(OperationLog.CAPACITY - 1)
                    .run(thread -> applied(nodes.get(thread % 2).apply(write)));
        }
        assertThat(get(HOT).document()).isEqualTo(numbered(rounds));
    }

    @Test
    void commitsAndSingleWritesOfOneKeyDoNotLoseEachOther() {
        List<Backend> nodes = nodes();
        Crowd.of(4).run(thread -> {
            for (int i = 0; i < 50; i++) {
                Write one = always(HOT, patch(add(N, "1")));
                if (thread < 2) {
                    nodes.get(i % 2).apply(one);
                } else {
                    nodes.get(i % 2).applyAll(List.of(one, always(key("beside-" + thread), patch(add(N, "1")))));
                }
            }
        });
        assertThat(get(HOT).document()).isEqualTo(numbered(200));
    }
}
