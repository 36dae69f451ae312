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
 * A TLS proxy in front of a node: terminates TLS with a self-signed certificate and forwards everything unchanged, so that
 * the node sees plain HTTP and the client's {@code Host}.
 */
public final class TlsProxy implements AutoCloseable {
    private final int target;
    private final ServerSocket listening;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** A proxy for the node at this address, on its own port. */
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

    /** Its address, without a trailing slash. */
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
