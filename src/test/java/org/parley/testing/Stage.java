package org.parley.testing;

import com.mongodb.client.MongoDatabase;
import java.net.URI;
import org.parley.embedded.EmbeddedMongo;

/**
 * A node with a scripted model, a database that can be disconnected, and another site that may call it.
 * Started by the first test that asks, shared by all tests of this JVM, and restored by each test: the model reset, the
 * database connected, the node running.
 */
public final class Stage {
    /** The origin of the other site. */
    public static final String ORIGIN = "https://tools.example.org";

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
        node = model.node(
                "MONGODB_URI=" + wire.uri(),
                "MONGODB_DATABASE=" + name,
                "PARLEY_ORIGINS=" + ORIGIN + ", http://localhost:3000");
    }

    /** The stage of this JVM. */
    public static Stage shared() {
        return SHARED;
    }

    /** The model of the node. */
    public ScriptedModel model() {
        return model;
    }

    /** The connection to the database. */
    public Wire wire() {
        return wire;
    }

    /** The database itself, not through the connection of the node. */
    public MongoDatabase database() {
        return Databases.at(uri, name);
    }

    /** The node. */
    public Node node() {
        return node;
    }

    private static String embedded() {
        return EmbeddedMongo.open(Directories.emptied(Built.nodes().resolve("stage")))
                .uri();
    }
}
