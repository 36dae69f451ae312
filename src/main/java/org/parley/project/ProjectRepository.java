package org.parley.project;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.jnosql.mapping.document.DocumentTemplate;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.store.CollectionIndexes;
import org.parley.store.Database;
import org.parley.store.DeletedUser;
import org.parley.store.StoreFailures;
import org.parley.store.UserData;

/**
 * Projects: {@code projects}, {@code {_id, user_id, name, name_key, color?, instructions?, created_at}}. Every query holds
 * the owner.
 *
 * <p>Projects are inserted through JNoSQL's template. They are read as raw documents, because a template fails on a value
 * that another program stored with another type, and changed by one command that holds the owner.
 */
@Component
class ProjectRepository implements CollectionIndexes, UserData {
    static final String COLLECTION = "projects";

    private final Database database;
    private final DocumentTemplate inserts;

    @Inject
    ProjectRepository(Database database, DocumentTemplate inserts) {
        this.database = database;
        this.inserts = inserts;
    }

    /** The first is sparse, because another program's collection of this name may hold documents without the key. */
    @Override
    public void create(Database prepared) {
        MongoCollection<Document> projects = prepared.patient().getCollection(COLLECTION);
        projects.createIndex(
                Indexes.ascending("name_key"), new IndexOptions().unique(true).sparse(true));
        projects.createIndex(Indexes.ascending("user_id"));
    }

    /** @throws ProblemException 409 if the user has a project of this name */
    void insert(Project project) {
        unlessTaken(() -> inserts.insert(project));
    }

    /** All of a user's projects, by name. */
    List<Project> all(String userId) {
        List<Project> all = new ArrayList<>();
        raw().find(Filters.and(Filters.eq("user_id", userId), Filters.type("_id", BsonType.OBJECT_ID)))
                .sort(Sorts.ascending("name_key", "_id"))
                .forEach(found -> all.add(Project.of(found)));
        return all;
    }

    Optional<Project> find(String userId, String id) {
        return ObjectId.isValid(id)
                ? Optional.ofNullable(raw().find(mine(userId, id)).first()).map(Project::of)
                : Optional.empty();
    }

    /**
     * Changes a project.
     *
     * @return the project after it; empty if there is none
     * @throws ProblemException 409 if the user has another project of this name
     */
    Optional<Project> change(String userId, String id, ProjectChange change) {
        List<Bson> changes = new ArrayList<>();
        change.name().ifPresent(name -> {
            changes.add(Updates.set("name", name));
            changes.add(Updates.set("name_key", Project.nameKey(userId, name)));
        });
        change.color().ifPresent(color -> changes.add(setOrUnset("color", color.map(Color::wire))));
        change.instructions().ifPresent(text -> changes.add(setOrUnset("instructions", text)));
        if (changes.isEmpty() || !ObjectId.isValid(id)) {
            return find(userId, id);
        }
        return unlessTaken(() -> Optional.ofNullable(raw().findOneAndUpdate(
                                mine(userId, id),
                                Updates.combine(changes),
                                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
                .map(Project::of));
    }

    /** Whether it was there. */
    boolean delete(String userId, String id) {
        return ObjectId.isValid(id) && raw().findOneAndDelete(mine(userId, id)) != null;
    }

    @Override
    public void remove(DeletedUser user, Runnable goOn) {
        raw().deleteMany(Filters.eq("user_id", user.id()));
    }

    private static Bson setOrUnset(String field, Optional<String> value) {
        return value.map(text -> Updates.set(field, text)).orElseGet(() -> Updates.unset(field));
    }

    private static Bson mine(String userId, String id) {
        return Filters.and(Filters.eq("_id", new ObjectId(id)), Filters.eq("user_id", userId));
    }

    private static <T> T unlessTaken(Supplier<T> write) {
        try {
            return write.get();
        } catch (MongoException e) {
            if (StoreFailures.isDuplicate(e)) {
                throw new ProblemException(409, "You have a project of this name. Choose another name");
            }
            throw e;
        }
    }

    private MongoCollection<RawBsonDocument> raw() {
        return database.mongo().getCollection(COLLECTION, RawBsonDocument.class);
    }
}
