package org.parley.migration;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.logging.Logger;
import org.bson.Document;
import org.parley.store.Database;
import org.parley.store.SchemaChanges;
import org.parley.store.StoreFailures;

/**
 * Runs the steps that {@code schema_steps} does not hold yet, in order, and records each as
 * {@code {_id: name, finished_at}} when it is done.
 */
@ApplicationScoped
public class SchemaSteps implements SchemaChanges {
    static final String COLLECTION = "schema_steps";

    private static final Logger LOG = Logger.getLogger(SchemaSteps.class.getName());
    private static final List<SchemaStep> ORDERED =
            List.of(new SessionIndexesGiveWay(), new UsersGetKeys(), new DatesBecomeDates());

    private final Clock clock;

    /** For the client proxy. */
    protected SchemaSteps() {
        this(null);
    }

    /** Records with times of {@code clock}. */
    @Inject
    public SchemaSteps(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void apply(Database database) {
        apply(database.patient());
    }

    void apply(MongoDatabase database) {
        MongoCollection<Document> done = database.getCollection(COLLECTION);
        for (SchemaStep step : ORDERED) {
            if (done.find(eq("_id", step.name())).first() == null) {
                LOG.info(() -> "Reshaping stored documents: " + step.name());
                step.run(database);
                record(done, step);
            }
        }
        new UsersGetKeys().run(database); // an older application beside this one may have added users since
    }

    private void record(MongoCollection<Document> done, SchemaStep step) {
        try {
            done.updateOne(
                    eq("_id", step.name()),
                    setOnInsert("finished_at", Date.from(clock.instant())),
                    new UpdateOptions().upsert(true));
        } catch (MongoException e) {
            if (!StoreFailures.isDuplicate(e)) {
                throw e; // a duplicate: another node was first, which is as good
            }
        }
    }
}
