package org.parley.testing;

import java.net.URI;

/**
 * Two nodes on one database of the real MongoDB, with one model: the first on Payara Micro, behind a connection that a test
 * can cut, the second on the server under test. Started by the first test that asks, shared by all tests of this JVM,
 * and restored by each test: the model reset, the connection restored, both nodes running.
 */
public final class Pair {
    private static Pair shared;

    private final ScriptedModel model = ScriptedModel.start();
    private final String uri;
    private final String name = RealMongo.newDatabase();
    private final Wire wire;
    private final Node first;
    private final Node second;

    private Pair(String uri) {
        this.uri = uri;
        wire = new Wire(URI.create(uri).getPort());
        first = Node.payara(settings(wire.uri()));
        second = Node.start(settings(uri));
    }

    /** The pair of this JVM; skips the test without a real MongoDB. */
    public static synchronized Pair shared() {
        if (shared == null) {
            shared = new Pair(RealMongo.required());
        }
        return shared;
    }

    /** The model of both nodes. */
    public ScriptedModel model() {
        return model;
    }

    /** The connection from the first node to the database. */
    public Wire wire() {
        return wire;
    }

    public Node first() {
        return first;
    }

    public Node second() {
        return second;
    }

    /** Another node on the same database, on Payara Micro; the test closes it. */
    public Node another() {
        return Node.payara(settings(uri));
    }

    private String[] settings(String address) {
        return new String[] {
            "MONGODB_URI=" + address, "MONGODB_DATABASE=" + name, "PARLEY_REGISTRATION=open", model.openAi()
        };
    }
}
