package org.parley.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.reply.Reply;
import org.parley.reply.ReplyError;

/** One HTTP exchange of a {@link ModelCall}. It can be closed at any time, by any thread. */
final class Attempt {
    /** Receives what happens; what it does with an attempt that it has given up is its business. */
    interface Observer {
        /** Something arrived, with or without a word. */
        void arrived(Attempt attempt);

        /** The server has accepted the request. */
        void accepted(Attempt attempt);

        /** The server has refused the request. */
        void refused(Attempt attempt, ReplyError error);

        /** The body has ended. */
        void ended(Attempt attempt);

        /** The exchange failed. */
        void broken(Attempt attempt, Throwable cause);
    }

    private static final Logger LOG = Logger.getLogger(Attempt.class.getName());
    private static final int MAX_ERROR_BYTES = 16 * 1024;
    private static final int BUFFER = 8 * 1024;

    private final Reply reply;
    private final boolean usage;
    private final Observer observer;
    private CompletableFuture<?> pending;
    private InputStream body;
    private boolean closed;

    /**
     * An exchange that has not begun.
     *
     * @param usage whether the server is asked for token counts
     */
    Attempt(Reply reply, boolean usage, Observer observer) {
        this.reply = reply;
        this.usage = usage;
        this.observer = observer;
    }

    Reply reply() {
        return reply;
    }

    boolean asksForUsage() {
        return usage;
    }

    /** Sends the request and reads the reply to its end; blocks until then. */
    void run(HttpClient http, HttpRequest request) {
        try {
            CompletableFuture<HttpResponse<InputStream>> sending =
                    http.sendAsync(request, BodyHandlers.ofInputStream());
            if (!opening(sending)) {
                return;
            }
            HttpResponse<InputStream> response = sending.join();
            try (InputStream stream = response.body()) {
                opened(stream);
                observer.arrived(this);
                if (response.statusCode() / 100 == 2) {
                    observer.accepted(this);
                    read(stream);
                } else {
                    observer.refused(this, ReplyError.ofBody(response.statusCode(), beginning(stream)));
                }
            }
        } catch (IOException | RuntimeException e) {
            observer.broken(this, e);
        }
    }

    private void read(InputStream stream) throws IOException {
        Reader characters = new InputStreamReader(stream, StandardCharsets.UTF_8);
        char[] buffer = new char[BUFFER];
        for (int length = characters.read(buffer); length >= 0; length = characters.read(buffer)) {
            reply.feed(buffer, length);
            observer.arrived(this);
        }
        reply.end();
        observer.ended(this);
    }

    private String beginning(InputStream stream) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int length = stream.read(buffer); length >= 0 && bytes.size() < MAX_ERROR_BYTES; ) {
            bytes.write(buffer, 0, length);
            observer.arrived(this);
            length = stream.read(buffer);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private synchronized boolean opening(CompletableFuture<?> sending) {
        pending = sending;
        if (closed) {
            sending.cancel(true);
        }
        return !closed;
    }

    private synchronized void opened(InputStream stream) throws IOException {
        body = stream;
        if (closed) {
            stream.close();
        }
    }

    /** Closes the connection. */
    synchronized void close() {
        closed = true;
        if (pending != null) {
            pending.cancel(true);
        }
        if (body != null) {
            try {
                body.close();
            } catch (IOException e) {
                LOG.log(Level.FINE, "A connection was gone already", e);
            }
        }
    }
}
