package org.parley.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A TLS proxy before a node: ends TLS with a self-signed certificate and passes on what it reads, headers unchanged, so
 * that the node sees plain http and the {@code Host} that the client asked for.
 */
public final class TlsProxy implements AutoCloseable {
    private final int target;
    private final ServerSocket listening;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** Stands before a node that answers at this address, on a port of its own. */
    public TlsProxy(URI node) {
        target = node.getPort();
        try {
            listening = Tls.selfSigned()
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getByName("localhost"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Where it answers, without a slash at the end. */
    public URI url() {
        return URI.create("https://localhost:" + listening.getLocalPort());
    }

    @Override
    public void close() {
        quietly(listening);
        open.forEach(TlsProxy::quietly);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket node = new Socket("localhost", target);
                open.addAll(List.of(client, node));
                start(() -> pump(client, node));
                start(() -> pump(node, client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException ended) {
            quietly(from);
            quietly(to);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "tls-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
