package org.parley.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A request that no HTTP client would send, written to a socket byte by byte.
 *
 * @param text the first bytes that the server sent; empty if it closed the connection instead
 * @param firstByte how long it took until then
 */
public record RawRequest(String text, Duration firstByte) {
    /**
     * Sends a request and waits for the first bytes of the answer or the end of the connection.
     *
     * @param request its lines, which are ended as HTTP asks; {@code Host} is added
     * @throws AssertionError if there is neither within the time
     */
    public static CompletableFuture<RawRequest> send(URI server, Duration within, String request) {
        String[] parts = request.split("\n", 2);
        String lines = parts[0] + "\nHost: " + server.getAuthority() + "\n" + parts[1];
        CompletableFuture<RawRequest> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                done.complete(exchange(server, within, lines.replace("\n", "\r\n")));
            } catch (IOException | RuntimeException | AssertionError e) {
                done.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static RawRequest exchange(URI server, Duration within, String request) throws IOException {
        long started = System.nanoTime();
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout((int) within.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            byte[] buffer = new byte[8 * 1024];
            InputStream in = socket.getInputStream();
            int read = in.read(buffer);
            String text = new String(buffer, 0, Math.max(read, 0), StandardCharsets.UTF_8);
            return new RawRequest(text, Duration.ofNanos(System.nanoTime() - started));
        } catch (SocketTimeoutException e) {
            throw new AssertionError(
                    "No answer within " + within + " to " + request.lines().findFirst(), e);
        }
    }
}
