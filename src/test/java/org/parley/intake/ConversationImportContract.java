package org.parley.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.parley.conversation.BareNode;
import org.parley.intake.Imported.Outcome;
import org.parley.message.ConversationKey;
import org.parley.message.NewMessage;
import org.parley.message.Role;
import org.parley.message.StoredMessage;
import org.parley.store.Database;

/** The contract of imports, on every database. Each test has its own user. */
abstract class ConversationImportContract {
    private static final Instant T0 = Instant.parse("2024-01-15T10:30:00Z");
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final String ada = new ObjectId().toHexString();

    abstract Database database();

    @Test
    void aConversationIsKeptWithHistoryTimesTitleAndMetadata() {
        ImportedConversation whole = new ImportedConversation(
                "1705314600000",
                "Pesto",
                "archived",
                List.of("food"),
                true,
                Optional.of("Recipes"),
                Optional.of(T0),
                Optional.of(T0.plusSeconds(9)),
                Map.of("thinkingTimes", List.of(2.5, 3.1), "responseCount", 2),
                List.of(
                        new ImportedMessage(
                                Optional.of("m1"),
                                "assistant",
                                "Ciao!",
                                Optional.of(T0),
                                Optional.of("llama"),
                                Map.of("totalTime", 2.5),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of()),
                        new ImportedMessage(
                                Optional.empty(),
                                "user",
                                "Pesto? 🌿",
                                Optional.of(T0.plusSeconds(5)),
                                Optional.empty(),
                                Map.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(
                                        "type",
                                        "x",
                                        "tool_calls",
                                        List.of(Map.of("name", "oven", "arguments", List.of(200, "C"))),
                                        "attachments",
                                        List.of("of another form")))));

        Imported imported = importOne(whole);

        assertThat(imported.outcome()).isEqualTo(Outcome.NEW);
        Document stored = document(imported);
        assertThat(stored)
                .containsEntry("user_id", ada)
                .containsEntry("title", "Pesto")
                .containsEntry("status", "archived")
                .containsEntry("tags", List.of("food"))
                .containsEntry("pinned", true)
                .containsEntry("created_at", Date.from(T0))
                .containsEntry("updated_at", Date.from(T0.plusSeconds(9)))
                .containsEntry("metadata", new Document("thinkingTimes", List.of(2.5, 3.1)).append("responseCount", 2))
                .containsEntry("message_count", 2)
                .containsEntry("segment_count", 0)
                .containsEntry("revision", 1L);
        assertThat(stored.getList("messages", Document.class))
                .containsExactly(
                        new Document("role", "assistant")
                                .append("content", "Ciao!")
                                .append("timestamp", Date.from(T0))
                                .append("id", "m1")
                                .append("model", "llama")
                                .append("metrics", new Document("totalTime", 2.5)),
                        new Document("role", "user")
                                .append("content", "Pesto? 🌿")
                                .append("timestamp", Date.from(T0.plusSeconds(5)))
                                .append("id", id(imported) + "-1")
                                .append(
                                        "tool_calls",
                                        List.of(new Document("name", "oven").append("arguments", List.of(200, "C"))))
                                .append(
                                        "import",
                                        new Document("type", "x").append("attachments", List.of("of another form"))));
    }

    @Test
    void aProjectIsFoundByItsNameOrMade() {
        ImportedConversation one = filed("a", " Home\nwork ");
        assertThat(importer().importAll(ada, List.of(one), true))
                .extracting(Imported::outcome)
                .containsOnly(Outcome.NEW);
        assertThat(projects()).isEmpty();

        Imported first = importOne(one);
        List<Imported> others = importer()
                .importAll(ada, List.of(filed("b", "HOME WORK"), filed("c", "x".repeat(300)), filed("d", " ")), false);

        assertThat(projects())
                .extracting(project -> project.getString("name"))
                .containsExactly("Home work", "x".repeat(100));
        assertThat(projects())
                .allSatisfy(project ->
                        assertThat(project).containsEntry("user_id", ada).containsKey("created_at"));
        String home = projects().get(0).getObjectId("_id").toHexString();
        assertThat(document(first)).containsEntry("project_id", home);
        assertThat(document(others.get(0))).containsEntry("project_id", home);
        assertThat(document(others.get(2))).doesNotContainKey("project_id");
    }

