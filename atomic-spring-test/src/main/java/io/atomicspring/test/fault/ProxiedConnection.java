package io.atomicspring.test.fault;

import io.atomicspring.time.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;

/** One client's connection through the proxy: a thread for each direction. */
final class ProxiedConnection {

    private final FaultProxy proxy;
    private final Socket client;
    private final Socket store;
    private volatile boolean losing;

    ProxiedConnection(FaultProxy proxy, Socket client, Socket store) {
        this.proxy = proxy;
        this.client = client;
        this.store = store;
    }

    void start() throws IOException {
        client.setTcpNoDelay(true);
        store.setTcpNoDelay(true);
        FaultProxy.start("fault-proxy-requests", this::passRequests);
        FaultProxy.start("fault-proxy-replies", this::passReplies);
    }

    void close() {
        close(client);
        close(store);
        proxy.closed(this);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    private void passRequests() {
        byte[] buffer = new byte[65_536];
        try {
            InputStream in = client.getInputStream();
            OutputStream out = store.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                losing |= proxy.noteRequest();
                out.write(buffer, 0, length);
            }
        } catch (IOException e) {
            // One side left; both are closed below.
        } finally {
            close();
        }
    }

    private void passReplies() {
        byte[] buffer = new byte[65_536];
        try {
            InputStream in = store.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                Duration delay = proxy.delay();
                if (!delay.isZero()) {
                    TimeSource.system().sleep(delay);
                }
                if (!losing) {
                    out.write(buffer, 0, length);
                } else if (proxy.afterDrop() == FaultProxy.AfterDrop.CUT) {
                    return;
                }
            }
        } catch (IOException e) {
            // One side left; both are closed below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }
}
