package io.atomicspring.test.server;

import io.atomicspring.time.Deadline;
import io.atomicspring.time.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Redis server of one's own: a child process on a free port of the loopback interface, with a folder of its own.
 *
 * <p>The binary is the file that the system property or environment variable {@value #BINARY} names (Redis or Valkey), else the one
 * that {@code org.signal:embedded-redis} carries for this machine. A server that does not start is an exception that holds the server's log.
 *
 * @since 0.1
 */
public final class RedisServer implements AutoCloseable {

    /** Names another server binary. */
    public static final String BINARY = "ATOMIC_REDIS_SERVER";

    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    /** The bus of a cluster takes the port 10000 above. */
    private static final int MAX_PORT = 55_000;

    private final List<String> command;
    private final Path folder;
    private final int port;
    private Process process;

    private RedisServer(List<String> arguments) {
        folder = temporaryFolder();
        port = freePort();
        command = new ArrayList<>(List.of(RedisBinary.path().toString()));
        command.addAll(List.of("--port", String.valueOf(port), "--bind", "127.0.0.1", "--dir", folder.toString()));
        command.addAll(arguments);
        process = launch();
    }

    /** Starts a server that keeps nothing on disk; {@code arguments} are appended to its command line. */
    public static RedisServer start(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--save", "", "--appendonly", "no"));
        all.addAll(List.of(arguments));
        return new RedisServer(all);
    }

    /** Starts a server that has every acknowledged write on disk, so that it survives {@link #kill}. */
    public static RedisServer startDurable(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--save", "", "--appendonly", "yes", "--appendfsync", "always"));
        all.addAll(List.of(arguments));
        return new RedisServer(all);
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** What the server has logged. */
    public String log() {
        try {
            Path log = folder.resolve("log");
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("The log of the Redis server cannot be read.", e);
        }
    }

    /** Ends the process at once, as a crash would, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("The Redis server on port " + port + " does not end.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts the server again after {@link #kill}, on the same port and folder. */
    public void restart() {
        kill();
        process = launch();
    }

    /** Ends the server and deletes its folder. */
    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException("The folder '" + folder + "' of a Redis server cannot be deleted.", e);
        }
    }

    private Process launch() {
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            awaitAnswer(started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The Redis server " + command + " cannot be started. Log: '" + log() + "'.", e);
        }
    }

    private void awaitAnswer(Process started) {
        Deadline deadline = Deadline.in(START_LIMIT, TimeSource.system());
        while (!answersPing()) {
            if (deadline.isOver() || !started.isAlive()) {
                started.destroyForcibly();
                throw new IllegalStateException(
                        "The Redis server " + command + " did not start. Log: '" + log() + "'.");
            }
            try {
                TimeSource.system().sleep(Duration.ofMillis(5));
            } catch (InterruptedException e) {
                started.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while a Redis server started.", e);
            }
        }
    }

    private boolean answersPing() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        for (int attempt = 0; attempt < 1000; attempt++) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (socket.getLocalPort() < MAX_PORT) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("No free port for a Redis server.", e);
            }
        }
        throw new IllegalStateException("No free port below " + MAX_PORT + " for a Redis server.");
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("atomic-redis");
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary folder for a Redis server.", e);
        }
    }
}
