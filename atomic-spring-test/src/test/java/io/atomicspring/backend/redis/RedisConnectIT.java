package io.atomicspring.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.test.fault.FaultProxy;
import io.atomicspring.test.fault.FaultProxy.AfterDrop;
import io.atomicspring.test.server.RedisServer;
import io.atomicspring.time.Deadline;
import io.atomicspring.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A server that accepts connections and never answers while the first one is set up. */
class RedisConnectIT {

    private static final Duration TIMEOUT = Duration.ofMillis(50);
    /** Longer than any test: an attempt to connect ends only when the proxy cuts it. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofMinutes(2);

    private final RedisServer server = RedisNodes.sharedServer();
    private final FaultProxy proxy = FaultProxy.to(server.host(), server.port());
    private final LettuceConnectionFactory factory = new LettuceConnectionFactory(
            new RedisStandaloneConfiguration(proxy.host(), proxy.port()),
            LettuceClientConfiguration.builder().commandTimeout(CONNECT_TIMEOUT).build());
    private final ServerConnection connection = new ServerConnection(factory, TIMEOUT, new Failures(TIMEOUT));
    private final ExecutorService threads = Executors.newCachedThreadPool();

    RedisConnectIT() {
        factory.afterPropertiesSet();
        factory.start();
        proxy.dropReplies(Integer.MAX_VALUE, AfterDrop.SILENCE);
    }

    @AfterEach
    void close() {
        proxy.refuseConnections();
        proxy.cut();
        threads.shutdown();
        connection.close();
        factory.destroy();
        proxy.close();
    }

    @Test
    void callersThatWaitForAnothersConnectGiveUpAfterTheirOwnTimeout() {
        CompletableFuture<ServerConnection.Taken> first = connecting();
        for (int i = 0; i < 3; i++) {
            CompletableFuture<ServerConnection.Taken> next = CompletableFuture.supplyAsync(connection::get, threads);
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> next.orTimeout(30, TimeUnit.SECONDS).join())
                    .havingCause()
                    .isInstanceOf(BackendUnavailableException.class)
                    .withMessageContaining("Redis was not asked within 50 ms, nothing was written");
        }
        assertThat(first).as("the first caller still connects").isNotDone();
    }

    @Test
    void aBackendThatIsClosedWhileItConnectsStaysClosed() {
        CompletableFuture<ServerConnection.Taken> first = connecting();
        connection.close();
        assertThat(first).as("closing does not wait for the connect").isNotDone();
        proxy.dropReplies(0, AfterDrop.SILENCE);
        proxy.cut();
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(first::join)
                .withCauseInstanceOf(BackendUnavailableException.class);
        assertThatExceptionOfType(BackendUnavailableException.class)
                .isThrownBy(connection::get)
                .withMessageContaining("the backend is closed");
    }

    @Test
    void aCallerThatIsInterruptedWhileAnotherConnectsIsToldSo() {
        CompletableFuture<ServerConnection.Taken> first = connecting();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(BackendUnavailableException.class)
                .isThrownBy(connection::get)
                .withMessageContaining("the calling thread was interrupted");
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        assertThat(first).isNotDone();
    }

    /** A caller whose attempt to connect has reached the server, and is not answered. */
    private CompletableFuture<ServerConnection.Taken> connecting() {
        CompletableFuture<ServerConnection.Taken> caller = CompletableFuture.supplyAsync(connection::get, threads);
        Deadline deadline = Deadline.in(Duration.ofSeconds(10), TimeSource.system());
        while (proxy.requests() == 0) {
            assertThat(deadline.isOver()).as("waiting for the connect").isFalse();
            Thread.onSpinWait();
        }
        return caller;
    }
}
