package org.parley.admin;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.connection.ServerDescription;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.Document;
import org.parley.platform.Component;
import org.parley.store.Database;
import org.parley.store.StoreReady;

/**
 * How the database is: its members, and what its collections and indexes take. An index is missing if it was there when this
 * node had started, which creates all that Parley needs.
 */
@Component
class DatabaseStateRepository {
    private static final Logger LOG = Logger.getLogger(DatabaseStateRepository.class.getName());

    private final Database database;
    private volatile Map<String, Set<String>> atStart = Map.of();

    @Inject
    DatabaseStateRepository(Database database) {
        this.database = database;
    }

    /** Notes which indexes there are. Without that none is ever missing. */
    void onReady(@Observes StoreReady ready) {
        try {
            Map<String, Set<String>> there = new TreeMap<>();
            names().forEach(name -> there.put(name, indexes(name)));
            atStart = there;
        } catch (MongoException e) {
            LOG.log(Level.FINE, "It is not known which indexes there are", e);
        }
    }

    /**
     * How the database is.
     *
     * @param topology {@code embedded}, {@code standalone}, {@code replica_set}, {@code sharded}, {@code load_balanced} or
     *     {@code unknown}
     */
    record State(String name, String topology, List<Member> members, List<Collection> collections) {}

    /**
     * A server of the database.
     *
     * @param address host and port
     * @param state such as {@code replica_set_primary}; {@code unknown} if it does not answer
     */
    record Member(String address, String state) {}

    /**
     * A collection. What the database does not say is empty; the embedded store only counts documents.
     *
     * @param bytes its documents without compression
     * @param storageBytes its documents on the disk
     * @param indexBytes its indexes
     * @param indexes their names
     * @param missing the names of those that were there when this node started
     */
    record Collection(
            String name,
            Optional<Long> documents,
            Optional<Long> bytes,
            Optional<Long> storageBytes,
            Optional<Long> indexBytes,
            Set<String> indexes,
            Set<String> missing) {}

    /**
     * Asks about every collection, so not for each request.
     *
     * @throws MongoException if the database does not answer
     */
    State state() {
        Set<String> names = names();
        names.addAll(atStart.keySet());
        List<Collection> collections = names.stream().map(this::collection).toList();
        var cluster = database.client().getClusterDescription();
        List<Member> members = cluster.getServerDescriptions().stream()
                .map(DatabaseStateRepository::member)
                .toList();
        return new State(
                database.name(),
                database.embedded() ? "embedded" : word(cluster.getType()),
                database.embedded() ? List.of() : members,
                collections);
    }

    private static Member member(ServerDescription server) {
        return new Member(server.getAddress().toString(), word(server.getType()));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private Collection collection(String name) {
        Set<String> there = indexes(name);
        Set<String> missing = new TreeSet<>(atStart.getOrDefault(name, Set.of()));
        missing.removeAll(there);
        Document sizes = sizes(name);
        return new Collection(
                name,
                number(sizes, "count"),
                bytes(sizes, "size"),
                bytes(sizes, "storageSize"),
                bytes(sizes, "totalIndexSize"),
                there,
                missing);
    }

    /** A user of the database who may not ask for sizes gets none, and so does one who asks for those of a view. */
    private Document sizes(String name) {
        try {
            return database.mongo().runCommand(new Document("collStats", name));
        } catch (MongoCommandException refused) {
            LOG.log(Level.FINE, "The database does not say how large a collection is", refused);
            return new Document();
        }
    }

    private Optional<Long> bytes(Document sizes, String field) {
        return database.embedded() ? Optional.empty() : number(sizes, field);
    }

    private static Optional<Long> number(Document sizes, String field) {
        return sizes.get(field) instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (String name : database.mongo().listCollectionNames()) {
            if (!name.startsWith("system.")) {
                names.add(name);
            }
        }
        return names;
    }

    private Set<String> indexes(String collection) {
        Set<String> names = new TreeSet<>();
        try {
            for (Document index : database.collection(collection).listIndexes()) {
                names.add(String.valueOf(index.get("name")));
            }
        } catch (MongoCommandException view) {
            LOG.log(Level.FINE, "A view has no indexes", view);
        }
        return names;
    }
}
