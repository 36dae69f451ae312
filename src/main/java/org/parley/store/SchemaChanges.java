package org.parley.store;

/**
 * What reshapes stored documents at start, before the indexes are created. There is one bean of this type, in
 * {@code migration}; it records what it has done, so that each step runs once.
 */
public interface SchemaChanges {
    /**
     * Runs the steps that are still to do.
     *
     * @throws com.mongodb.MongoException if one fails; the application then does not start
     */
    void apply(Database database);
}
