package io.atomicspring.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import io.atomicspring.test.fault.FaultProxy;
import io.atomicspring.test.fault.FaultProxy.AfterDrop;
import io.atomicspring.test.server.RedisServer;
import io.atomicspring.time.Deadline;
import io.atomicspring.time.TimeSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Lost replies and broken connections: nothing counts twice, and the caller is told the truth. */
class RedisFaultsIT {

    private static final Key KEY = Key.of("space", "p");
    private static final Key OTHER = Key.of("space", "p", "other");
    private static final Value.Binary OWNER = Value.of(new byte[16]);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    private final RedisServer server = RedisNodes.sharedServer();
    private final FaultProxy proxy = FaultProxy.to(server.host(), server.port());
    private final LettuceConnectionFactory factory = RedisNodes.factory(proxy.host(), proxy.port());
    private final RedisNodes nodes = RedisNodes.withRunningClock();
    private final RedisBackend backend =
            RedisBackend.on(factory, options -> nodes.options().timeout(TIMEOUT));
    private final RedisBackend other = nodes.open();

    @BeforeEach
    void teachTheServerTheScripts() {
        backend.apply(add());
        backend.apply(add().untagged());
        for (Key key : List.of(KEY, OTHER)) {
            backend.apply(Shapes.acquire(key, OWNER, "me", LEASE));
            backend.apply(Shapes.release(key, OWNER));
        }
        backend.read(List.of(KEY));
        nodes.clear();
    }

    @AfterEach
    void close() {
        backend.close();
        factory.destroy();
        proxy.close();
        nodes.close();
    }

    @ParameterizedTest
    @EnumSource(AfterDrop.class)
    void aWriteWhoseReplyIsLostIsUnknownTakesEffectOnceAndIsRecognisedWhenSentAgain(AfterDrop after) {
        for (Write write : List.of(add(), add().untagged())) {
            nodes.clear();
            proxy.dropReplies(1, after);
            assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> backend.apply(write));
            awaitConnection();

            assertThat(count()).isEqualTo(1);
            Outcome.Applied again = (Outcome.Applied) backend.apply(write);
            assertThat(again.recognised()).isTrue();
            assertThat(again.version())
                    .isEqualTo(other.read(List.of(KEY)).entries().get(KEY).version());
            assertThat(count()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(AfterDrop.class)
    void aCommitWhoseReplyIsLostIsUnknownAndRecognisedWhenSentAgain(AfterDrop after) {
        List<Write> commit = List.of(add(), Shapes.acquire(OTHER, OWNER, "me", LEASE));
        proxy.dropReplies(1, after);
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> backend.applyAll(commit));
        awaitConnection();

        CommitOutcome.Applied again = (CommitOutcome.Applied) backend.applyAll(commit);
        assertThat(again.outcomes()).allMatch(Outcome.Applied::recognised);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aReleaseWhoseReplyIsLostIsRefusedWhenSentAgain() {
        backend.apply(Shapes.acquire(KEY, OWNER, "me", LEASE));
        Write release = Shapes.release(KEY, OWNER);
        proxy.dropReplies(1, AfterDrop.CUT);
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> backend.apply(release));
        awaitConnection();
        assertThat(backend.apply(release))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.entry()).isNull());
    }

    @ParameterizedTest
    @EnumSource(AfterDrop.class)
    void aReadWhoseReplyIsLostIsUnavailable(AfterDrop after) {
        proxy.dropReplies(1, after);
        assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(() -> backend.read(List.of(KEY)));
    }

    @Test
    void aWriteThatWaitedForTheConnectionIsUnavailableAndNeverCarriedOut() {
        proxy.refuseConnections();
        proxy.cut();
        awaitDisconnect();
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(BackendUnavailableException.class)
                    .isThrownBy(() -> backend.apply(add()))
                    .withMessageContaining("nothing was written");
        }
        proxy.acceptConnections();
        awaitConnection();
        assertThat(count()).isZero();
        assertThat(backend.apply(add())).isInstanceOf(Outcome.Applied.class);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void repliesAfterASlowOneReachTheirOwnCallers() {
        proxy.delayReplies(TIMEOUT.plusMillis(100));
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> backend.apply(add()));
        proxy.delayReplies(Duration.ZERO);
        awaitConnection();
        Outcome.Applied second = (Outcome.Applied) backend.apply(add());
        assertThat(second.after().document().get(Shapes.COUNT)).isEqualTo(Value.of(2));
    }

    @Test
    void aServerThatWasNeverThereIsUnavailable() {
        FaultProxy closed = FaultProxy.to(server.host(), server.port());
        closed.close();
        LettuceConnectionFactory nowhere = RedisNodes.factory(closed.host(), closed.port());
        try (RedisBackend lost = RedisBackend.on(nowhere, options -> nodes.options())) {
            assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(() -> lost.apply(add()));
        } finally {
            nowhere.destroy();
        }
    }

    @Test
    void aRestartedFactoryIsUsedAgain() {
        factory.stop();
        assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(() -> backend.apply(add()));
        factory.start();
        assertThat(backend.apply(add())).isInstanceOf(Outcome.Applied.class);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void anInterruptedCallerKeepsItsInterruptAndIsToldThatTheWriteIsUnknown() {
        proxy.delayReplies(Duration.ofMillis(50));
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> {
            // The write may not have left yet; then it is unavailable, and tried again until it has.
            while (true) {
                try {
                    backend.apply(add());
                } catch (BackendUnavailableException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aClosedBackendIsUnavailableAndLeavesTheFactoryOpen() {
        backend.close();
        assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(() -> backend.apply(add()));
        assertThat(factory.getConnection().ping()).isEqualTo("PONG");
    }

    private static Write add() {
        return Shapes.add(KEY, BigDecimal.ONE);
    }

    /** The counter as a node with an undisturbed connection sees it. */
    private int count() {
        return other.read(List.of(KEY))
                .find(KEY)
                .map(entry ->
                        ((Value.Num) entry.document().get(Shapes.COUNT)).value().intValue())
                .orElse(0);
    }

    /** Cuts connections that were silenced, and waits until the backend is answered again. */
    private void awaitConnection() {
        proxy.cut();
        await(true);
    }

    private void awaitDisconnect() {
        await(false);
    }

    private void await(boolean connected) {
        Deadline deadline = Deadline.in(Duration.ofSeconds(10), TimeSource.system());
        while (answers() != connected) {
            assertThat(deadline.isOver())
                    .as("waiting for connected = %s", connected)
                    .isFalse();
        }
    }

    private boolean answers() {
        try {
            backend.read(List.of(KEY));
            return true;
        } catch (BackendUnavailableException e) {
            return false;
        }
    }
}
