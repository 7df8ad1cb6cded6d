package io.atomicspring.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Key;
import io.atomicspring.backend.Shapes;
import io.atomicspring.test.fault.FaultProxy;
import io.atomicspring.test.server.RedisServer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Calls that walk over the database: bounded in commands and in time, and the next goes on where one stopped. */
class RedisWalksIT {

    private static final Duration TIMEOUT = Duration.ofMillis(400);
    private static final Duration SLOW_REPLY = Duration.ofMillis(40);

    private final RedisServer server = RedisNodes.sharedServer();
    private final FaultProxy proxy = FaultProxy.to(server.host(), server.port());
    private final LettuceConnectionFactory factory = RedisNodes.factory(proxy.host(), proxy.port());
    private final RedisNodes nodes = RedisNodes.withRunningClock();
    private final RedisOptions options = new RedisOptions(
            nodes.options().namespace(), TIMEOUT, nodes.options().tags());
    private final RedisKeys keys = new RedisKeys(options);
    private final RedisBackend backend = nodes.open();
    private final RedisBackend slow = RedisBackend.on(factory, options, Scripts.CLOCK);

    @AfterEach
    void close() {
        slow.close();
        factory.destroy();
        proxy.close();
        nodes.close();
    }

    @Test
    void aPurgeThatReachesItsLimitLeavesNoIndexOfItsPageBehind() {
        for (int i = 0; i < 150; i++) {
            dead(Key.of("space", "p" + i, "s"));
        }
        long scans = calls("scan");
        for (int i = 0; i < 150; i++) {
            assertThat(backend.purge(1)).isEqualTo(1);
        }
        assertThat(calls("scan") - scans).as("one walk over the database").isLessThan(50);
        assertThat(nodes.commands().keys("as1:*" + options.namespace() + "*:i*"))
                .isEmpty();
    }

    @Test
    void aPurgeOfManyLiveSortsIsBoundedAndTheNextGoesOnInTheIndex() {
        for (int i = 0; i < 450; i++) {
            live(Key.of("space", "p", "live-" + i));
        }
        dead(Key.of("space", "p", "z"));
        int removed = 0;
        for (int i = 0; i < 4; i++) {
            long before = calls("evalsha") + calls("eval");
            removed += backend.purge(1);
            assertThat(calls("evalsha") + calls("eval") - before).isLessThanOrEqualTo(200);
        }
        assertThat(removed).isEqualTo(1);
    }

    @Test
    void aPurgeOfASlowServerEndsInTime() {
        for (int i = 0; i < 60; i++) {
            live(Key.of("space", "p" + i, "s"));
        }
        slow.purge(1000);
        proxy.delayReplies(SLOW_REPLY);
        int before = proxy.requests();
        assertThat(slow.purge(1000)).isZero();
        assertThat(proxy.requests() - before).isLessThanOrEqualTo(requestsInTime());
    }

    @Test
    void aPageOfASpaceOnASlowServerIsShortAndTheNextGoesOn() {
        for (int i = 0; i < 300; i++) {
            nodes.commands().set(options.namespace() + "foreign" + i, "x");
        }
        live(Key.of("space", "p"));
        slow.read(List.of(Key.of("space", "p")));
        proxy.delayReplies(SLOW_REPLY);
        int before = proxy.requests();
        assertThat(slow.scanSpace("space", 2, null).next()).isNotNull();
        assertThat(proxy.requests() - before).isLessThanOrEqualTo(requestsInTime());
    }

    /** What a server that takes so long for a reply can answer before the timeout. */
    private static int requestsInTime() {
        return (int) (TIMEOUT.toMillis() / SLOW_REPLY.toMillis());
    }

    private void live(Key key) {
        backend.apply(Shapes.add(key, BigDecimal.ONE));
    }

    /** The entry is gone as if expired, and its sort is still in the index. */
    private void dead(Key key) {
        live(key);
        nodes.commands().del(new String(keys.entry(key), StandardCharsets.US_ASCII));
    }

    private long calls(String command) {
        return nodes.commandCalls().getOrDefault(command, 0L);
    }
}
