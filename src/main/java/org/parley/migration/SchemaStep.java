package org.parley.migration;

import com.mongodb.client.MongoDatabase;

/**
 * One change of the stored shape.
 *
 * <p>A step may run twice, at the same time on two nodes or again after it was killed half way, and beside writes of
 * older nodes. So it changes each document on its own, by a filter that holds only for what it has not changed yet.
 */
interface SchemaStep {
    /** The name it is recorded under; never changed once released. */
    String name();

    /**
     * Does the work.
     *
     * @throws com.mongodb.MongoException if the database refuses; the step is then not recorded
     */
    void run(MongoDatabase database);
}
