package org.parley.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** Pings a MongoDB and waits about a second at most. */
final class Ping {
    private static final int PATIENCE_MILLIS = 1_000;

    private Ping() {}

    static boolean answers(String uri) {
        try (MongoClient client = MongoClients.create(impatient(new ConnectionString(uri)))) {
            client.getDatabase("admin").runCommand(new Document("ping", 1));
            return true;
        } catch (MongoException | IllegalArgumentException e) {
            return false;
        }
    }

    private static MongoClientSettings impatient(ConnectionString uri) {
        return MongoClientSettings.builder()
                .applyConnectionString(uri)
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                        .readTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                .build();
    }
}
