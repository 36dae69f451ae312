package org.parley.testing;

/** The node behind {@link Node#shared()}: on the real MongoDB if there is one for this run, else on an embedded store. */
final class SharedNode {
    static final Node NODE =
            RealMongo.uri().map(SharedNode::on).orElseGet(() -> Node.start("PARLEY_REGISTRATION=open"));

    private SharedNode() {}

    private static Node on(String uri) {
        Node node = Node.start(
                "MONGODB_URI=" + uri, "MONGODB_DATABASE=" + RealMongo.newDatabase(), "PARLEY_REGISTRATION=open");
        Command created = Command.run(node.settings(), "bin/parley", "create-test-users");
        if (created.status() != 0) {
            throw new AssertionError("Could not create the test users: " + created);
        }
        return node;
    }
}
