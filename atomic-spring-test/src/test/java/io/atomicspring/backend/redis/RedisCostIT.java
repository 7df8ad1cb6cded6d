package io.atomicspring.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Change;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.SortRange;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import io.atomicspring.test.fault.FaultProxy;
import io.atomicspring.test.server.RedisServer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** What calls cost, counted by the server and on the wire. */
class RedisCostIT {

    private static final Key KEY = Key.of("space", "p");
    private static final Key SORTED = Key.of("space", "p", "s");
    private static final Value.Binary OWNER = Value.of(new byte[16]);
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final RedisServer server = RedisNodes.sharedServer();
    private final FaultProxy proxy = FaultProxy.to(server.host(), server.port());
    private final LettuceConnectionFactory factory = RedisNodes.factory(proxy.host(), proxy.port());
    private final RedisNodes nodes = RedisNodes.withRunningClock();
    private final RedisBackend backend = RedisBackend.on(factory, options -> nodes.options());

    @BeforeEach
    void connectAndTeachTheServerTheScripts() {
        everyCall().forEach(Runnable::run);
        nodes.clear();
    }

    @AfterEach
    void close() {
        backend.close();
        factory.destroy();
        proxy.close();
        nodes.close();
    }

    @Test
    void everyCallIsOneEvalshaAndOneRequest() {
        for (Runnable call : everyCall()) {
            Map<String, Long> before = nodes.commandCalls();
            int requests = proxy.requests();
            call.run();
            Map<String, Long> after = nodes.commandCalls();
            assertThat(after.get("evalsha") - before.get("evalsha")).isEqualTo(1);
            assertThat(after.getOrDefault("eval", 0L)).isEqualTo(before.getOrDefault("eval", 0L));
            assertThat(proxy.requests() - requests).isEqualTo(1);
        }
    }

    @Test
    void aFreeLockTakesFiveCommandsInsideTheScriptAndAReleaseThree() {
        apply(Shapes.acquire(KEY, OWNER, "me", LEASE));
        apply(Shapes.release(KEY, OWNER));
        String floor = nodes.commands()
                .keys("as1:" + nodes.options().namespace() + ":f*")
                .get(0);
        // Ahead of the clock, as it is most of the time; once in ten milliseconds it is not, and has to be set.
        nodes.commands().incrby(floor, 3_600_000_000L);
        assertThat(commandsOf(() -> apply(Shapes.acquire(KEY, OWNER, "me", LEASE))))
                .isEqualTo(5);
        assertThat(commandsOf(() -> apply(Shapes.release(KEY, OWNER)))).isEqualTo(3);
        nodes.commands().del(floor);
        assertThat(commandsOf(() -> apply(Shapes.acquire(KEY, OWNER, "me", LEASE))))
                .isEqualTo(6);
    }

    @Test
    void aLiveCounterTakesThreeCommandsInsideTheScript() {
        apply(Shapes.add(KEY, BigDecimal.ONE));
        assertThat(commandsOf(() -> apply(Shapes.add(KEY, BigDecimal.ONE)))).isEqualTo(3);
    }

    @Test
    void anEntryStaysInTheCompactFormHoweverOftenItIsWritten() {
        for (int i = 0; i < 10; i++) {
            apply(Shapes.add(KEY, BigDecimal.ONE));
            apply(Shapes.add(SORTED, BigDecimal.ONE).untagged());
        }
        List<String> entries = nodes.commands().keys("as1:" + nodes.options().namespace() + ":e*");
        assertThat(entries)
                .hasSize(2)
                .allSatisfy(
                        key -> assertThat(nodes.commands().objectEncoding(key)).isEqualTo("listpack"));
    }

    @Test
    void entriesWithoutASortHaveNoIndex() {
        apply(Shapes.add(KEY, BigDecimal.ONE));
        apply(Shapes.acquire(Key.of("space", "lock"), OWNER, "me", LEASE));
        assertThat(nodes.commands().keys("as1:" + nodes.options().namespace() + ":i*"))
                .isEmpty();
    }

    @Test
    void theFloorsOfAllPartitionsAreAtMostOneKeyForASlot() {
        for (int i = 0; i < 50; i++) {
            Key lock = Key.of("space", "same", "s" + i);
            apply(Shapes.acquire(lock, OWNER, "me", LEASE));
            apply(Shapes.release(lock, OWNER));
        }
        assertThat(nodes.commands().keys("as1:" + nodes.options().namespace() + ":*"))
                .singleElement()
                .asString()
                .contains(":f{");
    }

    private List<Runnable> everyCall() {
        return List.of(
                () -> apply(Shapes.acquire(KEY, OWNER, "me", LEASE)),
                () -> apply(Shapes.renew(KEY, OWNER, LEASE)),
                () -> apply(Shapes.release(KEY, OWNER)),
                () -> apply(Shapes.add(KEY, BigDecimal.ONE)),
                () -> apply(Shapes.add(SORTED, BigDecimal.ONE)),
                () -> apply(Shapes.add(KEY, BigDecimal.ONE).untagged()),
                () -> backend.applyAll(List.of(Shapes.add(KEY, BigDecimal.ONE), Shapes.add(SORTED, BigDecimal.TEN))),
                () -> backend.read(List.of(KEY, SORTED)),
                () -> backend.scan(new Scan("space", "p", SortRange.all(), Scan.Direction.ASCENDING, 10, null)),
                () -> backend.applyAll(List.of(Shapes.release(KEY, OWNER), Shapes.acquire(SORTED, OWNER, "me", LEASE))),
                () -> apply(Write.to(KEY).when(Guard.always(), Change.remove()).build()));
    }

    private Outcome apply(Write write) {
        return backend.apply(write);
    }

    /** Commands that ran inside scripts during a call. */
    private long commandsOf(Runnable call) {
        List<String> own = List.of("evalsha", "info");
        long before = total(own);
        call.run();
        return total(own) - before;
    }

    private long total(List<String> without) {
        return nodes.commandCalls().entrySet().stream()
                .filter(command -> !without.contains(command.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
