package io.atomicspring.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The limit of a lock on Redis: {@code SET NX PX} with a token, and a script that deletes only for the same token. No fencing
 * token, no information about the holder.
 */
final class LettuceLock implements Subject {

    private static final int TOKEN_BYTES = 16;
    private static final long LEASE_MILLIS = 30_000;

    private final int port;
    private List<byte[]> keys = List.of();
    private String release = "";
    private @Nullable LettuceLink link;

    LettuceLock(int port) {
        this.port = port;
    }

    @Override
    public String name() {
        return "raw Lettuce, SET NX PX + EVALSHA";
    }

    @Override
    public void open(int threads) throws Exception {
        keys = Keys.of(threads).stream()
                .map(key -> ("lettuce:" + key).getBytes(UTF_8))
                .toList();
        link = new LettuceLink(port);
        release = LettuceLink.await(commands().scriptLoad(script()));
    }

    @Override
    public void run(int thread) throws Exception {
        byte[] key = keys.get(thread);
        byte[] token = new byte[TOKEN_BYTES];
        ThreadLocalRandom.current().nextBytes(token);
        SetArgs ifFree = SetArgs.Builder.nx().px(LEASE_MILLIS);
        Check.that("OK".equals(LettuceLink.await(commands().set(key, token, ifFree))), "The lock is not free.");
        Long released =
                LettuceLink.await(commands().evalsha(release, ScriptOutputType.INTEGER, new byte[][] {key}, token));
        Check.that(released == 1, "The lock was not held.");
    }

    @Override
    public void verify(long operations) throws Exception {
        long left = LettuceLink.await(commands().exists(keys.toArray(byte[][]::new)));
        Check.that(left == 0, left + " locks are left.");
    }

    @Override
    public void close() {
        if (link != null) {
            link.close();
        }
    }

    private RedisAsyncCommands<byte[], byte[]> commands() {
        return Objects.requireNonNull(link).commands();
    }

    private static byte[] script() {
        try (InputStream script = LettuceLock.class.getResourceAsStream("release-if-owner.lua")) {
            return Objects.requireNonNull(script).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
