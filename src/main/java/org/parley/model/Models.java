package org.parley.model;

import dev.langchain4j.http.client.jdk.JdkHttpClient;
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

/** The models of this installation, as {@code PARLEY_ASSISTANT} says. */
@ApplicationScoped
public class Models {
    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(5);

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
     * @throws IllegalArgumentException if one of them is wrong
     */
    @Inject
    public Models(Settings settings) {
        this.settings = ModelSettings.of(settings);
    }

    /** Has the settings read at start, so that a wrong one stops the deployment rather than the first request. */
    void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {
        open();
    }

    /** What may be chosen now, the default first: never empty, and decided within some 300 ms for each server. */
    public List<Model> available() {
        List<Model> models = new ArrayList<>();
        open().values().forEach(Catalog::refresh); // all at once
        open().forEach((endpoint, catalog) -> catalog.names()
                .forEach(name -> models.add(new Model(endpoint.address().provider(), name))));
        if (offline || models.isEmpty()) {
            models.add(Model.OFFLINE);
        }
        List<Model> distinct = models.stream().distinct().toList();
        boolean first = settings.addresses().get(0).provider() == Provider.OFFLINE;
        return first ? offlineFirst(distinct) : distinct;
    }

    /** The model of an id, if there is one now. */
    public Optional<Model> find(String id) {
        return available().stream().filter(model -> model.id().equals(id)).findFirst();
    }

    /**
     * Asks a model. The listener may be called before this returns, and by other threads.
     *
     * @param model one of {@link #available}, but not {@link Model#OFFLINE}
     * @param instructions what the model is told about its task; blank for nothing
     * @param turns the conversation, oldest first; the newest is what is to be answered
     */
    public ModelCall ask(Model model, String instructions, List<Turn> turns, ModelListener listener) {
        List<Turn> shown = ContextWindow.fit(instructions, turns, settings.window());
        return endpoint(model).ask(model, shown, listener);
    }

    /** How many tokens a model takes and gives at once. */
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

    private static List<Model> offlineFirst(List<Model> models) {
        List<Model> sorted = new ArrayList<>(models);
        sorted.remove(Model.OFFLINE);
        sorted.add(0, Model.OFFLINE);
        return sorted;
    }

    /** The server that lists the model, else the first of its kind. */
    private Endpoint endpoint(Model model) {
        Map<Endpoint, Catalog> all = open();
        return all.entrySet().stream()
                .filter(entry -> entry.getKey().address().provider() == model.provider()
                        && entry.getValue().names().contains(model.name()))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> all.keySet().stream()
                        .filter(endpoint -> endpoint.address().provider() == model.provider())
                        .findFirst())
                .orElseThrow(() -> new IllegalArgumentException("No server for " + model.id()));
    }

    private synchronized Map<Endpoint, Catalog> open() {
        if (timer == null) {
            timer = Executors.newScheduledThreadPool(1, threads);
            workers = Executors.newCachedThreadPool(threads);
            HttpClient.Builder http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .executor(workers)
                    .connectTimeout(CONNECTS_WITHIN);
            HttpClient plain = http.build();
            dev.langchain4j.http.client.HttpClient shared = JdkHttpClient.builder()
                    .httpClientBuilder(http)
                    .connectTimeout(CONNECTS_WITHIN)
                    .readTimeout(settings.timeout())
                    .build();
            for (Address address : settings.addresses()) {
                offline |= address.provider() == Provider.OFFLINE;
                if (address.provider() != Provider.OFFLINE) {
                    endpoints.put(
                            new Endpoint(address, settings, shared, timer, workers),
                            new Catalog(address, settings.key(), plain));
                }
            }
        }
        return endpoints;
    }
}
