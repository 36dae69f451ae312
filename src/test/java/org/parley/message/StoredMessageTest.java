package org.parley.message;

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
    void aContentInPartsIsTheTextOfItsParts() {
        assertThat(message("{content: [{type: 'text', text: 'Hi'}]}").content()).isEqualTo("Hi");
        assertThat(message("{content: {type: 'text', text: 'Hi'}}").content()).isEqualTo("Hi");
        assertThat(message("{content: [{type: 'image_url', image_url: {url: 'data:'}}, {type: 'input_text', text: 'What"
                                + " is this?'}, 'Say it', {type: 'output_text', text: {value: 'A boat', annotations: []}},"
                                + " {type: 'text', text: 7}, null]}")
                        .content())
                .isEqualTo("What is this?\n\nSay it\n\nA boat");
        assertThat(message("{content: [{type: 'thinking', thinking: 'Hm'}, {type: 'text', text: 'ab'}]}")
                        .content())
                .isEqualTo("ab");
        assertThat(message("{content: [{type: 'image_url'}]}").content()).isEqualTo("[{\"type\": \"image_url\"}]");
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
    void theBeginningHoldsAsManyCharactersAsWereAskedForHoweverLongTheyAre() {
        for (String character : new String[] {"a", "ü", "語", "🚣"}) {
            String content = character.repeat(2_000);

            assertThat(message("{content: '" + content + "'}").beginning(160))
                    .startsWith(character.repeat(160))
                    .hasSizeLessThanOrEqualTo(4 * 160);
        }
        assertThat(message("{content: 'short'}").beginning(160)).isEqualTo("short");
        assertThat(message("{content: ['ab']}").beginning(160)).isEqualTo("[\"ab\"]");
    }

    private static StoredMessage message(String json) {
        return StoredMessage.of(BsonDocument.parse(json));
    }
}
