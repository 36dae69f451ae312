package org.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDurabilityTest {
    private static final int WRITERS = 6;
    private static final int WRITES = 300;

    @TempDir
    Path dir;

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

    @Test
    void noAcknowledgedWriteIsLostHoweverOftenTheProcessIsKilled() throws Exception {
        for (int round = 0; round < 4; round++) {
            StoreProcess store = StoreProcess.start(dir);
            writeUntil(store, round, store::kill);
            assertThat(EmbeddedMongo.runningAt(dir)).isEmpty();
            assertEverythingAcknowledgedIsThere();
        }
    }

    @Test
    void noAcknowledgedWriteIsLostOnSigterm() throws Exception {
        StoreProcess store = StoreProcess.start(dir);
        writeUntil(store, 0, store::terminate);
        assertEverythingAcknowledgedIsThere();
    }

    @Test
    void theFileStaysNearTheSizeOfItsDataUnderManyAppends() throws Exception {
        String text = "x".repeat(200);
        AtomicLong most = new AtomicLong();
        try (EmbeddedMongo mongo = EmbeddedMongo.open(dir);
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoCollection<Document> conversations = conversations(client);
            ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
            List<Future<?>> appends = new ArrayList<>();
            for (int i = 0; i < 6_000; i++) {
                int number = i;
                appends.add(writers.submit(() -> {
                    conversations.findOneAndUpdate(
                            Filters.eq("_id", "c" + number % 40),
                            Updates.combine(
                                    Updates.pushEach(
                                            "messages",
                                            List.of(new Document("id", number).append("content", text)),
                                            new PushOptions().slice(-50)),
                                    Updates.inc("message_count", 1)),
                            new FindOneAndUpdateOptions().upsert(true));
                    return most.accumulateAndGet(Files.size(dir.resolve("parley.mv")), Math::max);
                }));
            }
            for (Future<?> append : appends) {
                append.get();
            }
            writers.shutdown();
        }
        int data = 40 * 50 * 230;
        assertThat(most).hasValueLessThan(20L * data);
        // How far closing compacts the file depends on the time it has; what was written is 150 times the data.
        assertThat(Files.size(dir.resolve("parley.mv"))).isLessThan(8L * data);
    }

    private void awaitMoreThan(int writes) throws InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (acknowledged.size() < writes) {
            assertThat(System.nanoTime())
                    .as("%d writes by now", acknowledged.size())
                    .isLessThan(giveUp);
            Thread.sleep(5);
        }
    }

    private interface End {
        void of() throws InterruptedException;
    }

    private void writeUntil(StoreProcess store, int round, End end) throws InterruptedException {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try (MongoClient client = MongoClients.create(store.uri() + "/?serverSelectionTimeoutMS=500")) {
            for (int writer = 0; writer < WRITERS; writer++) {
                String name = round + "-" + writer;
                writers.execute(() -> append(conversations(client), name));
            }
            awaitMoreThan(acknowledged.size() + WRITES);
            end.of();
            writers.shutdown();
            assertThat(writers.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        }
    }

    /** Appends to one conversation and inserts a document for each message, until the store is gone. */
    private void append(MongoCollection<Document> conversations, String name) {
        try {
            for (int seq = 0; ; seq++) {
                conversations.updateOne(
                        Filters.eq("_id", name),
                        Updates.combine(Updates.push("messages", seq), Updates.inc("message_count", 1)),
                        new UpdateOptions().upsert(true));
                acknowledged.add(name + "/" + seq);
                conversations.insertOne(new Document("_id", name + "/" + seq + "/copy"));
                acknowledged.add(name + "/" + seq + "/copy");
            }
        } catch (MongoException e) {
            // the store is gone; what was acknowledged so far counts
        }
    }

    private void assertEverythingAcknowledgedIsThere() {
        List<String> there = new ArrayList<>();
        try (EmbeddedMongo mongo = EmbeddedMongo.open(dir);
                MongoClient client = MongoClients.create(mongo.uri())) {
            for (Document document : conversations(client).find()) {
                String id = document.getString("_id");
                there.add(id);
                List<Integer> messages = document.getList("messages", Integer.class, List.of());
                messages.forEach(seq -> there.add(id + "/" + seq));
                assertThat(document.getInteger("message_count", 0)).isEqualTo(messages.size());
                assertThat(conversations(client).countDocuments(Filters.eq("_id", id)))
                        .isOne();
            }
        }
        assertThat(acknowledged).isNotEmpty();
        assertThat(there).doesNotHaveDuplicates().containsAll(acknowledged);
    }

    private static MongoCollection<Document> conversations(MongoClient client) {
        return client.getDatabase("d").getCollection("conversations");
    }
}
