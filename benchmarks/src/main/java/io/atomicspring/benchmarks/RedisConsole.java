package io.atomicspring.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection to Redis outside every client that is measured, for the server's statistics. */
final class RedisConsole implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 5_000;

    private final Socket socket;
    private final InputStream input;

    RedisConsole(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        input = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends a command, one line of plain words, and returns its reply if that is a line or a string. */
    String ask(String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        String reply = line();
        if (reply.startsWith("$")) {
            byte[] text = input.readNBytes(Integer.parseInt(reply.substring(1)));
            line();
            return new String(text, StandardCharsets.UTF_8);
        }
        if (!reply.startsWith("+")) {
            throw new IOException("Redis answered '" + reply + "' to '" + command + "'.");
        }
        return reply.substring(1);
    }

    /** The next line that the server sends. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int next;
        while ((next = input.read()) != '\r') {
            if (next < 0) {
                throw new IOException("Redis closed the connection.");
            }
            line.append((char) next);
        }
        if (input.read() != '\n') {
            throw new IOException("Redis sent a line that ends in the middle: '" + line + "'.");
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
