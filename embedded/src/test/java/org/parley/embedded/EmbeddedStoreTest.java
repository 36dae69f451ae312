package org.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.ConnectionString;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonRegularExpression;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.bson.types.Code;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the features ask of MongoDB, asked of the embedded store. */
class EmbeddedStoreTest {
    private static final FindOneAndUpdateOptions AFTER =
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);

    @TempDir
    Path dir;

    private EmbeddedMongo mongo;
    private MongoClient client;
    private MongoCollection<Document> documents;

    @BeforeEach
    void open() {
        mongo = EmbeddedMongo.open(dir);
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(mongo.uri()))
                .retryWrites(false)
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .build());
        documents = client.getDatabase("d").getCollection("documents");
    }

    @AfterEach
    void close() {
        client.close();
        mongo.close();
    }

    @Test
    void anAppendAnswersWithWhatItMadeOfTheDocument() {
        documents.insertOne(conversation("c", 3));

        Document answer = documents.findOneAndUpdate(
                Filters.and(Filters.eq("_id", "c"), Filters.eq("user_id", "ada"), Filters.ne("status", "archived")),
                Updates.combine(
                        Updates.push("messages", new Document("id", "m3")),
                        Updates.inc("message_count", 1),
                        Updates.inc("metadata.total_time", 1.5),
                        Updates.set("title", "T")),
                AFTER.projection(Projections.include("message_count", "title", "metadata")));

        assertThat(answer)
                .isEqualTo(new Document("_id", "c")
                        .append("message_count", 4)
                        .append("title", "T")
                        .append("metadata", new Document("total_time", 1.5)));
    }

    @Test
    void concurrentAppendsEachSeeTheirOwnCount() throws Exception {
        documents.insertOne(conversation("c", 0));
        Set<Integer> counts = ConcurrentHashMap.newKeySet();
        ExecutorService writers = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 400; i++) {
            writers.execute(() -> counts.add(documents
                    .findOneAndUpdate(Filters.eq("_id", "c"), Updates.inc("message_count", 1), AFTER)
                    .getInteger("message_count")));
        }
        writers.shutdown();

        assertThat(writers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(counts).hasSize(400);
    }

    @Test
    void aProjectionOfTheNewestMessagesKeepsTheFieldsItNames() {
        documents.insertOne(conversation("c", 5));

        Document found = documents
                .find(Filters.eq("_id", "c"))
                .projection(Projections.fields(
                        Projections.slice("messages", -2), Projections.include("title", "message_count")))
                .first();
        assertThat(ids(found)).containsExactly("m3", "m4");
        assertThat(found).containsEntry("title", "t").containsEntry("message_count", 5);

        Document aggregated = documents
                .aggregate(List.of(
                        new Document("$match", new Document("_id", "c")),
                        new Document(
                                "$project",
                                new Document("title", 1)
                                        .append("messages", new Document("$slice", List.of("$messages", 1, 2))))))
                .first();
        assertThat(ids(aggregated)).containsExactly("m1", "m2");
        assertThat(aggregated).containsEntry("title", "t");
    }

    @Test
    void documentsLargerThanAMessageAreReadInBatches() {
        String text = "x".repeat(15_000_000);
        for (int i = 0; i < 8; i++) {
            documents.insertOne(new Document("_id", i).append("text", text));
        }
        Document everything = new Document();

        assertThat(documents.find().map(found -> found.get("_id"))).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(documents.find().batchSize(5).map(found -> found.get("_id")))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(documents.find().limit(5).map(found -> found.get("_id"))).containsExactly(0, 1, 2, 3, 4);
        assertThat(documents.aggregate(List.of(Aggregates.match(everything))))
                .extracting(found -> found.get("_id"))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(documents.aggregate(List.of(Aggregates.sort(Sorts.descending("_id")))))
                .extracting(found -> found.get("_id"))
                .containsExactly(7, 6, 5, 4, 3, 2, 1, 0);
    }

    @Test
    void messagesAreTrimmedByIdAndByNumber() {
        documents.insertOne(conversation("c", 5));
        update(
                "c",
                new Document(
                        "$pull",
                        new Document(
                                "messages",
                                Filters.in("id", List.of("m0", "m1")).toBsonDocument())));
        assertThat(ids(one("c"))).containsExactly("m2", "m3", "m4");

        update(
                "c",
                new Document("$push", new Document("messages", new Document("$each", List.of()).append("$slice", -1))));
        assertThat(ids(one("c"))).containsExactly("m4");
        assertThat(documents.countDocuments(Filters.size("messages", 1))).isOne();
        assertThat(documents.countDocuments(Filters.ne("messages.id", "m4"))).isZero();
    }

    @Test
    void nestedFieldsAreSetAndRemovedWhereNothingWas() {
        documents.insertOne(new Document("_id", 1));
        update(1, Updates.combine(Updates.set("metadata.k", "v"), Updates.inc("metadata.n", 2), Updates.inc("m", 1)));
        update(1, Updates.unset("metadata.k"));

        assertThat(one(1))
                .isEqualTo(new Document("_id", 1)
                        .append("metadata", new Document("n", 2))
                        .append("m", 1));
    }

    @Test
    void nullMatchesAMissingFieldWithAndWithoutAnIndex() {
        documents.insertMany(List.of(
                new Document("_id", 1).append("f", null),
                new Document("_id", 2),
                new Document("_id", 3).append("f", 1)));
        for (int pass = 0; pass < 2; pass++) {
            assertThat(found(Filters.eq("f", null))).containsExactly(1, 2);
            assertThat(found(Filters.exists("f", false))).containsExactly(2);
            assertThat(found(Filters.ne("f", 1))).containsExactly(1, 2);
            assertThat(found(Filters.in("f", 1, null))).containsExactly(1, 2, 3);
            documents.createIndex(Indexes.ascending("f"));
        }
    }

    @Test
    void anIndexFindsWhatAScanFinds() {
        ObjectId ada = new ObjectId();
        documents.createIndex(Indexes.compoundIndex(Indexes.ascending("user_id"), Indexes.descending("n")));
        documents.insertMany(List.of(
                new Document("_id", 1).append("user_id", ada),
                new Document("_id", 2).append("user_id", ada.toHexString()),
                new Document("_id", 3).append("user_id", "bob"),
                new Document("_id", 4).append("user_id", List.of("bob", "eve")),
                new Document("_id", 5).append("user_id", 7)));

        assertThat(found(Filters.in("user_id", ada, ada.toHexString()))).containsExactly(1, 2);
        assertThat(found(Filters.eq("user_id", "bob"))).containsExactly(3, 4);
        assertThat(found(Filters.and(Filters.eq("user_id", "bob"), Filters.gt("_id", 3))))
                .containsExactly(4);
        assertThat(found(Filters.eq("user_id", 7L))).containsExactly(5);
        assertThat(found(Filters.regex("user_id", "^b"))).containsExactly(3, 4);
        assertThat(found(Filters.eq("user_id", List.of("bob", "eve")))).containsExactly(4);

        update(3, Updates.set("user_id", "eve"));
        documents.deleteOne(Filters.eq("_id", 4));
        assertThat(found(Filters.eq("user_id", "bob"))).isEmpty();
        assertThat(found(Filters.eq("user_id", "eve"))).containsExactly(3);

        close();
        open();
        assertThat(found(Filters.eq("user_id", "eve"))).containsExactly(3);
        assertThat(documents.deleteMany(Filters.in("user_id", "eve", "bob")).getDeletedCount())
                .isOne();
    }

    @Test
    void aPipelineThatBeginsWithAFilterReadsAnIndex() {
        documents.createIndex(Indexes.ascending("user_id"));
        documents.insertMany(IntStream.range(0, 5_000)
                .mapToObj(
                        i -> new Document("_id", i).append("user_id", i % 1_000).append("text", "x".repeat(500)))
                .toList());
        List<Bson> filtered = List.of(
                Aggregates.match(Filters.eq("user_id", 7)),
                Aggregates.sort(Sorts.descending("_id")),
                Aggregates.skip(1),
                Aggregates.limit(2),
                Aggregates.project(Projections.include("user_id")));
        List<Bson> scanned =
                Stream.concat(Stream.of(Aggregates.skip(0)), filtered.stream()).toList();

        assertThat(documents.aggregate(filtered))
                .containsExactly(
                        new Document("_id", 3_007).append("user_id", 7),
                        new Document("_id", 2_007).append("user_id", 7))
                .containsExactlyElementsOf(documents.aggregate(scanned));
        assertThat(documents.countDocuments(Filters.eq("user_id", 7))).isEqualTo(5);
        assertThat(nanos(filtered)).isLessThan(nanos(scanned) / 4);
    }

    @Test
    void aPipelineFiltersByFieldsThatAreNamedLikeAQuery() {
        documents.insertOne(new Document("_id", 1).append("query", 7));
        documents.insertOne(new Document("_id", 2).append("query", 8));

        assertThat(documents.aggregate(List.of(Aggregates.match(new Document("query", 7)))))
                .extracting(found -> found.getInteger("_id"))
                .containsExactly(1);
        assertThat(client.getDatabase("d")
                        .getCollection("missing")
                        .aggregate(List.of(Aggregates.match(new Document()))))
                .isEmpty();
    }

    /** The fastest of many tries, which a busy machine does not slow down. */
    private long nanos(List<Bson> pipeline) {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long begin = System.nanoTime();
            assertThat(documents.aggregate(pipeline)).hasSize(2);
            fastest = Math.min(fastest, System.nanoTime() - begin);
        }
        return fastest;
    }

    @Test
    void aListIsPagedByItsLastEntry() {
        IntStream.range(0, 9)
                .forEach(i -> documents.insertOne(new Document("_id", i).append("updated_at", new Date(i / 3))));
        Bson newestFirst = Sorts.descending("updated_at", "_id");
        Bson after = Filters.or(
                Filters.lt("updated_at", new Date(1)),
                Filters.and(Filters.eq("updated_at", new Date(1)), Filters.lt("_id", 4)));

        assertThat(documents.find(after).sort(newestFirst).limit(2).map(d -> d.getInteger("_id")))
                .containsExactly(3, 2);
    }

    @Test
    void aDocumentAsIdIsFoundAtOnceAmongThousands() {
        ObjectId wanted = new ObjectId();
        List<Document> segments = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            segments.add(
                    new Document("_id", segment(i == 9_999 ? wanted : new ObjectId(), i % 3)).append("user_id", "ada"));
        }
        documents.insertMany(segments);
        Instant begin = Instant.now();
        for (int i = 0; i < 50; i++) {
            assertThat(documents.find(Filters.and(
                            Filters.in("_id", segment(wanted, 0), segment(wanted, 7)), Filters.eq("user_id", "ada"))))
                    .hasSize(1);
        }

        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(2)); // a scan took 4 s
        assertThat(documents.countDocuments(Filters.eq("_id.conversation_id", wanted)))
                .isOne();
        assertThat(documents.countDocuments(
                        Filters.and(Filters.gte("_id", segment(wanted, 0)), Filters.lt("_id", segment(wanted, 9)))))
                .isOne();
        assertThatExceptionOfType(MongoWriteException.class)
                .isThrownBy(() -> documents.insertOne(new Document("_id", segment(wanted, 0))))
                .matches(e -> e.getCode() == 11000);
    }

    @Test
    void aUniqueSparseIndexLetsDocumentsGoWithoutAndRefusesTheSecond() {
        documents.createIndex(
                Indexes.ascending("key"), new IndexOptions().unique(true).sparse(true));
        documents.insertMany(List.of(new Document("_id", 1), new Document("_id", 2)));
        update(1, Updates.set("key", "ada"));

        assertThatExceptionOfType(MongoWriteException.class)
                .isThrownBy(() -> update(2, Updates.set("key", "ada")))
                .matches(e -> e.getCode() == 11000);
        update(1, Updates.unset("key"));
        update(2, Updates.set("key", "ada"));
        assertThat(found(Filters.eq("key", "ada"))).containsExactly(2);
    }

    @Test
    void anUnorderedInsertKeepsWhatIsNotThereYet() {
        documents.insertOne(new Document("_id", 1));

        assertThatExceptionOfType(MongoBulkWriteException.class)
                .isThrownBy(() -> documents.insertMany(
                        List.of(new Document("_id", 1), new Document("_id", 2), new Document("_id", 3)),
                        new InsertManyOptions().ordered(false)))
                .satisfies(e -> assertThat(e.getWriteErrors()).hasSize(1));
        assertThat(documents.countDocuments()).isEqualTo(3);
    }

    @Test
    void anExpiringIndexIsAccepted() {
        documents.createIndex(Indexes.ascending("expires_at"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
        documents.insertOne(new Document("_id", 1).append("expires_at", new Date(0)));

        assertThat(documents.countDocuments()).isOne(); // and never obeyed
    }

    @Test
    void everyTypeOfValueComesBackFromTheFile() {
        Document all = new Document("_id", new Document("a", List.of(1, "b")))
                .append("null", null)
                .append("true", true)
                .append("int", 1)
                .append("long", 1L << 40)
                .append("double", 1.5)
                .append("decimal", Decimal128.parse("1.5"))
                .append("text", "zażółć \u0000 🙂")
                .append("date", new Date(1_700_000_000_123L))
                .append("binary", new Binary(new byte[] {1, 2}))
                .append("id", new ObjectId())
                .append("empty", List.of());
        documents.insertOne(all);
        close();
        open();

        assertThat(documents.find().first()).isEqualTo(all);
    }

    @Test
    void theDateThatTheStoreSetsIsFoundByTheValueThatAClientGets() {
        documents.insertOne(new Document("_id", 1));
        documents.updateOne(Filters.eq("_id", 1), Updates.currentDate("at"));
        Object at = one(1).get("at");

        assertThat(documents.countDocuments(Filters.eq("at", at))).isEqualTo(1);
    }

    @Test
    void oneCollectionLooksUpAnother() {
        documents.insertOne(new Document("_id", 1).append("other", 7));
        client.getDatabase("d").getCollection("others").insertOne(new Document("_id", 7));

        Document joined = documents
                .aggregate(List.of(new Document(
                        "$lookup",
                        new Document("from", "others")
                                .append("localField", "other")
                                .append("foreignField", "_id")
                                .append("as", "found"))))
                .first();
        assertThat(joined.getList("found", Document.class)).containsExactly(new Document("_id", 7));
    }

    private static Document conversation(String id, int messages) {
        return new Document("_id", id)
                .append("user_id", "ada")
                .append("title", "t")
                .append(
                        "messages",
                        IntStream.range(0, messages)
                                .mapToObj(i -> new Document("id", "m" + i))
                                .toList())
                .append("message_count", messages);
    }

    private static Document segment(ObjectId conversation, int number) {
        return new Document("conversation_id", conversation).append("segment", number);
    }

    private static List<String> ids(Document conversation) {
        return conversation.getList("messages", Document.class).stream()
                .map(message -> message.getString("id"))
                .toList();
    }

    private Document one(Object id) {
        return documents.find(Filters.eq("_id", id)).first();
    }

    private void update(Object id, Bson change) {
        documents.updateOne(Filters.eq("_id", id), change);
    }

    /** Issue 15: one such value made every command on its collection fail. */
    @Test
    void patternsAndCodeInIndexedAndSortedFieldsHideNoOtherDocument() {
        documents.createIndex(Indexes.ascending("user_id"));
        for (int i = 0; i < 2; i++) {
            documents.insertOne(new Document("_id", 10 * i).append("user_id", new Code("f()")));
            documents.insertOne(new Document("_id", 10 * i + 1).append("user_id", new BsonRegularExpression("a", "i")));
            documents.insertOne(new Document("_id", 10 * i + 2).append("user_id", "bob"));
        }

        assertThat(found(Filters.eq("user_id", "bob"))).containsExactly(2, 12);
        assertThat(documents
                        .find()
                        .sort(Sorts.descending("user_id", "_id"))
                        .map(document -> document.getInteger("_id"))
                        .into(new ArrayList<>()))
                .startsWith(12, 2)
                .hasSize(6);
        assertThat(documents.deleteMany(new Document()).getDeletedCount()).isEqualTo(6);
    }

    private List<Integer> found(Bson filter) {
        return documents
                .find(filter)
                .map(document -> document.getInteger("_id"))
                .into(new ArrayList<>());
    }
}
