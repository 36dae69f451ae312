package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.parley.document.Precondition;
import org.parley.intake.ConversationImport;
import org.parley.intake.ImportedConversation;
import org.parley.intake.ImportedMessage;
import org.parley.message.Branches;
import org.parley.message.ConversationKey;
import org.parley.message.FinishReason;
import org.parley.message.NewMessage;
import org.parley.message.SpokenMessage;
import org.parley.message.StoredMessage;

/** Reading branches on every database: the same before and after adoption, at the same cost for any length. */
abstract class ThreadContract extends TwoNodes {
    @Test
    void aLongConversationOfAnOlderProgramBranchesAtItsFirstChange() {
        List<Document> messages = new ArrayList<>();
        IntStream.range(0, 1_000).forEach(i -> messages.add(old("m" + i)));
        messages.get(10).append("parent", 4);
        messages.get(900).append("parent", 9L);
        messages.get(20).append("parent", "5f"); // what an other program may call so
        messages.get(30).append("parent", 31);
        legacy(messages);
        List<Integer> expected = IntStream.concat(IntStream.rangeClosed(0, 9), IntStream.rangeClosed(900, 950))
                .boxed()
                .toList();

        assertThat(path(one, 950, 100)).isEqualTo(expected);
        assertThat(path(one, 15, 100)).containsExactly(0, 1, 2, 3, 4, 10, 11, 12, 13, 14, 15);
        together(6, writer -> append(writer % 2 == 0 ? one : other, "w" + writer, 950));

        assertThat(one.all(ada, id)).hasSize(1_006);
        assertThat(path(one, 950, 100)).isEqualTo(expected);
        assertThat(path(other, 15, 100)).containsExactly(0, 1, 2, 3, 4, 10, 11, 12, 13, 14, 15);
        List<ThreadPage.Placed> page =
                one.messages.thread(key, Optional.empty(), Optional.empty(), 1).messages();
        assertThat(page.get(0).siblings()).hasSize(7).contains(951, 1_000, 1_005);
    }

    @Test
    void theContextIsWhatLedToTheHead() {
        append(one, "question", null);
        append(one, "answer", 0);
        append(one, "other answer", 0);
        append(one, "thanks", null);

        assertThat(one.messages.context(key, Optional.empty(), 10))
                .containsExactly(spoken(0, "question"), spoken(2, "other answer"), spoken(3, "thanks"));
        assertThat(one.messages.context(key, Optional.of(1), 10))
                .containsExactly(spoken(0, "question"), spoken(1, "answer"));
        assertThat(one.messages.context(key, Optional.of(3), 2))
                .containsExactly(spoken(2, "other answer"), spoken(3, "thanks"));
    }

    @Test
    void importedBranchesStayAndLaterOnesAreAddedWhereTheyBelong() {
        List<ImportedMessage> first = List.of(
                imported("question", null), imported("answer", 0), imported("other answer", 0), imported("odd", 9));
        ConversationImport importer = new ConversationImport(database(), Clock.systemUTC());
        String copy = importer.importAll(ada, List.of(file(first)), false)
                .get(0)
                .conversationId()
                .orElseThrow();

        assertThat(contents(copy, 2)).containsExactly("question", "other answer");
        assertThat(contents(copy, 3)).containsExactly("question", "other answer", "odd");
        assertThat(one.document(copy).getList("messages", Document.class).get(3))
                .doesNotContainKey("parent")
                .containsEntry("import", new Document("parent", 9));
        assertThat(one.document(copy).getList("messages", Document.class).get(1))
                .containsEntry("finish_reason", "stopped");

        one.messages.append(ConversationKey.of(ada, copy), message("written here", 1));
        List<ImportedMessage> longer = new ArrayList<>(first);
        longer.add(imported("third answer", 0));
        longer.add(imported("thanks", null));
        longer.add(imported("thanks for the third", 4));
        IntStream.range(7, 300).forEach(i -> longer.add(imported("m" + i, i == 250 ? 4 : null)));
        importer.importAll(ada, List.of(file(longer)), false);

        assertThat(contents(copy, 4)).containsExactly("question", "answer", "written here");
        assertThat(contents(copy, 6)).containsExactly("question", "third answer", "thanks");
        assertThat(contents(copy, 7)).containsExactly("question", "third answer", "thanks for the third");
        assertThat(contents(copy, 252)).containsExactly("question", "third answer", "m250", "m251");
        assertThat(one.document(copy).getList("branches", Document.class)).hasSize(5);
    }

    @Test
    void moreBranchesThanThereCanBeAreImportedAsMessages() {
        List<ImportedMessage> many = new ArrayList<>();
        IntStream.range(0, 1_010).forEach(i -> many.add(imported("m" + i, -1)));
        ConversationImport importer = new ConversationImport(database(), Clock.systemUTC());

        String copy = importer.importAll(ada, List.of(file(many)), false)
                .get(0)
                .conversationId()
                .orElseThrow();

        List<StoredMessage> all = one.all(ada, copy);
        assertThat(all).hasSize(1_010);
        assertThat(one.document(copy).getList("branches", Document.class)).hasSize(Branches.MAX);
        assertThat(all.get(1_000).parent(1_000)).contains(-1);
        assertThat(all.get(1_001).parent(1_001)).isEmpty();
        assertThat(contents(copy, 1_002)).containsExactly("m1000", "m1001", "m1002");
    }

    private List<String> contents(String conversation, int head) {
        return one.messages.context(ConversationKey.of(ada, conversation), Optional.of(head), 100).stream()
                .map(SpokenMessage::content)
                .toList();
    }

    private static ImportedMessage imported(String content, Integer parent) {
        Optional<FinishReason> reason = content.equals("answer") ? Optional.of(FinishReason.STOPPED) : Optional.empty();
        return new ImportedMessage(
                Optional.empty(),
                "user",
                content,
                Optional.of(T0),
                Optional.empty(),
                Map.of(),
                Optional.ofNullable(parent),
                reason,
                Map.of());
    }

    private static ImportedConversation file(List<ImportedMessage> messages) {
        return new ImportedConversation(
                "source",
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

    @Test
    void aPageOfAHundredThousandMessagesReadsNoMoreThanOneOfFew() {
        List<NewMessage> messages = new ArrayList<>(Collections.nCopies(100_000, message("m", null)));
        messages.set(99_990, message("branch", 50_020));
        append(one, "m", null);
        one.conversations.change(key, Precondition.NONE, ConversationUpdate.NOTHING.withMessages(messages));
        one.segmentReads();

        assertThat(path(one, 99_980, 40)).hasSize(40).contains(99_980);
        assertThat(one.segmentReads()).as("a branch that ends in the tail").isZero();
        assertThat(path(one, 99_999, 50)).startsWith(49_981).contains(50_020, 99_990, 99_999);
        assertThat(one.segmentReads()).as("a branch that leads into the middle").isEqualTo(1);
        assertThat(path(one, 30_049, 50)).startsWith(30_000).endsWith(30_049);
        assertThat(one.segmentReads()).as("a branch that ends in the middle").isEqualTo(1);
        assertThat(path(one, 0, 50)).containsExactly(0);
        assertThat(one.segmentReads()).as("a branch that ends at the beginning").isEqualTo(1);
        one.messages.appendOnce(key, message("x", 20_000), new ObjectId().toHexString());
        assertThat(one.segmentReads()).as("an answer far back").isEqualTo(1);
    }
}
