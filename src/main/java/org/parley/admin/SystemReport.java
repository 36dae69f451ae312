package org.parley.admin;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.parley.model.ModelServerState;
import org.parley.model.Models;
import org.parley.platform.Component;
import org.parley.search.SearchIndexes;

/** What there is to know of the system. Sizes, indexes and search indexes are asked for at most every 30 seconds on a node. */
@Component
class SystemReport {
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final Nodes nodes;
    private final DatabaseStateRepository database;
    private final SearchIndexes search;
    private final Models models;
    private final Clock clock;
    private Sizes sizes;

    @Inject
    SystemReport(Nodes nodes, DatabaseStateRepository database, SearchIndexes search, Models models, Clock clock) {
        this.nodes = nodes;
        this.database = database;
        this.search = search;
        this.models = models;
        this.clock = clock;
    }

    /**
     * What takes many commands to find out.
     *
     * @param at when it was so
     */
    record Sizes(DatabaseStateRepository.State database, SearchIndexes.State search, Instant at) {}

    /**
     * How the database and the search indexes are, or were up to 30 seconds ago.
     *
     * @throws com.mongodb.MongoException if the database does not answer
     */
    synchronized Sizes sizes() {
        Instant now = clock.instant();
        if (sizes == null || sizes.at().isBefore(now.minus(FRESH))) {
            sizes = new Sizes(database.state(), search.state(), now);
        }
        return sizes;
    }

    /** The nodes that are there, and those that were killed in the last day. */
    List<NodeRepository.Node> nodes() {
        return nodes.all();
    }

    /** The name of this run of this node. */
    String node() {
        return nodes.id();
    }

    /** The configured model servers. Takes up to about 300 ms for each. */
    List<ModelServerState> models() {
        return models.servers();
    }
}
