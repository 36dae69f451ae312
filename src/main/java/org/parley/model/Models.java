package org.parley.model;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.parley.platform.Settings;

/** The models of this installation, configured by {@code PARLEY_ASSISTANT}. */
@ApplicationScoped
public class Models {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final ModelSettings settings;

    @Resource
    private ManagedThreadFactory threads;

    private ExecutorService workers;
    private ScheduledExecutorService timer;
    private final Map<Endpoint, Catalog> endpoints = new LinkedHashMap<>();
    private boolean offline;

    /** For the client proxy. */
    protected Models() {
        settings = null;
    }

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException if a value is invalid
     */
    @Inject
    public Models(Settings settings) {
        this.settings = ModelSettings.of(settings);
    }

    /** Reads the settings at startup, so that an invalid one fails the deployment instead of the first request. */
    void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {
        open().values().forEach(Catalog::refresh); // so that the first caller rarely has to wait
    }

    /** The models available now, the default first; never empty. Takes at most about 300 ms per server. */
    public List<Model> available() {
        List<Model> models = new ArrayList<>();
        open().values().forEach(Catalog::refresh); // in parallel
        open().forEach((endpoint, catalog) -> catalog.names()
                .forEach(name -> models.add(new Model(endpoint.address().provider(), name))));
        if (offline || models.isEmpty()) {
            models.add(Model.OFFLINE);
        }
        List<Model> distinct = distinct(models);
        boolean first = settings.addresses().get(0).provider() == Provider.OFFLINE;
        return first ? offlineFirst(distinct) : distinct;
    }

    /** The configured servers as they are now; empty without one. Takes at most about 300 ms for each. */
    public List<ModelServerState> servers() {
        open().values().forEach(Catalog::refresh); // in parallel
        return open().values().stream().map(Catalog::state).toList();
    }

    /** The available model with this id. */
    public Optional<Model> find(String id) {
        return available().stream().filter(model -> model.isCalled(id)).findFirst();
    }

    /**
     * Calls a model. The listener may be called before this method returns, and by other threads.
     *
     * @param model one of {@link #available}, but not {@link Model#OFFLINE}
     * @param instructions the system prompt; blank for none
     * @param turns the conversation, oldest first; the model answers the newest, which is the user's
     */
    public ModelCall ask(Model model, String instructions, List<Turn> turns, ModelListener listener) {
        return endpoint(model).ask(model, StrictPrompt.of(instructions, turns, settings.window()), listener);
    }

    /** Where the configured servers are, whether or not they answer now. */
    public ModelHosts hosts() {
        return ModelHosts.of(settings.addresses());
    }

    /** The context window in tokens, prompt and answer together. */
    public int window() {
        return settings.window();
    }

    @PreDestroy
    void stop() {
        if (timer != null) {
            timer.shutdownNow();
            workers.shutdownNow();
        }
    }

    private static List<Model> distinct(List<Model> models) {
        Map<String, Model> byId = new LinkedHashMap<>();
        models.forEach(model -> byId.putIfAbsent(Model.untagged(model.id()), model));
        return List.copyOf(byId.values());
    }

    private static List<Model> offlineFirst(List<Model> models) {
        List<Model> sorted = new ArrayList<>(models);
        sorted.remove(Model.OFFLINE);
        sorted.add(0, Model.OFFLINE);
        return sorted;
    }

    /**
     * The server for which the model is configured, or else the first one that lists it, or else the first one of its
     * provider.
     */
    private Endpoint endpoint(Model model) {
        Map<Endpoint, Catalog> all = open();
        return all.keySet().stream()
                .filter(endpoint -> endpoint.address().configures(model))
                .findFirst()
                .or(() -> all.entrySet().stream()
                        .filter(entry -> entry.getKey().address().provider() == model.provider()
                                && entry.getValue().has(model.name()))
                        .map(Map.Entry::getKey)
                        .findFirst())
                .or(() -> all.keySet().stream()
                        .filter(endpoint -> endpoint.address().provider() == model.provider())
                        .findFirst())
                .orElseThrow(() -> new IllegalArgumentException("No server for " + model.id()));
    }

    private synchronized Map<Endpoint, Catalog> open() {
        if (timer == null) {
            timer = Executors.newScheduledThreadPool(1, threads);
            workers = Executors.newCachedThreadPool(threads);
            HttpClient http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .executor(workers)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
            for (ModelServer server : settings.servers()) {
                offline |= server.address().provider() == Provider.OFFLINE;
                if (server.address().provider() != Provider.OFFLINE) {
                    endpoints.put(new Endpoint(server, settings, http, timer, workers), new Catalog(server, http));
                }
            }
        }
        return endpoints;
    }
}
