package io.atomicspring.benchmarks;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;

/**
 * One Lettuce connection, shared by all threads: the fastest way to use Lettuce.
 *
 * <p>It has the options that Spring Data Redis gives its connections, so that a difference to these is not one of settings.
 */
final class LettuceLink implements AutoCloseable {

    private static final long REPLY_SECONDS = 10;

    private final RedisClient client;
    private final RedisAsyncCommands<byte[], byte[]> commands;

    LettuceLink(int port) {
        client = RedisClient.create(RedisURI.create("127.0.0.1", port));
        client.setOptions(LettuceClientConfiguration.defaultConfiguration()
                .getClientOptions()
                .orElseThrow());
        commands = client.connect(ByteArrayCodec.INSTANCE).async();
    }

    RedisAsyncCommands<byte[], byte[]> commands() {
        return commands;
    }

    static <T> T await(Future<T> reply) throws Exception {
        return reply.get(REPLY_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
