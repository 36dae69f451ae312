package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;

class StoredMessageTest {
    @Test
    void olderProgramsWroteTypeForRole() {
        assertThat(message("{type: 'user', content: 'Hi'}").role()).isEqualTo(Role.USER);
        assertThat(message("{role: 'agent', content: 'Hi'}").role()).isEqualTo(Role.ASSISTANT);
        assertThat(message("{role: 'TOOL', content: 'Hi'}").role()).isEqualTo(Role.TOOL);
    }

    @Test
    void anObjectAsContentIsShownAsJson() {
        assertThat(message("{role: 'assistant', content: {text: 'Hi', n: 1}}").content())
                .isEqualTo("{\"text\": \"Hi\", \"n\": 1}");
        assertThat(message("{role: 'assistant', content: ['a', 2]}").content()).isEqualTo("[\"a\", 2]");
    }

    @Test
    void datesAreReadAsDateAndAsString() {
        Instant time = Instant.parse("2024-01-15T10:30:00.5Z");

        assertThat(message("{timestamp: {$date: '2024-01-15T10:30:00.5Z'}}").timestamp())
                .contains(time);
        assertThat(message("{timestamp: '2024-01-15T10:30:00.500000'}").timestamp())
                .contains(time);
        assertThat(message("{timestamp: 'never'}").timestamp()).isEmpty();
    }

    @Test
    void nullsAreAbsent() {
        StoredMessage message = message("{role: 'user', content: null, metrics: null, model: null}");

        assertThat(message.content()).isEmpty();
        assertThat(message.metrics()).isEmpty();
        assertThat(message.model()).isEmpty();
        assertThat(message.id()).isEmpty();
    }

    @Test
    void whatIsNoDocumentIsTheAssistantsText() {
        StoredMessage message = StoredMessage.of(new BsonString("Hi"));

        assertThat(message.role()).isEqualTo(Role.ASSISTANT);
        assertThat(message.content()).isEqualTo("Hi");
    }

    @Test
    void aPreviewIsCutBetweenCharactersHoweverLongTheyAre() {
        for (String character : new String[] {"a", "ü", "語", "🚣"}) {
            String shown = character.repeat(160);

            assertThat(preview("'" + character.repeat(2_000) + "'")).isEqualTo(shown);
            assertThat(preview("'" + shown + "'")).isEqualTo(shown);
            assertThat(Preview.beginning(character.repeat(2_000))).isEqualTo(shown);
            assertThat(Preview.beginning("a" + character.repeat(200))).isEqualTo("a" + character.repeat(159));
        }
        assertThat(preview("'short'")).isEqualTo("short");
        assertThat(preview("''")).isEmpty();
        assertThat(preview("['ab']")).isEqualTo("[\"ab\"]");
    }

    private static String preview(String content) {
        return message("{content: " + content + "}").preview();
    }

    private static StoredMessage message(String json) {
        return StoredMessage.of(BsonDocument.parse(json));
    }
}
