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
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.parley.platform.Settings;

/**
 * The database that {@code MONGODB_URI} names, over one client for the whole application.
 *
 * <p>Every write waits for a majority of the members and for their journals, whatever the URI says: what was
 * acknowledged is never lost. A server that does not answer is given up after 1.5 seconds of looking for one and 3
 * seconds of waiting for an answer, and members that do not follow after 2.5 seconds, so that a request fails within 5
 * seconds. A write that only its primary had may still stay; whoever repeats it with its key stores it once.
 *
 * <p>{@code embedded:DIR} starts the embedded store in that directory; a command line that finds one running there
 * joins it instead.
 */
public final class Database implements AutoCloseable {
    /** The key of the setting that names the database server. */
    public static final String URI_KEY = "MONGODB_URI";

    private static final String EMBEDDED = "embedded:";
    private static final int SELECTION_MILLIS = 1_500;
    private static final int READ_MILLIS = 3_000;
    /** Shorter than the wait for an answer: the server says so itself then, and the driver does not try again. */
    private static final int MAJORITY_MILLIS = 2_500;
    /** For index builds and schema steps, which may take long on a large database. */
    private static final long STEP_HOURS = 12;

    private final EmbeddedMongo embedded;
    private final boolean onEmbedded;
    private final MongoClient client;
    private final MongoDatabase mongo;
    private final MongoClient patientClient;
    private final String name;

    private Database(EmbeddedMongo embedded, boolean onEmbedded, String uri, String name) {
        this.embedded = embedded;
        this.onEmbedded = onEmbedded;
        this.name = name;
        this.client = MongoClients.create(settings(uri, READ_MILLIS, MAJORITY_MILLIS));
        this.mongo = client.getDatabase(name);
        int patience = (int) TimeUnit.HOURS.toMillis(STEP_HOURS);
        this.patientClient = MongoClients.create(settings(uri, patience, patience));
    }

    /**
     * Opens the database for the application, which has the embedded store to itself.
     *
     * @throws IllegalStateException if {@code MONGODB_URI} is not set, or the embedded store is in use
     */
    public static Database open(Settings settings) {
        String uri = uri(settings);
        if (!uri.startsWith(EMBEDDED)) {
            return new Database(null, false, uri, name(settings));
        }
        EmbeddedMongo embedded = EmbeddedMongo.open(directory(uri));
        return new Database(embedded, true, embedded.uri(), name(settings));
    }

    /** Opens the database for a command, which joins the embedded store of a running application if there is one. */
    public static Database join(Settings settings) {
        String uri = uri(settings);
        Optional<String> running =
                uri.startsWith(EMBEDDED) ? EmbeddedMongo.runningAt(directory(uri)) : Optional.empty();
        return running.map(found -> new Database(null, true, found, name(settings)))
                .orElseGet(() -> open(settings));
    }

    /** Whether it is the embedded store: indexes answer equality on their first field only, no TTL, one node. */
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

    /** The same database for index builds and schema steps: an answer may take hours. */
    public MongoDatabase patient() {
        return patientClient.getDatabase(name);
    }

    /** The database's name. */
    public String name() {
        return name;
    }

    MongoClient client() {
        return client;
    }

    /** Whether the database answers now; waits as long as a request would. */
    public boolean answers() {
        try {
            mongo().runCommand(new BsonDocument("ping", new BsonInt32(1)));
            return true;
        } catch (MongoException e) {
            return false;
        }
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
        return settings.text(URI_KEY)
                .orElseThrow(() -> new IllegalStateException(
                        "Parley needs the setting " + URI_KEY + ": mongodb://host:27017/?replicaSet=rs0 for a MongoDB,"
                                + " or embedded:DIRECTORY for the embedded store"));
    }

    private static Path directory(String uri) {
        return Path.of(uri.substring(EMBEDDED.length()));
    }

    private static String name(Settings settings) {
        return settings.text("MONGODB_DATABASE", "ai_mcp_toolkit");
    }

    private static MongoClientSettings settings(String uri, int readMillis, int majorityMillis) {
        return MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
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
