package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.bson.BsonSize;
import org.parley.intake.ConversationImport;
import org.parley.intake.Imported;
import org.parley.intake.Imported.Outcome;
import org.parley.intake.ImportedConversation;
import org.parley.intake.ImportedMessage;
import org.parley.message.Branches;
import org.parley.message.StoredMessage;

/** Continuing a conversation of an older program, on every database: its messages stay, whatever their ids are. */
abstract class OldMessagesContract extends TwoNodes {
    private static final int OLD = 40;

    /** How an older program told its messages apart. */
    enum Ids {
        NONE,
        OWN,
        SOME,
        EMPTY,
        OBJECT_IDS,
        WITH_PARENT
    }

    @Test
    void messagesOfOneIdAndATextThatIsNoDocumentAreAllKept() {
        List<Object> messages = new ArrayList<>(messages(Ids.NONE));
        ((Document) messages.get(3)).append("id", "twice");
        ((Document) messages.get(7)).append("id", "twice");
        ((Document) messages.get(2)).append("id", id + "-9");
        messages.set(5, "old 5");
        legacy(messages);

        for (int i = 0; i < 200; i++) {
            append(one, "new " + i, null);
        }

        assertThat(contents().subList(0, OLD))
                .isEqualTo(IntStream.range(0, OLD).mapToObj(i -> "old " + i).toList());
        assertConsistent(OLD + 200);
    }

    @ParameterizedTest
    @EnumSource
    void messagesAreTheSameBeforeAndAfterTheFirstAppendAndOnceTheyAreSealed(Ids ids) {
        legacy(messages(ids));
        List<String> before = shown();

        AppendedMessage first = append(one, "new 0", null);

        assertThat(first.seq()).isEqualTo(OLD);
        assertThat(shown().subList(0, OLD)).isEqualTo(before);
        for (int i = 1; i < 300; i++) {
            assertThat(append(i % 2 == 0 ? one : other, "new " + i, null).seq()).isEqualTo(OLD + i);
        }
        assertThat(shown().subList(0, OLD)).isEqualTo(before);
        assertThat(contents().subList(OLD, OLD + 300))
                .isEqualTo(IntStream.range(0, 300).mapToObj(i -> "new " + i).toList());
        assertConsistent(OLD + 300);
    }

    @ParameterizedTest
    @EnumSource
    void manyWritersOnTwoNodesLoseAndDoubleNothing(Ids ids) {
        legacy(messages(ids));

        together(8, writer -> {
            for (int i = 0; i < 40; i++) {
                append(writer % 2 == 0 ? one : other, writer + ":" + i, null);
            }
        });

        List<String> contents = contents();
        assertThat(contents).hasSize(OLD + 320);
        for (int writer = 0; writer < 8; writer++) {
            String prefix = writer + ":";
            assertThat(contents.stream().filter(content -> content.startsWith(prefix)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 40).mapToObj(i -> prefix + i).toList());
        }
        append(one, "last", null);
        assertConsistent(OLD + 321);
    }

    @Test
    void anImportedMessageNeverTakesTheIdThatAnOldOneWillGet() {
        legacy(messages(Ids.NONE));
        List<ImportedMessage> file = new ArrayList<>();
        for (int i = 0; i < OLD; i++) {
            file.add(ImportedMessage.of("user", "old " + i, Optional.of(T0)));
        }
        String taken = id + "-3";
        file.add(new ImportedMessage(
                Optional.of(taken),
                "user",
                "from the file",
                Optional.of(T0),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of()));
        ImportedConversation export = new ImportedConversation(
                id,
                "Old",
                "active",
                List.of(),
                false,
                Optional.empty(),
                Optional.of(T0),
                Optional.of(T0),
                Map.of(),
                List.copyOf(file));

        Imported imported = new ConversationImport(database(), Clock.systemUTC())
                .importAll(ada, List.of(export), false)
                .get(0);

        assertThat(imported).isEqualTo(Imported.of(Outcome.EXTENDED, id, 1));
        for (int i = 0; i < 200; i++) {
            append(one, "new " + i, null);
        }
        assertThat(contents()).hasSize(OLD + 1 + 200).startsWith("old 0", "old 1", "old 2", "old 3");
        assertThat(contents().get(OLD)).isEqualTo("from the file");
        assertConsistent(OLD + 1 + 200);
    }

    /** Issue 15: sealing tells messages by their ids, and what has none was pulled with those that were sealed. */
    @ParameterizedTest
    @EnumSource(
            value = Ids.class,
            names = {"NONE", "EMPTY", "OBJECT_IDS"})
    void whatAnOlderProgramPushesBesideParleyIsKeptAndCounted(Ids ids) {
        append(one, "first", null);
        database()
                .collection(ConversationRepository.COLLECTION)
                .updateOne(Filters.eq("_id", new ObjectId(id)), Updates.pushEach("messages", messages(ids)));

        for (int i = 0; i < 250; i++) {
            append(one, "new " + i, null);
        }

        assertThat(contents())
                .hasSize(1 + OLD + 250)
                .startsWith("first", "old 0", "old 1")
                .endsWith("new 249");
        assertConsistent(1 + OLD + 250);
    }

    private List<Document> messages(Ids ids) {
        List<Document> messages = new ArrayList<>();
        for (int i = 0; i < OLD; i++) {
            Document message = new Document("role", "user")
                    .append("content", "old " + i)
                    .append("timestamp", "2024-01-15T10:30:00.000Z");
            switch (ids) {
                case OWN -> message.append("id", "own-" + i);
                case SOME -> {
                    if (i % 3 == 0) {
                        message.append("id", "own-" + i);
                    }
                }
                case EMPTY -> message.append("id", i % 2 == 0 ? "" : null);
                case OBJECT_IDS -> message.append("id", new ObjectId());
                case WITH_PARENT -> message.append("parent", Math.max(Branches.NONE, i - 1));
                default -> {}
            }
            messages.add(message);
        }
        return messages;
    }

    /** Every message as it is shown: id, time and words. */
    private List<String> shown() {
        List<StoredMessage> all = one.all(ada, id);
        return IntStream.range(0, all.size())
                .mapToObj(seq -> {
                    StoredMessage message = all.get(seq);
                    String shownId = message.id().orElseGet(() -> id + "-" + seq);
                    return shownId + " " + message.timestamp() + " " + message.content();
                })
                .toList();
    }

    private List<String> contents() {
        return one.all(ada, id).stream().map(StoredMessage::content).toList();
    }

    /** What the document counts is what there is, and no two messages have one id. */
    private void assertConsistent(int count) {
        Document document = one.document(id);
        List<Document> tail = document.getList("messages", Document.class);
        assertThat(document)
                .containsEntry("message_count", count)
                .containsEntry("tail_first_seq", count - tail.size())
                .containsEntry("tail_bytes", BsonSize.of(tail))
                .containsEntry("user_id", ada);
        assertThat(tail.size()).isLessThanOrEqualTo(200);
        assertThat(shown().stream().map(message -> message.substring(0, message.indexOf(' '))))
                .hasSize(count)
                .doesNotHaveDuplicates();
    }
}
