package org.parley.migration;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.logging.Logger;
import org.bson.Document;
import org.parley.platform.Component;
import org.parley.store.Database;
import org.parley.store.SchemaChanges;
import org.parley.store.StoreFailures;

/**
 * Runs, in order, the steps that the collection {@code schema_steps} does not list yet, and records each finished step
 * as {@code {_id: name, finished_at}}.
 */
@Component
public class SchemaSteps implements SchemaChanges {
    static final String COLLECTION = "schema_steps";

    private static final Logger LOG = Logger.getLogger(SchemaSteps.class.getName());
    private static final List<SchemaStep> ORDERED =
            List.of(new DropObsoleteSessionIndexes(), new AddUserKeys(), new ConvertStringDates());

    private final Clock clock;

    /** Takes {@code finished_at} from {@code clock}. */
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
        new AddUserKeys().run(database); // an older program on the same database may have added users since
    }

    private void record(MongoCollection<Document> done, SchemaStep step) {
        try {
            done.updateOne(
                    eq("_id", step.name()),
                    setOnInsert("finished_at", Date.from(clock.instant())),
                    new UpdateOptions().upsert(true));
        } catch (MongoException e) {
            if (!StoreFailures.isDuplicate(e)) {
                throw e; // a duplicate means another node recorded it first
            }
        }
    }
}
