package org.parley.model;

import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

/** A model server. */
final class Endpoint {
    private final ModelServer server;
    private final ModelSettings settings;
    private final HttpClient http;
    private final ScheduledExecutorService timer;
    private final Executor workers;

    /** Whether the server has refused to be asked for token counts; kept until the next start. */
    private final AtomicBoolean usageRefused = new AtomicBoolean();

    Endpoint(
            ModelServer server,
            ModelSettings settings,
            HttpClient http,
            ScheduledExecutorService timer,
            Executor workers) {
        this.server = server;
        this.settings = settings;
        this.http = http;
        this.timer = timer;
        this.workers = workers;
    }

    Address address() {
        return server.address();
    }

    /** Calls a model; the listener is called from other threads. */
    ModelCall ask(Model model, List<Turn> turns, ModelListener listener) {
        ChatRequest request = new ChatRequest(server.address(), model.name(), turns, server.key(), settings.window());
        ModelCall call =
                new ModelCall(model, listener, settings.timeout(), timer, workers, http, request, usageRefused);
        call.start();
        return call;
    }
}
