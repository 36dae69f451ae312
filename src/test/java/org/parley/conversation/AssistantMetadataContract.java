package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.parley.bson.BsonSize;
import org.parley.document.Metadata;
import org.parley.document.Precondition;
import org.parley.document.ThinkingTimes;
import org.parley.message.ConversationKey;
import org.parley.message.ConversationNotFoundException;

/** What the server itself writes into a conversation's metadata and title, during other changes. */
abstract class AssistantMetadataContract extends TwoNodes {
    @Test
    void thinkingTimesOfManyAnswersAtOnceAreAllThere() {
        change(new Document("kept", 1).append("thinkingTimes", List.of(2.5, 3.1)));
        together(4, writer -> {
            BareNode node = writer % 2 == 0 ? one : other;
            for (int i = 0; i < 10; i++) {
                node.metadata.addThinkingTime(key, 0.254);
                append(node, "m", null);
            }
        });

        Document metadata = metadata();
        assertThat(metadata.getList("thinkingTimes", Double.class))
                .hasSize(42)
                .startsWith(2.5, 3.1, 0.25)
                .endsWith(0.25);
        assertThat(metadata.getInteger("responseCount")).isEqualTo(42);
        assertThat(metadata.getDouble("totalThinkingTime")).isCloseTo(5.6 + 40 * 0.254, within(0.2 + 1e-9));
        assertThat(metadata.getDouble("averageThinkingTime"))
                .isCloseTo(metadata.getDouble("totalThinkingTime") / 42, within(0.005 + 1e-9));
        assertThat(metadata).containsEntry("kept", 1);
    }

    @Test
    void onlyTheNewestThinkingTimesAreKeptAndTheSumsGoOn() {
        change(new Document("thinkingTimes", Collections.nCopies(ThinkingTimes.KEPT, 1.0)));

        one.metadata.addThinkingTime(key, 7);

        assertThat(metadata().getList("thinkingTimes", Double.class))
                .hasSize(ThinkingTimes.KEPT)
                .endsWith(1.0, 7.0);
        assertThat(metadata().getInteger("responseCount")).isEqualTo(ThinkingTimes.KEPT + 1);
        assertThat(metadata().getDouble("totalThinkingTime")).isEqualTo(ThinkingTimes.KEPT + 7);
    }

    @Test
    void metadataNeverGrowsBeyondItsLimit() {
        change(new Document("much", "x".repeat(60_000)).append("thinkingTimes", Collections.nCopies(250, 1.0)));

        for (int i = 0; i < 200; i++) {
            one.metadata.addThinkingTime(key, 1);
        }

        assertThat(BsonSize.of(metadata())).isLessThanOrEqualTo(Metadata.MAX_BYTES);
        assertThat(metadata().getInteger("responseCount")).isEqualTo(450);
        assertThat(metadata().getString("much")).hasSize(60_000);
    }

    @Test
    void figuresThatAreNoNumbersCountAsMissing() {
        change(new Document("thinkingTimes", List.of(1, "2", Double.NaN))
                .append("totalThinkingTime", "much")
                .append("responseCount", new Document()));

        one.metadata.addThinkingTime(key, 2);

        assertThat(metadata().getList("thinkingTimes", Double.class)).containsExactly(1.0, 2.0);
        assertThat(metadata()).containsEntry("totalThinkingTime", 3.0).containsEntry("responseCount", 2);
    }

    @Test
    void theFirstWordsGiveWayToATitleOnce() {
        name("How do I", "How do I");

        assertThat(one.metadata.nameAutomatically(key, "  Pesto without pine nuts \n"))
                .isTrue();
        assertThat(one.metadata.nameAutomatically(key, "Another")).isFalse();

        assertThat(one.document(id).getString("title")).isEqualTo("Pesto without pine nuts");
        assertThat(metadata()).doesNotContainKey("autoTitle");
    }

    @Test
    void aTitleThatSomebodyGaveStays() {
        name("My pesto", "How do I");
        assertThat(one.metadata.nameAutomatically(key, "Another")).isFalse();

        name("My pesto", null);
        assertThat(one.metadata.nameAutomatically(key, "Another")).isFalse();

        name("How do I", "How do I");
        assertThat(one.metadata.nameAutomatically(key, " \t")).isFalse();

        assertThat(one.document(id).getString("title")).isEqualTo("How do I");
        assertThat(metadata()).containsEntry("autoTitle", "How do I");
    }

    @Test
    void aTitleIsCutAtACharacter() {
        name("How do I", "How do I");

        one.metadata.nameAutomatically(key, "🌿".repeat(300));

        assertThat(one.document(id).getString("title")).isEqualTo("🌿".repeat(200));
    }

    @Test
    void renamingByHandWinsAgainstTheModelHoweverTheyMeet() {
        for (int i = 0; i < 20; i++) {
            name("How do I", "How do I");
            together(2, writer -> {
                if (writer == 0) {
                    one.metadata.nameAutomatically(key, "Automatic");
                } else {
                    rename(other, "By hand");
                }
            });
            assertThat(one.document(id).getString("title")).isEqualTo("By hand");
        }
    }

    @Test
    void somebodyElsesConversationIsNotFound() {
        assertThatExceptionOfType(ConversationNotFoundException.class)
                .isThrownBy(
                        () -> one.metadata.addThinkingTime(ConversationKey.of(new ObjectId().toHexString(), id), 1));
        assertThatExceptionOfType(ConversationNotFoundException.class)
                .isThrownBy(() -> one.metadata.nameAutomatically(ConversationKey.of(ada, "x"), "y"));
    }

    private Document metadata() {
        return one.document(id).get("metadata", Document.class);
    }

    private void name(String title, String automatic) {
        change(new Document("autoTitle", automatic));
        rename(one, title);
    }

    private void rename(BareNode node, String title) {
        node.conversations.change(key, Precondition.NONE, ConversationUpdate.NOTHING.withTitle(title));
    }

    private void change(Document metadata) {
        one.conversations.change(key, Precondition.NONE, ConversationUpdate.NOTHING.withMetadata(metadata));
    }
}
