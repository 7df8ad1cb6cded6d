package io.atomicspring.test.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy in front of a store that fails on demand. For any protocol in which a client asks and the server answers.
 *
 * <p>A <em>request</em> is what the client sent in one piece, as far as the proxy saw it: exact while calls follow each other, a
 * lower bound when they overlap.
 *
 * @since 0.1
 */
public final class FaultProxy implements AutoCloseable {

    private final InetSocketAddress target;
    private final ServerSocket server;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger repliesToDrop = new AtomicInteger();
    private volatile AfterDrop afterDrop = AfterDrop.CUT;
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean refusing;

    /** What becomes of a connection whose reply was dropped. */
    public enum AfterDrop {
        /** The connection breaks: the client notices at once. */
        CUT,
        /** Nothing comes any more on this connection: the client has to give up by itself. */
        SILENCE
    }

    private FaultProxy(InetSocketAddress target, ServerSocket server) {
        this.target = target;
        this.server = server;
        start("fault-proxy-accept", this::accept);
    }

    /** A proxy on a free port of the loopback interface. */
    public static FaultProxy to(String host, int port) {
        try {
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            return new FaultProxy(new InetSocketAddress(host, port), server);
        } catch (IOException e) {
            throw new UncheckedIOException("No free port for a fault proxy.", e);
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The next {@code count} requests, each on its connection, are passed on and their replies are lost. */
    public void dropReplies(int count, AfterDrop after) {
        afterDrop = after;
        repliesToDrop.set(count);
    }

    /** Breaks all connections that are open now. */
    public void cut() {
        connections.forEach(ProxiedConnection::close);
    }

    /** Every reply from now on is held back this long; zero for none. */
    public void delayReplies(Duration duration) {
        delay = duration;
    }

    /** New connections are broken at once, until {@link #acceptConnections}. */
    public void refuseConnections() {
        refusing = true;
    }

    public void acceptConnections() {
        refusing = false;
    }

    /** How many requests were passed on so far. */
    public int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The fault proxy cannot be closed.", e);
        } finally {
            cut();
        }
    }

    /** Notes a request; true if its reply is to be dropped. */
    boolean noteRequest() {
        requests.incrementAndGet();
        return repliesToDrop.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    AfterDrop afterDrop() {
        return afterDrop;
    }

    Duration delay() {
        return delay;
    }

    void closed(ProxiedConnection connection) {
        connections.remove(connection);
    }

    static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            acceptOne();
        }
    }

    private void acceptOne() {
        try {
            connect(server.accept());
        } catch (IOException e) {
            // The proxy was closed, which ends the loop, or this client left again.
        }
    }

    private void connect(Socket client) throws IOException {
        if (refusing) {
            client.close();
            return;
        }
        Socket store = new Socket();
        try {
            store.connect(target);
        } catch (IOException e) {
            client.close();
            return;
        }
        ProxiedConnection connection = new ProxiedConnection(this, client, store);
        connections.add(connection);
        connection.start();
    }
}
