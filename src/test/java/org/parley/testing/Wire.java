package org.parley.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * The connection between a node and its MongoDB, which a test can cut and restore: a TCP forwarder on its own port. Give
 * the node {@link #uri()}.
 */
public final class Wire implements AutoCloseable {
    private static final char STRING_TYPE = 2;
    private static final byte NO_TYPE = 0x60;

    private final int target;
    private final int port = Ports.free();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile ServerSocket listening;
    private volatile Thread accepting;
    private volatile Consumer<String> trap = passing -> {};
    private volatile Optional<String> garbled = Optional.empty();
    private volatile CountDownLatch flowing = new CountDownLatch(0);

    /** A connection to a port of this machine, not cut. */
    public Wire(int target) {
        this.target = target;
        mend();
    }

    /** The URI that a node takes to reach its MongoDB through this connection. */
    public String uri() {
        return "mongodb://127.0.0.1:" + port + "/?directConnection=true";
    }

    /** Like a stopped MongoDB: connections are closed, new ones are refused. */
    public void cut() {
        close(listening);
        try {
            accepting.join(); // only then is the port free
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        open.forEach(Wire::close);
        open.clear();
    }

    /**
     * Cuts the connection when a command with this name is about to pass.
     *
     * @return completes when it is cut
     */
    public CompletableFuture<Void> cutAt(String command) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        trap = passing -> {
            if (!done.isDone() && passing.contains(command)) {
                cut();
                done.complete(null);
            }
        };
        return done;
    }

    /** Like a hanging MongoDB: connections stay open, and nothing passes. */
    public void freeze() {
        flowing = new CountDownLatch(1);
    }

    /** Makes responses invalid: a string field with this name arrives with a type that BSON does not have. */
    public void garble(String field) {
        garbled = Optional.of(STRING_TYPE + field + '\0');
    }

    /** Restores the connection. */
    public void mend() {
        garbled = Optional.empty();
        flowing.countDown();
        if (listening == null || listening.isClosed()) {
            try {
                listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            accepting = start(this::accept);
        }
    }

    @Override
    public void close() {
        flowing.countDown();
        cut();
    }

    private void accept() {
        ServerSocket server = listening;
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket mongo = new Socket(InetAddress.getLoopbackAddress(), target);
                open.addAll(List.of(client, mongo));
                start(() -> pump(client, mongo));
                start(() -> pump(mongo, client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                flowing.await();
                String passing = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                trap.accept(passing);
                garbled.map(passing::indexOf).filter(at -> at >= 0).ifPresent(at -> buffer[at] = NO_TYPE);
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException | InterruptedException ended) {
            close(from);
            close(to);
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "wire");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
