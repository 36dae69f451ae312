package org.parley.store;

/**
 * Creates a feature's indexes before the first request. Every bean of this type is called once at start, and again when
 * an unavailable database comes back; creating an existing index does nothing.
 */
public interface CollectionIndexes {
    /**
     * Creates the feature's indexes.
     *
     * @throws com.mongodb.MongoException if one cannot be created; the application then does not start
     */
    void create(Database database);
}
