package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.parley.document.Precondition;
import org.parley.document.Preview;
import org.parley.document.StoredConversation;
import org.parley.message.NewMessage;
import org.parley.message.StoredMessage;

/** The preview of the newest message in lists, whichever program wrote the message. */
abstract class PreviewContract extends TwoNodes {
    @Test
    void anAppendedMessageIsKeptForListsInTheSameStep() {
        for (String content : List.of("first", "x".repeat(500), "")) {
            append(one, content, null);

            assertThat(other.found(ada)).allMatch(StoredConversation::hasPreview);
            assertThat(shown()).isEqualTo(Preview.beginning(content));
        }
    }

    @Test
    void aListGivesAnOlderProgramsConversationWhatItLacksAndChangesNothingElse() {
        legacy(List.of(old("first"), old("newest")));
        set("updated_at", new Date());
        Document before = one.document(id);

        assertThat(shown()).isEqualTo("newest");

        assertThat(one.found(ada)).allMatch(StoredConversation::hasPreview);
        Document after = one.document(id);
        assertThat(after.remove(Preview.FIELD)).isNotNull();
        assertThat(after).isEqualTo(before);
        assertThat(shown()).isEqualTo("newest");
    }

    @Test
    void whatAnOlderProgramAppendsIsShownThoughAPreviewIsKept() {
        legacy(List.of(old("first")));
        set("updated_at", new Date(1_000));
        assertThat(shown()).isEqualTo("first");

        byHand(Updates.combine(Updates.push("messages", old("newer")), Updates.set("updated_at", new Date())));

        assertThat(shown()).isEqualTo("newer");
        append(one, "ours", null);
        byHand(Updates.combine(Updates.push("messages", old("theirs")), Updates.set("updated_at", new Date(2))));
        assertThat(shown()).isEqualTo("theirs");
    }

    @Test
    void aTimeThatIsAStringDoesNotStandInTheWay() {
        legacy(List.of(old("first")));

        assertThat(shown()).isEqualTo("first");
        assertThat(one.document(id)).doesNotContainKey(Preview.FIELD);
    }

    @Test
    void anotherTitleLeavesThePreviewAsItWas() {
        append(one, "kept", null);

        rename("Automatic");
        assertThat(shown()).isEqualTo("kept");

        one.metadata.addThinkingTime(key, 1.5);
        assertThat(shown()).isEqualTo("kept");
        one.metadata.addThinkingTime(key, 2.5);
        assertThat(one.found(ada)).allMatch(StoredConversation::hasPreview);
    }

    @Test
    void replacedMessagesAreShownAndNoneWhenThereAreNone() {
        append(one, "before", null);

        replace(List.of(message("a", null), message("b", null)));
        assertThat(other.found(ada)).allMatch(StoredConversation::hasPreview);
        assertThat(shown()).isEqualTo("b");

        replace(List.of());
        assertThat(other.previews(ada)).containsExactly(Optional.empty());
        append(other, "anew", null);
        assertThat(shown()).isEqualTo("anew");
    }

    @Test
    void aLongConversationShowsItsNewestMessage() {
        replace(IntStream.range(0, 500).mapToObj(i -> message("m" + i, null)).toList());
        assertThat(shown()).isEqualTo("m499");

        for (int i = 0; i < 200; i++) {
            append(one, "more " + i, null);
        }
        assertThat(shown()).isEqualTo("more 199");
    }

    @Test
    void listsAndWritersAtOnceLeaveTheNewestMessageBehind() {
        together(4, writer -> {
            BareNode node = writer % 2 == 0 ? one : other;
            for (int i = 0; i < 25; i++) {
                if (writer == 3) {
                    rename("Name " + i);
                    node.previews(ada);
                } else {
                    append(node, writer + "-" + i, null);
                }
            }
        });

        List<StoredMessage> all = one.all(ada, id);
        assertThat(all).hasSize(75);
        assertThat(shown()).isEqualTo(all.get(all.size() - 1).content());
    }

    /** The preview of the only conversation in a list, on either node. */
    private String shown() {
        List<Optional<String>> shown = one.previews(ada);
        assertThat(other.previews(ada)).isEqualTo(shown);
        assertThat(shown).hasSize(1);
        return shown.get(0).orElseThrow();
    }

    private void rename(String title) {
        change(ConversationUpdate.NOTHING.withTitle(title));
    }

    private void replace(List<NewMessage> messages) {
        change(ConversationUpdate.NOTHING.withMessages(messages));
    }

    private void change(ConversationUpdate change) {
        one.conversations.change(key, Precondition.NONE, change);
    }

    private void set(String field, Object value) {
        byHand(Updates.set(field, value));
    }

    private void byHand(Bson update) {
        database().collection(ConversationRepository.COLLECTION).updateOne(Filters.eq("_id", new ObjectId(id)), update);
    }
}
