package org.parley.project;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.parley.platform.Retries;
import org.parley.store.Database;
import org.parley.store.StoreFailures;

/**
 * The projects of one user by their names, for conversations that come from elsewhere. One that is missing is made. Needs no
 * container, and is for one thread.
 *
 * <p>By one command of the driver, which finds or makes: two imports that run at once make one project.
 */
public final class ProjectNameRepository {
    private static final Retries RETRIES = Retries.atMost(5);

    private final Database database;
    private final String userId;
    private final Clock clock;
    private final Map<String, Optional<String>> known = new HashMap<>();

    /** Those of a user. */
    public ProjectNameRepository(Database database, String userId, Clock clock) {
        this.database = database;
        this.userId = userId;
        this.clock = clock;
    }

    /**
     * The id of the project of a name, whose case does not matter.
     *
     * @param name any text; control characters become blanks, and only the first 100 characters count
     * @return empty for a blank name, and if the user has as many projects as there can be
     */
    public Optional<String> idOf(String name) {
        String cleaned = NewProject.nameFrom(name);
        return cleaned.isEmpty()
                ? Optional.empty()
                : known.computeIfAbsent(Project.nameKey(userId, cleaned), key -> findOrMake(key, cleaned));
    }

    private Optional<String> findOrMake(String key, String name) {
        Document there = projects()
                .find(Filters.eq("name_key", key))
                .projection(Projections.include("_id"))
                .first();
        if (there == null && projects().countDocuments(Filters.eq("user_id", userId)) >= Projects.MAX) {
            return Optional.empty();
        }
        Document found =
                there != null ? there : RETRIES.whileThrown(ProjectNameRepository::isTaken, () -> make(key, name));
        return Optional.of(found.getObjectId("_id").toHexString());
    }

    /** @throws MongoException for a duplicate key if somebody else makes it this very moment */
    private Document make(String key, String name) {
        return projects()
                .findOneAndUpdate(
                        Filters.eq("name_key", key),
                        Updates.combine(
                                Updates.setOnInsert("user_id", userId),
                                Updates.setOnInsert("name", name),
                                Updates.setOnInsert(
                                        "created_at", Date.from(clock.instant().truncatedTo(ChronoUnit.MILLIS)))),
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
    }

    private static boolean isTaken(RuntimeException failure) {
        return failure instanceof MongoException refused && StoreFailures.isDuplicate(refused);
    }

    private MongoCollection<Document> projects() {
        return database.collection(ProjectRepository.COLLECTION);
    }
}
