package org.parley.search;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.MaxKey;
import org.bson.types.MinKey;
import org.bson.types.ObjectId;
import org.parley.conversation.Conversation;
import org.parley.conversation.Ownership;
import org.parley.platform.Component;
import org.parley.search.IndexVersion.StoredFile;
import org.parley.store.Database;
import org.parley.store.DeletedUser;
import org.parley.store.StoreFailures;
import org.parley.store.UserData;

/**
 * Stored indexes: {@code search_index}, one document for each user, {@code {_id: user_id, version, analysis, files: [{name, save,
 * bytes, packed}], seen, complete,
 * purge?, purging?}}, and {@code search_files}, the files in parts, {@code {_id: {u, s, f, n}, d | z}} ({@link IndexPart}),
 * which never change. All of it can be deleted at any time and is rebuilt.
 */
@Component
class IndexRepository implements UserData {
    static final String INDEXES = "search_index";
    static final String FILES = "search_files";

    /** After this time no node reads the files of a version that another one has replaced. */
    private static final Duration READ = Duration.ofHours(1);

    private final Database database;

    @Inject
    IndexRepository(Database database) {
        this.database = database;
    }

    /** The stored version of a user's index; {@link IndexVersion#NONE} for none, and for one that cannot be read. */
    IndexVersion version(String userId) {
        Document found = indexes().find(Filters.eq("_id", userId)).first();
        return found == null ? IndexVersion.NONE : version(found);
    }

    /** All stored versions, by user. */
    void forEach(BiConsumer<String, IndexVersion> each) {
        indexes().find().forEach(found -> each.accept(found.getString("_id"), version(found)));
    }

    private static IndexVersion version(Document found) {
        try {
            long number = found.get("version", Number.class).longValue();
            if (!Integer.valueOf(IndexFields.VERSION).equals(found.get("analysis"))) {
                return new IndexVersion(number, List.of(), Instant.EPOCH, false);
            }
            List<StoredFile> files = found.getList("files", Document.class).stream()
                    .map(file -> new StoredFile(
                            file.getString("name"),
                            file.getObjectId("save"),
                            file.get("bytes", Number.class).longValue(),
                            file.get("packed", Number.class).longValue()))
                    .toList();
            return new IndexVersion(
                    number, files, found.getDate("seen").toInstant(), found.getBoolean("complete", false));
        } catch (ClassCastException | NullPointerException odd) {
            long number = found.get("version") instanceof Number version ? version.longValue() : 0;
            return new IndexVersion(number, List.of(), Instant.EPOCH, false);
        }
    }

    /**
     * The parts of files, read with one command: an index has about twenty files, and most have one part.
     *
     * @return by file, in order; without those that are not all there
     */
    Map<StoredFile, List<byte[]>> read(String userId, Collection<StoredFile> files) {
        Map<Document, StoredFile> keys = new HashMap<>();
        for (StoredFile file : files) {
            for (int i = 0; i < file.parts(); i++) {
                keys.put(key(userId, file, i), file);
            }
        }
        Map<StoredFile, SortedMap<Integer, byte[]>> found = new HashMap<>();
        files.forEach(file -> found.put(file, new TreeMap<>()));
        files().find(Filters.in("_id", keys.keySet())).forEach(stored -> {
            Document key = stored.get("_id", Document.class);
            StoredFile file = keys.get(key);
            int number = key.getInteger("n");
            IndexPart.read(stored, file.partBytes(number))
                    .ifPresent(bytes -> found.get(file).put(number, bytes));
        });
        Map<StoredFile, List<byte[]>> whole = new HashMap<>();
        found.forEach((file, parts) -> {
            if (parts.size() == file.parts()) {
                whole.put(file, List.copyOf(parts.values()));
            }
        });
        return whole;
    }

    /**
     * Stores a part of a file; the file counts once a version names it.
     *
     * @return how many bytes it takes
     */
    int put(String userId, StoredFile file, int number, byte[] part) {
        Document packed = IndexPart.stored(part);
        Document stored = new Document("_id", key(userId, file, number));
        stored.putAll(packed);
        files().insertOne(stored);
        return IndexPart.size(packed);
    }

