package io.atomicspring.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.SortRange;
import io.atomicspring.backend.Traits;
import io.atomicspring.backend.Value;
import io.atomicspring.test.server.RedisServer;
import io.atomicspring.time.Deadline;
import io.atomicspring.time.TimeSource;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A cluster of two primaries: what differs from a single server. */
class RedisClusterIT {

    private static final Value.Binary OWNER = Value.of(new byte[16]);

    private static final List<RedisServer> SERVERS = new ArrayList<>();
    private static final List<RedisClient> CLIENTS = new ArrayList<>();
    private static LettuceConnectionFactory factory;
    private static RedisBackend backend;

    @BeforeAll
    static void formACluster() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            SERVERS.add(RedisServer.start("--cluster-enabled", "yes", "--cluster-node-timeout", "2000"));
            CLIENTS.add(RedisClient.create("redis://127.0.0.1:" + SERVERS.get(i).port()));
        }
        RedisCommands<String, String> first = CLIENTS.get(0).connect().sync();
        RedisCommands<String, String> second = CLIENTS.get(1).connect().sync();
        int half = SlotHash.SLOT_COUNT / 2;
        first.clusterAddSlots(IntStream.range(0, half).toArray());
        second.clusterAddSlots(IntStream.range(half, SlotHash.SLOT_COUNT).toArray());
        first.clusterMeet("127.0.0.1", SERVERS.get(1).port());
        Deadline deadline = Deadline.in(Duration.ofSeconds(20), TimeSource.system());
        while (!isFormed(first) || !isFormed(second)) {
            assertThat(deadline.isOver()).as("waiting for the cluster").isFalse();
            TimeSource.system().sleep(Duration.ofMillis(20));
        }
        factory = new LettuceConnectionFactory(new RedisClusterConfiguration(
                List.of("127.0.0.1:" + SERVERS.get(0).port())));
        factory.afterPropertiesSet();
        factory.start();
        backend = RedisBackend.on(factory, options -> options.timeout(Duration.ofSeconds(5)));
    }

    @AfterAll
    static void close() {
        backend.close();
        factory.destroy();
        CLIENTS.forEach(client -> client.shutdown(0, 2, TimeUnit.SECONDS));
        SERVERS.forEach(RedisServer::close);
    }

    private static boolean isFormed(RedisCommands<String, String> node) {
        String info = node.clusterInfo();
        return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:2");
    }

    @Test
    void entriesOfOnePartitionAreCommittedTogetherWhateverTheirSpaces() {
        for (String partition : List.of("order-1", "}", "{", "a}b", "\u0000")) {
            CommitOutcome outcome = backend.applyAll(List.of(
                    Shapes.add(Key.of("items", partition, "stock"), BigDecimal.ONE),
                    Shapes.add(Key.of("counters", partition), BigDecimal.ONE),
                    Shapes.acquire(Key.of("locks", partition), OWNER, "me", Duration.ofSeconds(30))));
            assertThat(outcome).isInstanceOf(CommitOutcome.Applied.class);
            assertThat(backend.read(List.of(Key.of("counters", partition), Key.of("locks", partition)))
                            .entries())
                    .hasSize(2);
        }
        assertThat(backend.traits().commitScope()).isEqualTo(Traits.CommitScope.PARTITION);
    }

    @Test
    void keysOfDifferentPartitionsAreRefusedByName() {
        Key one = Key.of("items", "a");
        Key other = Key.of("items", "b");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() ->
                        backend.applyAll(List.of(Shapes.add(one, BigDecimal.ONE), Shapes.add(other, BigDecimal.ONE))))
                .withMessageContaining("items/a")
                .withMessageContaining("items/b");
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> backend.read(List.of(one, other)));
        assertThat(backend.read(List.of(one)).entries()).isEmpty();
    }

    @Test
    void tagsByNamespacePutEverythingIntoOneCommit() {
        try (RedisBackend together =
                RedisBackend.on(factory, options -> options.namespace("one").tags(TagPolicy.NAMESPACE))) {
            assertThat(together.traits().commitScope()).isEqualTo(Traits.CommitScope.BACKEND);
            assertThat(together.applyAll(List.of(
                            Shapes.add(Key.of("items", "a"), BigDecimal.ONE),
                            Shapes.add(Key.of("items", "b"), BigDecimal.ONE))))
                    .isInstanceOf(CommitOutcome.Applied.class);
        }
    }

    @Test
    void locksWorkOnEveryNodeAndTheirFencesRise() {
        for (int i = 0; i < 20; i++) {
            Key lock = Key.of("locks", "lock-" + i);
            long fence = 0;
            for (int round = 0; round < 3; round++) {
                Outcome.Applied held =
                        (Outcome.Applied) backend.apply(Shapes.acquire(lock, OWNER, "me", Duration.ofSeconds(30)));
                assertThat(held.version()).isGreaterThan(fence);
                fence = held.version();
                assertThat(backend.apply(Shapes.release(lock, OWNER))).isInstanceOf(Outcome.Applied.class);
            }
        }
    }

    @Test
    void aSpaceIsScannedOverAllNodesAndAPartitionOnItsOwn() {
        for (int i = 0; i < 50; i++) {
            backend.apply(Shapes.add(Key.of("scanned", "p" + i, "s"), BigDecimal.ONE));
        }
        List<Entry> entries = new ArrayList<>();
        Page page = new Page(List.of(), null);
        do {
            page = backend.scanSpace("scanned", 7, page.next());
            entries.addAll(page.entries());
        } while (page.next() != null);
        assertThat(entries)
                .extracting(entry -> entry.key().partition())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "p" + i).toList());
        Scan scan = new Scan("scanned", "p7", SortRange.all(), Scan.Direction.ASCENDING, 10, null);
        assertThat(backend.scan(scan).entries()).hasSize(1);
    }

    /** The write goes to a node that lost the slot, and follows the redirection. */
    @Test
    void aWriteFollowsASlotThatMoved() {
        Key key = Key.of("moved", "x");
        backend.apply(Shapes.add(key, BigDecimal.ONE));
        RedisKeys keys = new RedisKeys(RedisOptions.defaults());
        int slot = SlotHash.getSlot(keys.entry(key));
        int owner = slot < SlotHash.SLOT_COUNT / 2 ? 0 : 1;
        RedisCommands<String, String> from = CLIENTS.get(owner).connect().sync();
        RedisCommands<String, String> to = CLIENTS.get(1 - owner).connect().sync();
        to.clusterSetSlotImporting(slot, from.clusterMyId());
        from.clusterSetSlotMigrating(slot, to.clusterMyId());
        for (String name : from.clusterGetKeysInSlot(slot, 100)) {
            from.migrate("127.0.0.1", SERVERS.get(1 - owner).port(), name, 0, 1000);
        }
        String heir = to.clusterMyId();
        to.clusterSetSlotNode(slot, heir);
        from.clusterSetSlotNode(slot, heir);

        Outcome.Applied added = (Outcome.Applied) backend.apply(Shapes.add(key, BigDecimal.ONE));
        assertThat(added.after().document().get(Shapes.COUNT)).isEqualTo(Value.of(2));
    }
}
