package org.parley.store;

/**
 * What a feature asks of the database before the first request: its indexes. Every bean of this type is called once at
 * start, and again when a database that was away comes back; creating an index that exists does nothing.
 */
public interface CollectionIndexes {
    /**
     * Creates the feature's indexes.
     *
     * @throws com.mongodb.MongoException if one cannot be created; the application then does not start
     */
    void create(Database database);
}
