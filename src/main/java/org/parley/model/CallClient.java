package org.parley.model;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.Closeable;
import java.io.InputStream;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * LangChain4j's HTTP client for one call. It shows the call what LangChain4j keeps to itself: the connection, so that it
 * can be ended at any time; every sign of life; errors inside the stream; and a stream that just ends.
 */
final class CallClient implements HttpClient, HttpClientBuilder {
    /** What the call is told. */
    interface Observer {
        /** The server answers; closing this ends the connection. */
        void opened(Closeable connection);

        /** Something came, a token or not. */
        void alive();

        /** Something came that is no answer, or nothing will come any more. */
        void broken(Throwable cause);

        /** The server has said all it has to say. */
        void closed(boolean properly);
    }

    /** Servers report what went wrong after the first byte in the stream, OpenAI's and Ollama's alike. */
    private static final Pattern ERROR = Pattern.compile("^\\s*\\{\\s*\"error\"\\s*:");

    private static final String DONE = "[DONE]";

    private final HttpClient shared;
    private final Observer observer;

    CallClient(HttpClient shared, Observer observer) {
        this.shared = shared;
        this.observer = observer;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        return shared.execute(request);
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        shared.execute(
                request,
                (InputStream body, ServerSentEventListener watched) -> {
                    observer.opened(body);
                    parser.parse(body, watched);
                },
                new Watched(listener));
    }

    /** The connection's limits are the shared client's own. */
    @Override
    public Duration connectTimeout() {
        return null;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration ignored) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return null;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration ignored) {
        return this;
    }

    @Override
    public HttpClient build() {
        return this;
    }

    private final class Watched implements ServerSentEventListener {
        private final ServerSentEventListener langChain;
        private boolean done;

        Watched(ServerSentEventListener langChain) {
            this.langChain = langChain;
        }

        @Override
        public void onOpen(SuccessfulHttpResponse response) {
            observer.alive();
            langChain.onOpen(response);
        }

        @Override
        public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
            observer.alive();
            done |= DONE.equals(event.data());
            if (ERROR.matcher(event.data()).find()) {
                observer.broken(new IllegalStateException("An error inside the stream"));
                return;
            }
            try {
                langChain.onEvent(event, context);
            } catch (RuntimeException e) {
                observer.broken(e);
            }
            if (done) { // a server need not end the connection as well
                onClose();
            }
        }

        @Override
        public void onError(Throwable error) {
            observer.broken(error);
        }

        @Override
        public void onClose() {
            langChain.onClose();
            observer.closed(done);
        }
    }
}
