package org.parley.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Free ports. */
public final class Ports {
    /** Below those that Linux gives to outgoing connections, which could take a port while its server is stopped. */
    private static final int FIRST = 12_000;

    private static final int PER_PROCESS = 1_000;
    private static final int PROCESSES = 20;

    /** Test JVMs that run side by side have neighbouring process ids, and so ports of their own. */
    private static final int MINE = FIRST + (int) (ProcessHandle.current().pid() % PROCESSES) * PER_PROCESS;

    private static final AtomicInteger NEXT = new AtomicInteger();

    private Ports() {}

    /** A port that was free a moment ago. */
    public static int free() {
        for (int i = 0; i < PER_PROCESS; i++) {
            int port = MINE + NEXT.getAndIncrement() % PER_PROCESS;
            if (isFree(port, null) && isFree(port, InetAddress.getLoopbackAddress())) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + MINE);
    }

    private static boolean isFree(int port, InetAddress address) {
        try (ServerSocket socket = new ServerSocket(port, 1, address)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
