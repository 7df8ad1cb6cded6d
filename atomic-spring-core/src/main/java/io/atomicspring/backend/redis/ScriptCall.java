package io.atomicspring.backend.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One call of a script that goes to the server at most once, and knows whether it went.
 *
 * <p>Lettuce sends commands again that were in flight when a connection broke, which would apply a write twice. It asks a
 * command for its bytes each time, so the call notes that it gave them; when asked again it gives a harmless PING, whose reply
 * is dropped, and fails. A redirection by a cluster is an answer: the call was not carried out and may be sent again.
 */
final class ScriptCall extends AsyncCommand<byte[], byte[], List<Object>> {

    private static final int WAITING = 0;
    private static final int SENT = 1;
    private static final int ABANDONED = 2;

    private static final byte[] PING = ascii("*1\r\n$4\r\nPING\r\n");
    private static final byte[] EVALSHA = ascii("\r\n$7\r\nEVALSHA\r\n$40\r\n");
    private static final byte[] EVAL = ascii("\r\n$4\r\nEVAL\r\n$");
    private static final byte[] NEWLINE = ascii("\r\n");

    private final Script script;
    private final ScriptArguments arguments;
    private final boolean bySource;
    private final AtomicInteger state;

    private ScriptCall(Script script, ScriptArguments arguments, boolean bySource, AtomicInteger state) {
        super(new Command<>(
                bySource ? CommandType.EVAL : CommandType.EVALSHA, new Reply(state), routed(arguments.firstKey())));
        this.script = script;
        this.arguments = arguments;
        this.bySource = bySource;
        this.state = state;
    }

    /** A call of a script that the server should know. */
    static ScriptCall byDigest(Script script, ScriptArguments arguments) {
        return new ScriptCall(script, arguments, false, new AtomicInteger());
    }

    /** The same call with the script's text, for a server that answered that it does not know it. */
    ScriptCall bySource() {
        return new ScriptCall(script, arguments, true, new AtomicInteger());
    }

    /** Gives up: true if the call did not go to the server and never will; false if it may have been carried out. */
    boolean abandon() {
        boolean unsent = state.compareAndSet(WAITING, ABANDONED) || state.get() == ABANDONED;
        cancel(true);
        return unsent;
    }

    @Override
    public void encode(ByteBuf buffer) {
        if (state.compareAndSet(WAITING, SENT)) {
            write(buffer);
            return;
        }
        // The place in the queue of replies is taken already, so something must be sent.
        buffer.writeBytes(PING);
        completeExceptionally(new RedisException("The connection broke before the reply came."));
    }

    private void write(ByteBuf buffer) {
        buffer.writeByte('*');
        buffer.writeCharSequence(Integer.toString(arguments.count() + 2), StandardCharsets.US_ASCII);
        if (bySource) {
            byte[] source = script.source();
            buffer.writeBytes(EVAL);
            buffer.writeCharSequence(Integer.toString(source.length), StandardCharsets.US_ASCII);
            buffer.writeBytes(NEWLINE).writeBytes(source);
        } else {
            buffer.writeBytes(EVALSHA).writeBytes(script.digest());
        }
        buffer.writeBytes(NEWLINE).writeBytes(arguments.bytes(), 0, arguments.size());
    }

    /** What Lettuce asks for the slot. */
    private static CommandArgs<byte[], byte[]> routed(byte[] key) {
        CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE);
        return key.length == 0 ? args : args.addKey(key);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    // Lettuce compares commands by the command inside.
    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    /** The reply; an error means that the server is done with this attempt. */
    private static final class Reply extends NestedMultiOutput<byte[], byte[]> {

        private final AtomicInteger state;

        Reply(AtomicInteger state) {
            super(ByteArrayCodec.INSTANCE);
            this.state = state;
        }

        @Override
        public void setError(ByteBuffer error) {
            super.setError(error);
            String message = getError();
            if (message != null && (message.startsWith("MOVED ") || message.startsWith("ASK "))) {
                state.compareAndSet(SENT, WAITING);
            }
        }
    }
}
