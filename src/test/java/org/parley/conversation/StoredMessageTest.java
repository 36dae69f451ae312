package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.parley.platform.JsonFactory;

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
    void aPreviewIsCutBetweenCharactersHoweverLongTheyAre() throws IOException {
        for (String character : new String[] {"a", "ü", "語", "🚣"}) {
            String content = character.repeat(2_000);

            assertThat(preview("'" + content + "'", 160)).isEqualTo('"' + character.repeat(160) + '"');
        }
        assertThat(preview("'short'", 160)).isEqualTo("\"short\"");
        assertThat(preview("'a🚣'", 1)).isEqualTo("\"a\"");
        assertThat(preview("''", 1)).isEqualTo("\"\"");
        assertThat(preview("['ab']", 3)).isEqualTo("\"[\\\"a\"");
    }

    private static String preview(String content, int characters) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonFactory.writer(out)) {
            message("{content: " + content + "}").writePreview(json, characters);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static StoredMessage message(String json) {
        return StoredMessage.of(BsonDocument.parse(json));
    }
}