    /**
     * Whether a version may become the stored one, as {@link #replace} decides; not for the index of a deleted account. Asked
     * before files are stored, because those of a node that dies then would stay.
     */
    boolean isReplaceable(String userId, long base) {
        return version(userId).number() == base && (base > 0 || hasConversations(userId));
    }

    /**
     * Makes a version the stored one.
     *
     * @param base the number of the version that it continues
     * @return false if another node has stored one since, or the user has no conversation; this one's files are then of no use
     */
    boolean replace(String userId, long base, IndexVersion version) {
        if (base == 0 && !hasConversations(userId)) {
            return false; // of a deleted account, for instance, whose index has no version that this one could continue
        }
        List<Document> files = version.files().stream()
                .map(file -> new Document("name", file.name())
                        .append("save", file.save())
                        .append("bytes", file.bytes())
                        .append("packed", file.packed()))
                .toList();
        Bson changes = Updates.combine(
                Updates.set("version", version.number()),
                Updates.set("analysis", IndexFields.VERSION),
                Updates.set("files", files),
                Updates.set("seen", Date.from(version.seen())),
                Updates.set("complete", version.complete()));
        Bson same = base == 0
                ? Filters.or(Filters.exists("version", false), Filters.eq("version", 0L))
                : Filters.eq("version", base);
        try {
            var done = indexes()
                    .updateOne(
                            Filters.and(Filters.eq("_id", userId), same),
                            changes,
                            new UpdateOptions().upsert(base == 0));
            return done.getMatchedCount() == 1 || done.getUpsertedId() != null;
        } catch (MongoException e) {
            if (StoreFailures.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    private boolean hasConversations(String userId) {
        return database.collection(Conversation.COLLECTION)
                        .find(Ownership.of(userId))
                        .projection(Projections.include("_id"))
                        .first()
                != null;
    }

    /** The saves whose parts are stored for a user. */
    Set<ObjectId> saves(String userId) {
        Set<ObjectId> saves = new HashSet<>();
        files().find(range(userId, new MinKey(), new MaxKey()))
                .projection(Projections.include("_id"))
                .forEach(part -> saves.add(part.get("_id", Document.class).getObjectId("s")));
        return saves;
    }

    /** Removes the parts of files. */
    void remove(String userId, ObjectId save, Set<String> kept) {
        files().deleteMany(
                        kept.isEmpty()
                                ? range(userId, save, save)
                                : Filters.and(range(userId, save, save), Filters.nin("_id.f", kept)));
    }

    /** Whether no node can still be reading or writing the files of a save. */
    static boolean isOld(ObjectId save, Instant now) {
        return save.getDate().toInstant().isBefore(now.minus(READ));
    }

    @Override
    public void remove(DeletedUser user, Runnable goOn) {
        indexes().deleteOne(Filters.eq("_id", user.id()));
        goOn.run();
        database.patient().getCollection(FILES).deleteMany(range(user.id(), new MinKey(), new MaxKey()));
    }

    /** Removes a user's index. */
    void drop(String userId) {
        indexes()
                .updateOne(
                        Filters.eq("_id", userId),
                        Updates.combine(
                                Updates.inc("version", 1L),
                                Updates.set("files", List.of()),
                                Updates.set("complete", false)));
        files().deleteMany(range(userId, new MinKey(), new MaxKey()));
    }

    private static Document key(String userId, StoredFile file, int number) {
        return new Document("u", userId)
                .append("s", file.save())
                .append("f", file.name())
                .append("n", number);
    }

    private static Bson range(String userId, Object from, Object to) {
        return Filters.and(
                Filters.gte("_id", new Document("u", userId).append("s", from)),
                Filters.lte("_id", new Document("u", userId).append("s", to).append("f", new MaxKey())));
    }

    private MongoCollection<Document> indexes() {
        return database.collection(INDEXES);
    }

    private MongoCollection<Document> files() {
        return database.collection(FILES);
    }
}
