package io.atomicspring.backend.redis;

import io.atomicspring.test.server.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Nodes on one Redis server and a namespace of their own, with a clock that the test moves. Each node has a connection of its own, as
 * another process would.
 */
final class RedisNodes implements AutoCloseable {

    /** Puts the reclaiming of expired keys, which Redis does by its own clock, in step with the test's clock. */
    private static final String RECLAIM = """
            local clock = redis.call('TIME')
            local ms = clock[1] * 1000 + math.floor(clock[2] / 1000)
            local reclaimed = 0
            for _, key in ipairs(redis.call('KEYS', ARGV[1])) do
              local _, expires = struct.unpack('>I7I6', redis.call('HGET', key, 'm'))
              if expires > 0 and expires <= ms then
                reclaimed = reclaimed + redis.call('DEL', key)
              end
            end
            return reclaimed""";

    private static RedisServer shared;

    private final String namespace = "t" + HexFormat.of().toHexDigits(new Random().nextLong());
    private final List<LettuceConnectionFactory> factories = new ArrayList<>();
    private final List<RedisBackend> backends = new ArrayList<>();
    private final RedisServer server = sharedServer();
    private final RedisClient client = RedisClient.create("redis://" + server.host() + ":" + server.port());
    private final RedisCommands<String, String> commands = client.connect().sync();
    private RedisOptions options = RedisOptions.defaults().namespace(namespace);
    private String clock = TestClock.shiftedBy(clockKey());

    /** One server for all tests of a JVM; its shutdown hook ends it. */
    static synchronized RedisServer sharedServer() {
        if (shared == null) {
            shared = RedisServer.start();
        }
        return shared;
    }

    /** Nodes whose clock runs, shifted by {@link #elapse} and {@link #stepClockBack}. */
    static RedisNodes withRunningClock() {
        return new RedisNodes();
    }

    /** Nodes whose clock stands still until {@link #setClock}. */
    static RedisNodes withSetClock(long micros) {
        RedisNodes nodes = new RedisNodes();
        nodes.clock = TestClock.setBy(nodes.clockKey());
        nodes.setClock(micros);
        return nodes;
    }

    RedisNodes tags(TagPolicy tags) {
        options = options.tags(tags);
        return this;
    }

    RedisBackend open() {
        LettuceConnectionFactory factory = factory(server.host(), server.port());
        factories.add(factory);
        RedisBackend backend = RedisBackend.on(factory, options, clock);
        backends.add(backend);
        return backend;
    }

    static LettuceConnectionFactory factory(String host, int port) {
        LettuceConnectionFactory factory = new LettuceConnectionFactory(host, port);
        factory.afterPropertiesSet();
        factory.start();
        return factory;
    }

    void elapse(Duration duration) {
        commands.incrby(clockKey(), duration.toNanos() / 1000);
    }

    void stepClockBack(Duration duration) {
        commands.decrby(clockKey(), duration.toNanos() / 1000);
    }

    void setClock(long micros) {
        commands.set(clockKey(), Long.toString(micros));
    }

    /** Removes the entries that are expired now, as the server itself does when its clock says so. */
    long reclaim() {
        return commands.<Long>eval(
                RECLAIM.replace(Scripts.CLOCK, clock),
                ScriptOutputType.INTEGER,
                new String[0],
                "as1:*" + namespace + "*:e*");
    }

    RedisOptions options() {
        return options;
    }

    /** The server as any client sees it. */
    RedisCommands<String, String> commands() {
        return commands;
    }

    /** Calls of each command since the server started or its statistics were reset; commands inside scripts count too. */
    Map<String, Long> commandCalls() {
        return commands.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_"))
                .collect(Collectors.toMap(
                        line -> line.substring("cmdstat_".length(), line.indexOf(':')),
                        line -> Long.parseLong(line.substring(line.indexOf("calls=") + 6, line.indexOf(',')))));
    }

    /** Removes everything of the namespace. */
    void clear() {
        List<String> keys = commands.keys("*" + namespace + "*");
        if (!keys.isEmpty()) {
            commands.del(keys.toArray(String[]::new));
        }
    }

    @Override
    public void close() {
        backends.forEach(RedisBackend::close);
        factories.forEach(LettuceConnectionFactory::destroy);
        clear();
        client.shutdown(0, 2, TimeUnit.SECONDS);
    }

    private String clockKey() {
        return "clock:" + namespace;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
