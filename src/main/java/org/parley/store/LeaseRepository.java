package org.parley.store;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Date;
import org.parley.platform.Component;

/** Lets one node at a time do a work that comes again and again: {@code leases}, {@code {_id: "<work>", until}}. */
@Component
public class LeaseRepository {
    private static final String COLLECTION = "leases";

    private final Database database;

    /** Keeps leases in a database. */
    @Inject
    public LeaseRepository(Database database) {
        this.database = database;
    }

    /**
     * Takes the lease of a work, if no node holds it.
     *
     * @return whether this node may do the work, until the given time
     */
    public boolean take(String work, Instant now, Instant until) {
        try {
            database.collection(COLLECTION)
                    .findOneAndUpdate(
                            Filters.and(Filters.eq("_id", work), Filters.lte("until", Date.from(now))),
                            Updates.set("until", Date.from(until)),
                            new FindOneAndUpdateOptions().upsert(true));
            return true;
        } catch (MongoException e) {
            if (StoreFailures.isDuplicate(e)) {
                return false; // another node's time is not up
            }
            throw e;
        }
    }
}
