package org.parley.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.store.Database;
import org.parley.testing.OpenDatabase;

class EmbeddedMongoSessionsTest extends MongoSessionsContract {
    @TempDir
    Path directory;

    @Override
    Database open() {
        return OpenDatabase.embedded(directory.resolve("sessions"));
    }

    @Test
    void whatHasExpiredIsSweptAway() {
        try (Database database = OpenDatabase.embedded(directory.resolve("swept"))) {
            Instant now = Instant.now();
            database.collection("sessions").insertOne(new Document("_id", "old").append("expires_at", Date.from(now)));
            database.collection("sessions")
                    .insertOne(new Document("_id", "new").append("expires_at", Date.from(now.plusSeconds(60))));

            new ExpirySweeper(Clock.systemUTC()).sweep(database);

            assertThat(database.collection("sessions").find().map(found -> found.getString("_id")))
                    .containsExactly("new");
        }
    }
}
