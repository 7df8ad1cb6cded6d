package io.atomicspring.test.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The server binary: a given one, or the one in the jar for this machine, unpacked once for each JVM. */
final class RedisBinary {

    private static final String VERSION = "7.0.15";

    private RedisBinary() {}

    /** Unpacks when first used, not when {@link RedisBinary} is loaded for a given binary. */
    private static final class Unpacked {
        static final Path PATH = unpack("/redis-server-" + VERSION + "-" + platform());
    }

    static Path path() {
        String given = System.getProperty(RedisServer.BINARY, System.getenv(RedisServer.BINARY));
        if (given == null || given.isEmpty()) {
            return Unpacked.PATH;
        }
        Path path = Path.of(given);
        if (!Files.isExecutable(path)) {
            throw new IllegalStateException(
                    RedisServer.BINARY + " is '" + given + "', which is no file that can be executed.");
        }
        return path;
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean arm = processor.equals("aarch64") || processor.equals("arm64");
        return (system.contains("mac") ? "darwin" : "linux") + (arm ? "-arm64" : "-amd64");
    }

    private static Path unpack(String resource) {
        try (InputStream in = RedisBinary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("There is no Redis server for this machine ('" + resource
                        + "' is not on the class path). Add org.signal:embedded-redis, or name a server with "
                        + RedisServer.BINARY + ".");
            }
            Path binary = Files.createTempFile("redis-server", "");
            Files.write(binary, in.readAllBytes());
            if (!binary.toFile().setExecutable(true)) {
                throw new IllegalStateException("The file '" + binary + "' cannot be made executable.");
            }
            binary.toFile().deleteOnExit();
            return binary;
        } catch (IOException e) {
            throw new UncheckedIOException("The Redis server '" + resource + "' cannot be unpacked.", e);
        }
    }
}
