package org.parley.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.parley.platform.Settings;

/**
 * The database that {@code MONGODB_URI}, or the file in {@code MONGODB_URI_FILE}, names, over one client for the whole application.
 *
 * <p>Every write waits for a majority of the members and for their journals, whatever the URI says, so an acknowledged
 * write is never lost. Server selection times out after 1.5 seconds, an answer after 3 seconds and the wait for a
 * majority after 2.5 seconds, so a request fails within 5 seconds. A write that reached only the primary may still
 * survive; repeating the request with its idempotency key stores it once.
 *
 * <p>{@code embedded:DIR} starts the embedded store in that directory; a command joins a store that is already running
 * there.
 */
public final class Database implements AutoCloseable {
    /** The key of the setting that names the database server. */
    public static final String URI_KEY = "MONGODB_URI";

    private static final Logger LOG = Logger.getLogger(Database.class.getName());
    private static final String NAME_KEY = "MONGODB_DATABASE";
    private static final Set<String> MONGODBS_OWN = Set.of("admin", "config", "local");
    private static final String EMBEDDED = "embedded:";
    private static final int SELECTION_MILLIS = 1_500;
    private static final int READ_MILLIS = 3_000;
    /** Shorter than the read timeout, so that the server reports it and the driver does not retry. */
    private static final int MAJORITY_MILLIS = 2_500;
    /** For index builds and schema steps, which can take long on a large database. */
    private static final long STEP_HOURS = 12;

    private final EmbeddedStore embedded;
    private final boolean onEmbedded;
    private final MongoClient client;
    private final MongoDatabase mongo;
    private final MongoClient patientClient;
    private final String name;
    private final String place;

    private Database(EmbeddedStore embedded, boolean onEmbedded, String uri, String name) {
        ConnectionString address = address(uri);
        this.place = onEmbedded ? "the embedded store" : "the database at " + String.join(", ", address.getHosts());
        this.embedded = embedded;
        this.onEmbedded = onEmbedded;
        this.name = name;
        this.client = MongoClients.create(settings(address, READ_MILLIS, MAJORITY_MILLIS));
        this.mongo = client.getDatabase(name);
        int patience = (int) TimeUnit.HOURS.toMillis(STEP_HOURS);
        this.patientClient = MongoClients.create(settings(address, patience, patience));
    }

    /**
     * Opens the database for the application, which has the embedded store to itself.
     *
     * @throws IllegalStateException if {@code MONGODB_URI} is not set, is given both ways or is no address, or if it names the embedded store and that is in
     *     use or its library is missing
     */
    public static Database open(Settings settings) {
        String uri = uri(settings);
        if (!uri.startsWith(EMBEDDED)) {
            return new Database(null, false, uri, name(settings));
        }
        EmbeddedStore embedded = EmbeddedStore.library(settings).open(directory(uri));
        return new Database(embedded, true, embedded.uri(), name(settings));
    }

    /** Opens the database for a command, which joins the embedded store of a running application. */
    public static Database join(Settings settings) {
        String uri = uri(settings);
        Optional<String> running = uri.startsWith(EMBEDDED)
                ? EmbeddedStore.library(settings).runningAt(directory(uri)).filter(Ping::answers)
                : Optional.empty();
        return running.map(found -> new Database(null, true, found, name(settings)))
                .orElseGet(() -> open(settings));
    }

    /**
     * Whether it is the embedded store: an index serves only equality on its first field, there is no TTL, and one
     * node.
     */
    public boolean embedded() {
        return onEmbedded;
    }

    /** The database itself. */
    public MongoDatabase mongo() {
        return mongo;
    }

    /** One of its collections. */
    public MongoCollection<Document> collection(String collection) {
        return mongo().getCollection(collection);
    }

    /** The same database with a timeout of hours, for index builds and schema steps. */
    public MongoDatabase patient() {
        return patientClient.getDatabase(name);
    }

    /** The database's name. */
    public String name() {
        return name;
    }

    /** The application's one client, for code that needs a client and not the database. */
    public MongoClient client() {
        return client;
    }

    /** Whether the database answers now; waits at most as long as a request. */
    public boolean answers() {
        try {
            ping();
            return true;
        } catch (MongoException e) {
            return false;
        }
    }

    /**
     * Asks the database whether it is there; waits at most as long as a request.
     *
     * @throws MongoException if it is not, or does not let this application in
     */
    void ping() {
        mongo().runCommand(new BsonDocument("ping", new BsonInt32(1)));
    }

    /** Where the database is, for people: its hosts and ports, or the embedded store. Never names or passwords. */
    public String place() {
        return place;
    }

    @Override
    public void close() {
        client.close();
        patientClient.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    private static String uri(Settings settings) {
        return settings.unloggedSecret(URI_KEY)
                .map(String::strip)
                .orElseThrow(() -> new IllegalStateException(
                        "Parley needs the setting " + URI_KEY + ": mongodb://host:27017/?replicaSet=rs0 for a MongoDB,"
                                + " or embedded:DIRECTORY for the embedded store"));
    }

    private static Path directory(String uri) {
        return Path.of(uri.substring(EMBEDDED.length()));
    }

    /** The database's name: what {@code MONGODB_DATABASE} says, else what the URI names, else the default. */
    static String name(Settings settings) {
        Optional<String> set = settings.text(NAME_KEY);
        Optional<String> inUri = inUri(uri(settings));
        if (set.isPresent() && inUri.filter(name -> !name.equals(set.get())).isPresent()) {
            LOG.warning(() -> URI_KEY + " names the database '" + inUri.get() + "' and " + NAME_KEY + " the database '"
                    + set.get() + "'; Parley uses '" + set.get() + "'");
        }
        return set.or(() -> inUri).orElse("ai_mcp_toolkit");
    }

    /** The database in a URI, unless it is one of MongoDB's own, which only says where the user is defined. */
    private static Optional<String> inUri(String uri) {
        return uri.startsWith(EMBEDDED)
                ? Optional.empty()
                : Optional.ofNullable(address(uri).getDatabase()).filter(name -> !MONGODBS_OWN.contains(name));
    }

    /** Parses the URI. The driver's own message is not passed on, because it can hold a part of the password. */
    private static ConnectionString address(String uri) {
        try {
            return new ConnectionString(uri);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    URI_KEY + " is not a MongoDB address. It takes mongodb://HOST:PORT/?replicaSet=NAME,"
                            + " mongodb+srv://HOST/ or embedded:DIRECTORY; in a user name or password every : / ? # @ % is written"
                            + " as %3A %2F %3F %23 %40 %25");
        } catch (MongoException e) {
            throw new IllegalStateException(
                    "The name in " + URI_KEY + " could not be looked up: no SRV record was found");
        }
    }

    private static MongoClientSettings settings(ConnectionString address, int readMillis, int majorityMillis) {
        return MongoClientSettings.builder()
                .applyConnectionString(address)
                .applicationName("parley")
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .writeConcern(
                        WriteConcern.MAJORITY.withJournal(true).withWTimeout(majorityMillis, TimeUnit.MILLISECONDS))
                .retryReads(true)
                .retryWrites(true)
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(SELECTION_MILLIS, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(SELECTION_MILLIS, TimeUnit.MILLISECONDS)
                        .readTimeout(readMillis, TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxWaitTime(SELECTION_MILLIS, TimeUnit.MILLISECONDS))
                .applyToServerSettings(server -> server.heartbeatFrequency(1, TimeUnit.SECONDS)
                        .minHeartbeatFrequency(200, TimeUnit.MILLISECONDS))
                .build();
    }
}
