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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * The wire between a node and its MongoDB, which a test can cut and mend: a TCP forwarder on a port of its own. Give the
 * node {@link #uri()}.
 */
public final class Wire implements AutoCloseable {
    private final int target;
    private final int port = Ports.free();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile ServerSocket listening;
    private volatile Consumer<String> trap = passing -> {};
    private volatile CountDownLatch flowing = new CountDownLatch(0);

    /** A wire to a port of this machine, in one piece. */
    public Wire(int target) {
        this.target = target;
        mend();
    }

    /** Where a node finds its MongoDB at the end of this wire. */
    public String uri() {
        return "mongodb://127.0.0.1:" + port + "/?directConnection=true";
    }

    /** As if MongoDB had been stopped: connections end, new ones are refused. */
    public void cut() {
        close(listening);
        open.forEach(Wire::close);
        open.clear();
    }

    /**
     * Cuts it when a command of this name is about to pass.
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

    /** As if MongoDB hung: connections stay open, and nothing comes through. */
    public void freeze() {
        flowing = new CountDownLatch(1);
    }

    /** As it was before it was cut or frozen. */
    public void mend() {
        flowing.countDown();
        if (listening == null || listening.isClosed()) {
            try {
                listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            start(this::accept);
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
                trap.accept(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException | InterruptedException ended) {
            close(from);
            close(to);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
