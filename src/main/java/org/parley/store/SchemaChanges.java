package org.parley.store;

/**
 * Migrates stored documents at start, before the indexes are created. There is one bean of this type, in {@code
 * migration}; it records which steps it has run, so that each runs once.
 */
public interface SchemaChanges {
    /**
     * Runs the pending steps.
     *
     * @throws com.mongodb.MongoException if one fails; the application then does not start
     */
    void apply(Database database);
}
