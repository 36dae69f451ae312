package org.parley.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.json.Json;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parley.intake.ConversationImport;
import org.parley.intake.ImportedConversation;
import org.parley.intake.ImportedMessage;

class ConversationReaderTest {
    private final List<String> notes = new ArrayList<>();

    @Test
    void aLongTitleIsCutBetweenCharactersAndKeptWhole() throws Exception {
        String title = "🦉".repeat(150);

        ImportedConversation read = read("{'title': '" + title + "', 'messages': []}");

        assertThat(read.title()).hasSizeLessThanOrEqualTo(200).startsWith("🦉").endsWith("🦉…");
        assertThat(read.metadata()).containsEntry("original_title", title);
        assertThat(notes).singleElement().asString().contains("title");
    }

    @Test
    void aTitleOverSeveralLinesBecomesOneLine() throws Exception {
        ImportedConversation read = read("{'title': ' First\\nsecond ', 'messages': []}");

        assertThat(read.title()).isEqualTo(" First second ");
        assertThat(read.metadata()).containsEntry("original_title", " First\nsecond ");
    }

    @Test
    void halfAnEmojiIsReplacedInTheTextAndKeptSpelledOut() throws Exception {
        ImportedMessage message = onlyMessage("{'type': 'user', 'content': 'cut \\ud83d'}");

        assertThat(message.content()).isEqualTo("cut \uFFFD");
        assertThat(message.kept()).containsEntry("content", "\"cut \\ud83d\"");
    }

    @Test
    void nulAndControlCharactersOfAMessageStay() throws Exception {
        assertThat(onlyMessage("{'type': 'user', 'content': 'a\\u0000b\\u0007'}")
                        .content())
                .isEqualTo("a\0b\7");
    }

    @Test
    void aContentLongerThanADocumentHoldsFailsWithItsSize() {
        String huge = "é".repeat(ConversationImport.MAX_CONTENT_BYTES / 2 + 1);

        assertThatExceptionOfType(UnreadableConversationException.class)
                .isThrownBy(() -> onlyMessage("{'type': 'user', 'content': '" + huge + "'}"))
                .withMessageContaining("" + (ConversationImport.MAX_CONTENT_BYTES + 2));
    }

    @Test
    void aMessageThatIsNoObjectIsKept() throws Exception {
        assertThat(onlyMessage("'just text'").content()).isEqualTo("just text");
        assertThat(read("{'messages': [null]}").messages()).isEmpty();
    }

    @Test
    void rolesOfOtherNamesAreMappedAndTheirNamesKept() throws Exception {
        assertThat(onlyMessage("{'sender': 'Human', 'text': 'x'}"))
                .returns("user", ImportedMessage::role)
                .returns("x", ImportedMessage::content)
                .returns(Map.of("sender", "Human"), ImportedMessage::kept);
        assertThat(onlyMessage("{'type': 'bot', 'content': 'x'}").role()).isEqualTo("assistant");
    }

    @Test
    void whatIsNestedTooDeepForADocumentIsKeptAsText() throws Exception {
        ImportedConversation read = read("{'messages': [], 'deep': " + "[".repeat(60) + "'x'" + "]".repeat(60) + "}");

        assertThat(read.metadata().get("deep").toString()).contains("[\"x\"]");
        assertThat(notes).singleElement().asString().contains("deeper");
    }

    @Test
    void keysThatBecomeTheSameStayApart() throws Exception {
        assertThat(read("{'messages': [], 'metadata': {'a_b': 1, 'a.b': 2, '': 3, '\\u0000': 4}}")
                        .metadata())
                .isEqualTo(Map.of("a_b", 1, "a_b_", 2, "_", 3, "__", 4));
    }

    @Test
    void numbersKeepTheirValue() throws Exception {
        assertThat(read("{'messages': [], 'n': [1.0, 2147483648, 1e3, 123456789012345678901, 0.1]}")
                        .metadata())
                .isEqualTo(Map.of("n", List.of(1.0, 2147483648L, 1000, "123456789012345678901", 0.1)));
    }

    @Test
    void aLaterExportOfAConversationWithoutIdIsRecognised() throws Exception {
        String beginning = "{'title': 't', 'createdAt': '2024-01-01', 'messages': [{'type': 'user', 'content': 'a'}";

        assertThat(read(beginning + ", {'type': 'assistant', 'content': 'b'}]}").sourceId())
                .isEqualTo(read(beginning + "]}").sourceId())
                .isNotEqualTo(read(beginning.replace("'a'", "'c'") + "]}").sourceId());
    }

    private ImportedMessage onlyMessage(String message) throws UnreadableConversationException {
        return read("{'messages': [" + message + "]}").messages().get(0);
    }

    private ImportedConversation read(String json) throws UnreadableConversationException {
        notes.clear();
        return new ConversationReader(notes::add)
                .read(Json.createReader(new StringReader(json.replace('\'', '"')))
                        .readObject());
    }
}
