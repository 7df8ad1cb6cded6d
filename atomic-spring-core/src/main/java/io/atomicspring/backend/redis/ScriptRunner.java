package io.atomicspring.backend.redis;

import io.atomicspring.time.Deadline;
import io.atomicspring.time.TimeSource;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs scripts on the shared connection: one EVALSHA, or an EVAL after it on a server that did not know the script. */
final class ScriptRunner {

    private final ServerConnection connection;
    private final Duration timeout;
    private final Failures failures;

    ScriptRunner(ServerConnection connection, Duration timeout, Failures failures) {
        this.connection = connection;
        this.timeout = timeout;
        this.failures = failures;
    }

    List<Object> write(Script script, ScriptArguments arguments) {
        return run(script, arguments, true, null);
    }

    /** A command of a call that has several. */
    List<Object> write(Script script, ScriptArguments arguments, Deadline deadline) {
        return run(script, arguments, true, deadline);
    }

    List<Object> read(Script script, ScriptArguments arguments) {
        return run(script, arguments, false, null);
    }

    /** A command of a call that has several. */
    List<Object> read(Script script, ScriptArguments arguments, Deadline deadline) {
        return run(script, arguments, false, deadline);
    }

    private List<Object> run(Script script, ScriptArguments arguments, boolean write, @Nullable Deadline given) {
        StatefulConnection<byte[], byte[]> channel = connection.get().channel();
        Deadline deadline = given != null ? given : Deadline.in(timeout, TimeSource.system());
        ScriptCall call = ScriptCall.byDigest(script, arguments);
        try {
            return reply(send(channel, call, write), deadline, write);
        } catch (ExecutionException e) {
            if (!Failures.isUnknownScript(e.getCause())) {
                throw failure(call, e.getCause(), write);
            }
        }
        // The server did not know the script, so nothing ran: sending it again is safe.
        ScriptCall full = call.bySource();
        try {
            return reply(send(channel, full, write), deadline, write);
        } catch (ExecutionException e) {
            throw failure(full, e.getCause(), write);
        }
    }

    private ScriptCall send(StatefulConnection<byte[], byte[]> channel, ScriptCall call, boolean write) {
        try {
            channel.dispatch(call);
            return call;
        } catch (RedisException e) {
            throw failure(call, e, write);
        }
    }

    private List<Object> reply(ScriptCall call, Deadline deadline, boolean write) throws ExecutionException {
        try {
            return call.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw call.abandon() ? failures.notSentInTime() : failures.noReply(write, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw call.abandon() ? failures.notSent(e) : failures.noReply(write, e);
        } catch (CancellationException e) {
            throw call.abandon() ? failures.notSent(e) : failures.noReply(write, e);
        }
    }

    private RuntimeException failure(ScriptCall call, @Nullable Throwable cause, boolean write) {
        if (cause instanceof RedisCommandExecutionException error) {
            return failures.answered(error, write);
        }
        return call.abandon() ? failures.notSent(cause) : failures.noReply(write, cause);
    }
}
