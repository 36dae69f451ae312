package org.parley.testing;

import com.mongodb.client.MongoDatabase;
import java.net.URI;
import org.parley.store.EmbeddedMongo;

/**
 * Everything a page can be shown in: a node, a model whose answers the test writes, and a database that can be taken
 * away. Started by the first test that asks, shared by all, and left as it was found by each.
 */
public final class Stage {
    private static final Stage SHARED = new Stage();

    private final ScriptedModel model = ScriptedModel.start();
    private final String uri;
    private final String name;
    private final Wire wire;
    private final Node node;

    private Stage() {
        uri = RealMongo.uri().orElseGet(Stage::embedded);
        name = RealMongo.uri().map(any -> RealMongo.newDatabase()).orElse("stage");
        wire = new Wire(URI.create(uri).getPort());
        node = model.node("MONGODB_URI=" + wire.uri(), "MONGODB_DATABASE=" + name);
    }

    /** The one stage of this run. */
    public static Stage shared() {
        return SHARED;
    }

    /** Who answers. */
    public ScriptedModel model() {
        return model;
    }

    /** The way to the database. */
    public Wire wire() {
        return wire;
    }

    /** What is stored, past the wire. */
    public MongoDatabase database() {
        return Databases.at(uri, name);
    }

    /** The server. */
    public Node node() {
        return node;
    }

    private static String embedded() {
        return EmbeddedMongo.open(
                        Directories.emptied(Built.target().resolve("nodes").resolve("stage")))
                .uri();
    }
}
