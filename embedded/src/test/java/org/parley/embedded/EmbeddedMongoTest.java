package org.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMongoTest {
    @TempDir
    Path dir;

    @Test
    void whatWasWrittenIsThereAfterReopening() {
        try (EmbeddedMongo mongo = EmbeddedMongo.open(dir);
                MongoClient client = MongoClients.create(mongo.uri())) {
            client.getDatabase("d").getCollection("c").insertOne(new Document("_id", 1));
        }
        try (EmbeddedMongo mongo = EmbeddedMongo.open(dir);
                MongoClient client = MongoClients.create(mongo.uri())) {
            assertThat(client.getDatabase("d").getCollection("c").find()).containsExactly(new Document("_id", 1));
        }
    }

    @Test
    void aSecondOpenerIsRefusedWithTheNameOfTheDirectory() {
        try (EmbeddedMongo first = EmbeddedMongo.open(dir)) {
            assertThatExceptionOfType(StoreInUseException.class)
                    .isThrownBy(() -> EmbeddedMongo.open(dir))
                    .withMessageContaining(dir.toString())
                    .withMessageContaining("One process at a time");
            assertThat(EmbeddedMongo.runningAt(dir)).contains(first.uri());
        }
    }

    @Test
    void aRunningStoreIsFoundOnlyWhileItRuns() {
        assertThat(EmbeddedMongo.runningAt(dir.resolve("missing"))).isEmpty();
        try (EmbeddedMongo mongo = EmbeddedMongo.open(dir)) {
            assertThat(EmbeddedMongo.runningAt(dir)).contains(mongo.uri());
        }
        assertThat(EmbeddedMongo.runningAt(dir)).isEmpty();
        assertThat(dir.resolve("mongodb.uri")).doesNotExist();
    }

    @Test
    void aNoteLeftBehindProvesNothing() throws Exception {
        Files.writeString(dir.resolve("mongodb.uri"), "mongodb://127.0.0.1:1");
        Files.createFile(dir.resolve("parley.lock"));

        assertThat(EmbeddedMongo.runningAt(dir)).isEmpty();
    }

    @Test
    void aFileThatIsMostlyFreeSpaceShrinksAtTheNextStart() throws Exception {
        Path file = dir.resolve("parley.mv");
        try (EmbeddedMongo mongo = EmbeddedMongo.open(dir);
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoCollection<Document> documents = client.getDatabase("d").getCollection("c");
            documents.createIndex(Indexes.ascending("user_id"));
            documents.insertOne(new Document("_id", "kept").append("user_id", "ada"));
            for (int i = 0; i < 12; i++) {
                documents.insertOne(new Document("_id", i).append("text", "x".repeat(3 << 20)));
            }
            documents.deleteMany(Filters.exists("text"));
        }
        assertThat(Files.size(file)).isGreaterThan(16L << 20);

        try (EmbeddedMongo mongo = EmbeddedMongo.open(dir);
                MongoClient client = MongoClients.create(mongo.uri())) {
            assertThat(Files.size(file)).isLessThan(1L << 20);
            MongoCollection<Document> documents = client.getDatabase("d").getCollection("c");
            assertThat(documents.find(Filters.eq("user_id", "ada"))).hasSize(1);
            assertThat(documents.find(Filters.eq("_id", "kept"))).hasSize(1);
        }
    }

    @Test
    void onlyItsUserMayReadTheFiles() throws Exception {
        Path fresh = dir.resolve("a/b");
        try (EmbeddedMongo mongo = EmbeddedMongo.open(fresh)) {
            assertThat(mongo.uri()).startsWith("mongodb://127.0.0.1:");
            assertThat(permissions(fresh)).isEqualTo("rwx------");
            assertThat(permissions(fresh.resolve("mongodb.uri"))).isEqualTo("rw-------");
            assertThat(permissions(fresh.resolve("parley.mv"))).isEqualTo("rw-------");
        }
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
