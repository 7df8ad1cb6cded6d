package io.atomicspring.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A shop in a process of its own. */
final class ShopProcess implements AutoCloseable {

    private final Process process;
    private final int port;
    private final Path log;

    private ShopProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Starts a shop in the directory; {@link #awaitOpen} tells when it takes orders. */
    static ShopProcess start(Path directory, String... arguments) throws IOException {
        int port = freePort();
        Path log = Files.createTempFile(directory, "shop", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ShopApplication.class.getName(),
                "--server.port=" + port,
                "--spring.datasource.url=jdbc:sqlite:" + directory.resolve("shop.db"),
                "--shop.ledger-folder=" + directory.resolve("ledger")));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ShopProcess(process, port, log);
    }

    ShopProcess awaitOpen(ShopClient client) throws InterruptedException {
        for (int attempt = 0; attempt < 600; attempt++) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The shop did not start:\n" + log());
            }
            try {
                if (client.get(port, "/actuator/health").statusCode() == 200) {
                    return this;
                }
            } catch (IOException notYet) {
                // nobody listens yet
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IllegalStateException("The shop did not open within a minute:\n" + log());
    }

    int port() {
        return port;
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
