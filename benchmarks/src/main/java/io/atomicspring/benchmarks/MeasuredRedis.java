package io.atomicspring.benchmarks;

import io.atomicspring.test.server.RedisServer;
import java.util.ArrayList;
import java.util.List;

/** A Redis server of our own, without persistence. */
final class MeasuredRedis implements MeasuredServer {

    private static final String MARK = "end-of-watching";

    private final RedisServer server;
    private final RedisConsole console;

    private MeasuredRedis(RedisServer server, RedisConsole console) {
        this.server = server;
        this.console = console;
    }

    static MeasuredRedis start() throws Exception {
        RedisServer server = RedisServer.start();
        return new MeasuredRedis(server, new RedisConsole(server.port()));
    }

    int port() {
        return server.port();
    }

    @Override
    public String description() throws Exception {
        String version = console.ask("INFO server")
                .lines()
                .filter(line -> line.startsWith("redis_version:"))
                .map(line -> line.substring("redis_version:".length()))
                .findFirst()
                .orElseThrow();
        return "Redis " + version + ", no persistence, over loopback";
    }

    @Override
    public ServerCounts counts() throws Exception {
        return RedisStatistics.counts(console.ask("INFO commandstats"), console.ask("INFO cpu"));
    }

    @Override
    public SentShares watch(Work work) throws Exception {
        try (RedisConsole monitor = new RedisConsole(server.port())) {
            monitor.ask("MONITOR");
            work.run();
            console.ask("PING " + MARK);
            List<String> lines = new ArrayList<>();
            String line = monitor.line();
            while (!line.contains(MARK)) {
                lines.add(line);
                line = monitor.line();
            }
            return RedisStatistics.shares(lines);
        }
    }

    @Override
    public void close() throws Exception {
        try {
            console.close();
        } finally {
            server.close();
        }
    }
}
