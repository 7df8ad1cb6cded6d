package io.atomicspring.lock;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Names this process to people who ask who holds a lock. */
final class ThisProcess {

    private ThisProcess() {}

    static String label() {
        return host() + "/" + ProcessHandle.current().pid();
    }

    private static String host() {
        // In a container this is the name that people know, and it needs no name service.
        String given = System.getenv("HOSTNAME");
        if (given != null && !given.isBlank()) {
            return given;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }
}