    private List<Document> projects() {
        return database()
                .collection("projects")
                .find(new Document("user_id", ada))
                .sort(new Document("name", 1))
                .into(new ArrayList<>());
    }

    private static ImportedConversation filed(String sourceId, String project) {
        return new ImportedConversation(
                sourceId,
                "t",
                "active",
                List.of(),
                false,
                Optional.of(project),
                Optional.of(T0),
                Optional.empty(),
                Map.of(),
                List.of(ImportedMessage.of("user", "Hello " + sourceId, Optional.of(T0))));
    }

    @Test
    void runningAgainDoublesNothing() {
        List<ImportedConversation> file = List.of(numbered("a", 3), numbered("b", 0), numbered("c", 500));

        assertThat(importer().importAll(ada, file, false))
                .extracting(Imported::outcome)
                .containsOnly(Outcome.NEW);
        List<Document> before = everything();
        assertThat(importer().importAll(ada, file, false))
                .extracting(Imported::outcome)
                .containsOnly(Outcome.UNCHANGED);

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aLongerExportAddsWhatIsNewBehindWhatWasWrittenMeanwhile() {
        Imported first = importOne(numbered("a", 3));
        appendInParley(first, "Written in Parley");

        Imported second = importOne(numbered("a", 5));

        assertThat(second).isEqualTo(Imported.of(Outcome.EXTENDED, id(first), 2));
        assertThat(contents(first))
                .containsExactly("message 0", "message 1", "message 2", "Written in Parley", "message 3", "message 4");
        assertThat(importOne(numbered("a", 5)).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void anOlderShorterExportAddsNothing() {
        importOne(numbered("a", 5));

        assertThat(importOne(numbered("a", 2)).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(importOne(numbered("a", 0)).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(database().collection("conversations").countDocuments(Filters.eq("user_id", ada)))
                .isEqualTo(1);
    }

    @Test
    void aConversationImportedEmptyIsTheSameOnceItHasBegun() {
        Imported empty = importOne(numbered("a", 0));

        assertThat(importOne(numbered("a", 2))).isEqualTo(Imported.of(Outcome.EXTENDED, id(empty), 2));
        assertThat(importOne(numbered("a", 0)).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void repeatedWordsAreToldApartByTheirTimesAndByTheirNumber() {
        List<ImportedMessage> yes = new ArrayList<>(List.of(at("yes", 0), at("yes", 1)));
        Imported first = importOne(conversation("timed", yes));
        yes.add(at("yes", 2));
        importOne(conversation("timed", yes));
        assertThat(contents(first)).containsExactly("yes", "yes", "yes");

        List<ImportedMessage> untimed = new ArrayList<>(List.of(untimed("yes")));
        Imported second = importOne(conversation("untimed", untimed));
        untimed.add(untimed("yes"));
        importOne(conversation("untimed", untimed));
        assertThat(contents(second)).containsExactly("yes", "yes");
    }

    @Test
    void aFileThatWentAnotherWayLosesNothing() {
        Imported first = importOne(conversation("a", List.of(at("one", 0), at("two", 1), at("three", 2))));

        importOne(conversation("a", List.of(at("one", 0), at("two, edited", 3), at("three", 2))));

        assertThat(contents(first)).containsExactly("one", "two", "three", "two, edited");
    }

    @Test
    void whatAKilledRunLeftIsSeenByNobodyAndTheNextRunCompletesIt() {
        ImportedConversation large = numbered("a", 450);
        ObjectId id =
                ImportIds.of(ada, large, MessageTrail.of(large.messages())).own();
        Document segment = new Document("_id", new Document("conversation_id", id).append("segment", 7))
                .append("user_id", ada)
                .append("first_seq", 0)
                .append("messages", List.of(new Document("content", "half")));
        database().collection("message_segments").insertOne(segment);
        assertThat(database().collection("conversations").countDocuments(Filters.eq("_id", id)))
                .isZero();

        Imported completed = importOne(large);

        assertThat(id(completed)).isEqualTo(id.toHexString());
        assertThat(contents(completed)).hasSize(450).startsWith("message 0").endsWith("message 449");
    }

    @Test
    void aDryRunTellsTheTruthAndWritesNothing() {
        importOne(numbered("known", 2));
        List<Document> before = everything();

        List<Imported> told = importer()
                .importAll(ada, List.of(numbered("known", 2), numbered("known", 4), numbered("new", 400)), true);

        assertThat(told)
                .extracting(Imported::outcome)
                .containsExactly(Outcome.UNCHANGED, Outcome.EXTENDED, Outcome.NEW);
        assertThat(told).extracting(Imported::added).containsExactly(0, 2, 400);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void manyRunsAtOnceImportEachConversationOnce() throws Exception {
        List<ImportedConversation> file = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            file.add(numbered("c" + i, i % 5 == 0 ? 300 : i));
        }
        Callable<List<Imported>> run = () -> importer().importAll(ada, file, false);
        var runners = Executors.newFixedThreadPool(6);
        List<Imported> all = new ArrayList<>();
        for (Future<List<Imported>> future : runners.invokeAll(List.of(run, run, run, run, run, run))) {
            all.addAll(future.get());
        }
        runners.shutdown();

        assertThat(all.stream().filter(imported -> imported.outcome() == Outcome.NEW))
                .hasSize(20);
        assertThat(all).noneMatch(imported -> imported.outcome() == Outcome.FAILED);
        for (Imported imported : all.subList(0, 20)) {
            assertThat(contents(imported)).doesNotHaveDuplicates();
        }
        long segments = all.subList(0, 20).stream()
                .mapToLong(imported -> document(imported).getInteger("segment_count"))
                .sum();
        assertThat(database().collection("message_segments").countDocuments(Filters.eq("user_id", ada)))
                .isEqualTo(segments);
    }

    @Test
    void oneHundredThousandMessagesAreImportedKnownAgainAndContinued() {
        Imported large = importOne(numbered("a", 100_000));

        assertThat(document(large).getList("messages", Document.class)).hasSizeLessThanOrEqualTo(200);
        assertThat(importOne(numbered("a", 100_000)).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(importOne(numbered("a", 100_350)).added()).isEqualTo(350);
        List<String> contents = contents(large);
        assertThat(contents).hasSize(100_350);
        for (int seq = 0; seq < contents.size(); seq += 997) {
            assertThat(contents.get(seq)).isEqualTo("message " + seq);
        }
    }

    @Test
    void theLongestMessagesFit() {
        String longest = "x".repeat(ConversationImport.MAX_CONTENT_BYTES);
        List<ImportedMessage> messages = new ArrayList<>(List.of(at(longest, 0), at(longest, 1), at(longest, 2)));
        Imported first = importOne(conversation("a", messages));
        assertThat(first.reason()).isEmpty();
        appendInParley(first, "y".repeat(1 << 20));
        messages.addAll(List.of(at(longest, 3), at(longest, 4)));

        assertThat(importOne(conversation("a", messages)).added()).isEqualTo(2);
        assertThat(contents(first))
                .extracting(String::length)
                .containsExactly(
                        longest.length(),
                        longest.length(),
                        longest.length(),
                        1 << 20,
                        longest.length(),
                        longest.length());
    }

    @Test
    void aConversationDeletedInParleyComesBack() {
        Imported first = importOne(numbered("a", 3));
        database().collection("conversations").deleteOne(Filters.eq("_id", new ObjectId(id(first))));

        assertThat(importOne(numbered("a", 3))).isEqualTo(first);
    }

    @Test
    void thoseWithTheSameIdAndAnotherBeginningStayApart() {
        assertThat(importOne(conversation("1", List.of(at("from the laptop", 0))))
                        .outcome())
                .isEqualTo(Outcome.NEW);
        assertThat(importOne(conversation("1", List.of(at("from the phone", 0))))
                        .outcome())
                .isEqualTo(Outcome.NEW);
    }

    @Test
    void anotherOwnerGetsOnesOwn() {
        String grace = new ObjectId().toHexString();

        Imported adas = importOne(numbered("a", 1));
        Imported graces =
                importer().importAll(grace, List.of(numbered("a", 1)), false).get(0);

        assertThat(graces.outcome()).isEqualTo(Outcome.NEW);
        assertThat(id(graces)).isNotEqualTo(id(adas));
    }

    @Test
    void anExportOfThisVeryDatabaseIsRecognised() {
        ObjectId id = new ObjectId();
        database()
                .collection("conversations")
                .insertOne(new Document("_id", id)
                        .append("user_id", new ObjectId(ada))
                        .append("title", "Old")
                        .append("messages", List.of(new Document("role", "user").append("content", "message 0")))
                        .append("updated_at", "2024-01-15T10:30:00"));

        assertThat(importOne(numbered(id.toHexString(), 1)).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(importOne(numbered(id.toHexString(), 2)))
                .isEqualTo(Imported.of(Outcome.EXTENDED, id.toHexString(), 1));
        assertThat(importOne(numbered(id.toHexString(), 2)).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void timesThatTheFileDoesNotTellAreTakenFromTheirNeighbours() {
        Imported imported = importOne(new ImportedConversation(
                "a",
                "t",
                "active",
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(untimed("a"), at("b", 10), untimed("c"), at("d", 20))));

        Document stored = document(imported);
        assertThat(stored.getList("messages", Document.class))
                .extracting(message -> message.getDate("timestamp").toInstant())
                .containsExactly(T0.plusSeconds(10), T0.plusSeconds(10), T0.plusSeconds(10), T0.plusSeconds(20));
        assertThat(stored.getDate("created_at").toInstant()).isEqualTo(T0.plusSeconds(10));
        assertThat(stored.getDate("updated_at").toInstant()).isEqualTo(T0.plusSeconds(20));
    }

    @Test
    void sumsTheServerAddsToAreNumbers() {
        Imported imported = importOne(new ImportedConversation(
                "a",
                "t",
                "active",
                List.of(),
                false,
                Optional.empty(),
                Optional.of(T0),
                Optional.of(T0),
                Map.of("total_tokens", "many", "total_time", 2),
                List.of()));

        assertThat(document(imported).get("metadata", Document.class))
                .isEqualTo(new Document("original_total_tokens", "many").append("total_time", 2));
    }

    @Test
    void messagesOfTheSameIdGetDifferentOnes() {
        ImportedMessage twice = withId("1");

        Imported imported = importOne(conversation("a", List.of(twice, twice)));

        assertThat(document(imported).getList("messages", Document.class))
                .extracting(message -> message.getString("id"))
                .containsExactly("1", id(imported) + "-1");
    }

    private ConversationImport importer() {
        return new ConversationImport(database(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Imported importOne(ImportedConversation conversation) {
        return importer().importAll(ada, List.of(conversation), false).get(0);
    }

    private static String id(Imported imported) {
        return imported.conversationId().orElseThrow();
    }

    private Document document(Imported imported) {
        return database()
                .collection("conversations")
                .find(Filters.eq("_id", new ObjectId(id(imported))))
                .first();
    }

    private List<String> contents(Imported imported) {
        return new BareNode(database())
                .all(ada, id(imported)).stream().map(StoredMessage::content).toList();
    }

    private List<Document> everything() {
        List<Document> all = new ArrayList<>();
        for (String collection : List.of("conversations", "message_segments")) {
            database()
                    .collection(collection)
                    .find(Filters.eq("user_id", ada))
                    .sort(new Document("_id", 1))
                    .into(all);
        }
        return all;
    }

    private void appendInParley(Imported imported, String content) {
        new BareNode(database())
                .messages.append(
                        new ConversationKey(ada, new ObjectId(id(imported))), new NewMessage(Role.USER, content, NOW));
    }

    private static ImportedConversation numbered(String sourceId, int messages) {
        List<ImportedMessage> list = new ArrayList<>(messages);
        for (int i = 0; i < messages; i++) {
            list.add(ImportedMessage.of(
                    i % 2 == 0 ? "user" : "assistant", "message " + i, Optional.of(T0.plusSeconds(i))));
        }
        return conversation(sourceId, list);
    }

    private static ImportedConversation conversation(String sourceId, List<ImportedMessage> messages) {
        return new ImportedConversation(
                sourceId,
                "t",
                "active",
                List.of(),
                false,
                Optional.empty(),
                Optional.of(T0),
                Optional.empty(),
                Map.of(),
                List.copyOf(messages));
    }

    private static ImportedMessage at(String content, int seconds) {
        return ImportedMessage.of("user", content, Optional.of(T0.plusSeconds(seconds)));
    }

    private static ImportedMessage untimed(String content) {
        return ImportedMessage.of("user", content, Optional.empty());
    }

    private static ImportedMessage withId(String id) {
        return new ImportedMessage(
                Optional.of(id),
                "user",
                "x",
                Optional.of(T0),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
