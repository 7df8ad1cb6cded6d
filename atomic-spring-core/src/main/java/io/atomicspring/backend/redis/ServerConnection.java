package io.atomicspring.backend.redis;

import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.time.Deadline;
import io.atomicspring.time.TimeSource;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.cluster.api.async.RedisAdvancedClusterAsyncCommands;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The connection of a {@link LettuceConnectionFactory} that its users share: taken once, kept, and taken anew after the factory
 * was restarted. Checks the server when it takes one.
 */
final class ServerConnection {

    private static final Logger log = LoggerFactory.getLogger(RedisBackend.class);

    private final LettuceConnectionFactory factory;
    private final Duration timeout;
    private final Failures failures;
    /** Held while a connection is taken, which may last as long as Lettuce waits for the server. */
    private final ReentrantLock taking = new ReentrantLock();

    private volatile @Nullable Taken taken;
    private volatile boolean closed;

    ServerConnection(LettuceConnectionFactory factory, Duration timeout, Failures failures) {
        this.factory = factory;
        this.timeout = timeout;
        this.failures = failures;
    }

    /** A connection, as Spring gave it and as Lettuce sees it. */
    record Taken(
            RedisConnection spring,
            RedisClusterAsyncCommands<byte[], byte[]> commands,
            StatefulConnection<byte[], byte[]> channel) {

        boolean isClosed() {
            return channel instanceof RedisChannelHandler<?, ?> handler && handler.isClosed();
        }
    }

    Taken get() {
        Taken current = taken;
        return current != null && (current.channel().isOpen() || !current.isClosed()) && !closed ? current : take();
    }

    /** What INFO tells now. */
    ServerInfo info() {
        return ServerInfo.parse(answer(get().commands().info(), oneCall()));
    }

    /** The time of a call of several commands, which begins when there is a connection. */
    Allowance begin() {
        get();
        return Allowance.of(timeout);
    }

    private Deadline oneCall() {
        return Deadline.in(timeout, TimeSource.system());
    }

    /** Waits for a reading command of Lettuce's own. */
    <T> T answer(Future<T> future, Deadline deadline) {
        try {
            return future.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw failures.noReply(false, null);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw failures.noReply(false, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RedisCommandExecutionException error
                    ? failures.answered(error, false)
                    : failures.noReply(false, e.getCause());
        } catch (CancellationException e) {
            throw failures.noReply(false, e);
        }
    }

    void close() {
        closed = true;
        release();
    }

    /** One caller sets up the connection; the others wait for it no longer than a call may take. */
    private Taken take() {
        try {
            if (!taking.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw failures.notSentInTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.notSent(e);
        }
        try {
            return takeAlone();
        } finally {
            taking.unlock();
        }
    }

    private Taken takeAlone() {
        requireOpen();
        Taken current = taken;
        if (current != null && !current.isClosed()) {
            return current;
        }
        release();
        Taken fresh = open();
        taken = fresh;
        if (closed) {
            release();
        }
        requireOpen();
        return fresh;
    }

    private void requireOpen() {
        if (closed) {
            throw failures.notSent(new IllegalStateException("the backend is closed"));
        }
    }

    private Taken open() {
        RedisConnection spring = connect(factory::getConnection);
        try {
            RedisClusterAsyncCommands<byte[], byte[]> commands = inBytes(connect(spring::getNativeConnection));
            Taken fresh = new Taken(spring, commands, channelOf(commands));
            check(fresh);
            return fresh;
        } catch (RuntimeException e) {
            close(spring);
            throw e;
        }
    }

    private <T> T connect(Supplier<T> step) {
        try {
            return step.get();
        } catch (DataAccessException | IllegalStateException e) {
            throw failures.notSent(e);
        }
    }

    /** Only the channel takes commands of one's own; Lettuce means to hide this way to it, but has no other. */
    @SuppressWarnings("deprecation")
    private static StatefulConnection<byte[], byte[]> channelOf(RedisClusterAsyncCommands<byte[], byte[]> commands) {
        return commands instanceof RedisAdvancedClusterAsyncCommands<byte[], byte[]> cluster
                ? cluster.getStatefulConnection()
                : ((RedisAsyncCommands<byte[], byte[]>) commands).getStatefulConnection();
    }

    @SuppressWarnings("unchecked") // Spring's Lettuce connections use bytes.
    private static RedisClusterAsyncCommands<byte[], byte[]> inBytes(Object commands) {
        return (RedisClusterAsyncCommands<byte[], byte[]>) commands;
    }

    private void check(Taken fresh) {
        ServerInfo info;
        try {
            info = ServerInfo.parse(answer(fresh.commands().info(), oneCall()));
        } catch (BackendSetupException e) {
            log.debug("The server's version is not known, because INFO is not allowed.", e);
            return;
        }
        info.requireVersion();
        info.evictionWarning().ifPresent(log::warn);
    }

    private void release() {
        Taken current = taken;
        taken = null;
        if (current != null) {
            close(current.spring());
        }
    }

    /** Gives a connection back; a shared one stays open. */
    private static void close(RedisConnection connection) {
        try {
            connection.close();
        } catch (DataAccessException | IllegalStateException e) {
            log.debug("A connection could not be given back.", e);
        }
    }
}
