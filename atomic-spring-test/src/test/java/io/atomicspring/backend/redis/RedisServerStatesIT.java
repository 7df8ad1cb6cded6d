package io.atomicspring.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import io.atomicspring.test.server.RedisServer;
import io.atomicspring.time.Deadline;
import io.atomicspring.time.TimeSource;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.CommandType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Servers in the states in which they refuse: nothing is written, and the caller is told so. */
class RedisServerStatesIT {

    private static final Key KEY = Key.of("space", "p");
    private static final Value.Binary OWNER = Value.of(new byte[16]);

    private final RedisServer server = RedisServer.startDurable();
    private final LettuceConnectionFactory factory = RedisNodes.factory(server.host(), server.port());
    private final RedisBackend backend = RedisBackend.on(factory, options -> options.timeout(Duration.ofMillis(500)));
    private final RedisClient client = RedisClient.create("redis://" + server.host() + ":" + server.port());
    private final RedisCommands<String, String> commands = client.connect().sync();

    @AfterEach
    void close() {
        backend.close();
        factory.destroy();
        client.shutdown(0, 2, TimeUnit.SECONDS);
        server.close();
    }

    @Test
    void aServerThatForgotTheScriptsIsTaughtThem() {
        add();
        commands.scriptFlush();
        assertThat(count(add())).isEqualTo(2);
        assertThat(count(add())).isEqualTo(3);
    }

    @Test
    void anEntrySurvivesACrashOfADurableServerAndTheBackendGoesOn() {
        add();
        server.restart();
        Deadline deadline = Deadline.in(Duration.ofSeconds(10), TimeSource.system());
        while (!deadline.isOver()) {
            try {
                assertThat(backend.read(List.of(KEY)).find(KEY)).isPresent();
                break;
            } catch (BackendUnavailableException e) {
                assertThat(deadline.isOver()).isFalse();
            }
        }
        assertThat(count(add())).isEqualTo(2);
    }

    @Test
    void aServerThatIsGoneIsUnavailableOrUnknownButNeverBusy() {
        add();
        server.kill();
        assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(() -> {
            for (int i = 0; i < 3; i++) {
                try {
                    add();
                } catch (OutcomeUnknownException e) {
                    // Sent before the break was noticed; the next call notices it.
                }
            }
        });
    }

    @Test
    void aBusyServerIsUnavailable() {
        add();
        commands.configSet("busy-reply-threshold", "10");
        RedisClient blocker = RedisClient.create("redis://" + server.host() + ":" + server.port());
        try {
            Future<?> endless = blocker.connect().async().eval("while true do end", ScriptOutputType.STATUS);
            assertRefused("BUSY");
            assertThat(endless).isNotDone();
        } finally {
            commands.scriptKill();
            blocker.shutdown(0, 2, TimeUnit.SECONDS);
        }
        assertThat(count(add())).isEqualTo(2);
    }

    @Test
    void aServerWithoutMemoryIsUnavailableAndStillReleasesLocks() {
        Key lock = Key.of("locks", "p");
        backend.apply(Shapes.acquire(lock, OWNER, "me", Duration.ofSeconds(30)));
        add();
        Key absent = Key.of("other", "p");
        Write put = Write.to(absent)
                .when(Guard.always(), Change.put(Document.of("x", Value.of(1)), Expiry.never()))
                .build();
        commands.configSet("maxmemory", "1");
        assertRefused("OOM");
        assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(() -> backend.apply(put));
        assertThatExceptionOfType(BackendUnavailableException.class)
                .isThrownBy(() -> backend.applyAll(List.of(put, Shapes.add(KEY, BigDecimal.ONE))));
        assertThat(backend.apply(Shapes.release(lock, OWNER))).isInstanceOf(Outcome.Applied.class);
        commands.configSet("maxmemory", "0");
        assertThat(count(add())).isEqualTo(2);
        assertThat(backend.read(List.of(absent)).entries()).isEmpty();
    }

    @Test
    void aReplicaIsUnavailableForWrites() {
        add();
        commands.replicaof("127.0.0.1", server.port() + 1);
        assertRefused("READONLY");
        commands.replicaofNoOne();
        assertThat(count(add())).isEqualTo(2);
    }

    @Test
    void aServerWithTooFewReplicasIsUnavailable() {
        add();
        commands.configSet("min-replicas-to-write", "1");
        assertRefused("NOREPLICAS");
        commands.configSet("min-replicas-to-write", "0");
        assertThat(count(add())).isEqualTo(2);
    }

    @Test
    void aKeyOfSomebodyElseIsASetupFailureAndIsLeftAlone() {
        add();
        String ours = commands.keys("as1:*:e*").get(0);
        commands.set(ours, "theirs");
        for (Write write : List.of(
                Shapes.add(KEY, BigDecimal.ONE), Shapes.add(KEY, BigDecimal.ONE).untagged())) {
            assertThatExceptionOfType(BackendSetupException.class)
                    .isThrownBy(() -> backend.apply(write))
                    .withMessageContaining("WRONGTYPE");
        }
        assertThat(commands.get(ours)).isEqualTo("theirs");
    }

    @Test
    void aServerThatMayEvictIsWarnedOf() {
        assertThat(backend.evictionWarning()).isEmpty();
        commands.configSet("maxmemory", "1gb");
        commands.configSet("maxmemory-policy", "allkeys-lru");
        assertThat(backend.evictionWarning())
                .hasValueSatisfying(text -> assertThat(text).contains("allkeys-lru"));
    }

    @Test
    void aUserWithoutRightsIsASetupFailure() {
        commands.aclSetuser("default", AclSetuserArgs.Builder.removeCommand(CommandType.EVALSHA));
        assertThatExceptionOfType(BackendSetupException.class)
                .isThrownBy(this::add)
                .withMessageContaining("NOPERM")
                .withCauseInstanceOf(RedisCommandExecutionException.class);
    }

    private void assertRefused(String code) {
        assertThatExceptionOfType(BackendUnavailableException.class)
                .isThrownBy(this::add)
                .withMessageContaining(code);
    }

    private Outcome add() {
        return backend.apply(Shapes.add(KEY, BigDecimal.ONE));
    }

    private static int count(Outcome outcome) {
        return ((Value.Num) ((Outcome.Applied) outcome).after().document().get(Shapes.COUNT))
                .value()
                .intValue();
    }
}
