package io.atomicspring.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The limit of a counter on Redis: {@code INCRBY}. 64 bits, no version, not safe against a lost reply. */
final class LettuceCounter implements Subject {

    private final int port;
    private List<byte[]> keys = List.of();
    private Sequence sequence = new Sequence(0);
    private @Nullable LettuceLink link;

    LettuceCounter(int port) {
        this.port = port;
    }

    @Override
    public String name() {
        return "raw Lettuce, INCRBY";
    }

    @Override
    public void open(int threads) {
        keys = Keys.of(threads).stream()
                .map(key -> ("lettuce:" + key).getBytes(UTF_8))
                .toList();
        sequence = new Sequence(threads);
        link = new LettuceLink(port);
    }

    @Override
    public void run(int thread) throws Exception {
        sequence.check(thread, LettuceLink.await(commands().incrby(keys.get(thread), 1)));
    }

    @Override
    public void verify(long operations) throws Exception {
        long sum = 0;
        for (byte[] key : keys) {
            sum += Long.parseLong(new String(LettuceLink.await(commands().get(key)), UTF_8));
        }
        Check.that(sum == operations, "The counters hold " + sum + " after " + operations + " increments.");
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
}
