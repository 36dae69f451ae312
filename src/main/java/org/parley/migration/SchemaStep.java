package org.parley.migration;

import com.mongodb.client.MongoDatabase;

/**
 * A change to the shape of stored documents.
 *
 * <p>A step may run on two nodes at once, again after it was killed halfway, and while older nodes write. So it must
 * update each document separately, with a filter that matches only documents it has not changed yet.
 */
interface SchemaStep {
    /** The name recorded in {@code schema_steps}; never changes once released. */
    String name();

    /**
     * Runs the step.
     *
     * @throws com.mongodb.MongoException if the database fails; the step is then not recorded as done
     */
    void run(MongoDatabase database);
}
