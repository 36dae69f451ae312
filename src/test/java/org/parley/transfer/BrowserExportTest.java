package org.parley.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.parley.intake.ImportedConversation;
import org.parley.intake.ImportedMessage;

class BrowserExportTest {
    private static List<Entry> entries;

    @BeforeAll
    static void read() throws WrongFileException {
        entries = Exports.entries(Exports.fixture("browser.json"));
    }

    @Test
    void everyConversationIsHandedOut() {
        assertThat(entries).hasSize(5).allMatch(Entry::readable);
        assertThat(entries).extracting(Entry::position).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void anOrdinaryConversationIsReadWhole() {
        ImportedConversation pesto = conversation(1);
        assertThat(pesto.sourceId()).isEqualTo("1705312200000");
        assertThat(pesto.title()).isEqualTo("Pasta al pesto");
        assertThat(pesto.status()).isEqualTo("active");
        assertThat(pesto.createdAt()).contains(Instant.parse("2024-01-15T10:30:00.000Z"));
        assertThat(pesto.updatedAt()).contains(Instant.parse("2024-01-15T10:30:02.500Z"));
        assertThat(pesto.metadata())
                .isEqualTo(Map.of(
                        "thinkingTimes",
                        List.of(2.5, 3.1),
                        "averageThinkingTime",
                        2.8,
                        "totalThinkingTime",
                        5.6,
                        "responseCount",
                        2));
        assertThat(pesto.messages()).extracting(ImportedMessage::role).containsExactly("user", "assistant");
        ImportedMessage answer = pesto.messages().get(1);
        assertThat(answer.content()).isEqualTo("Basilico, pinoli, aglio, olio, Parmigiano. 🌿");
        assertThat(answer.timestamp()).contains(Instant.parse("2024-01-15T10:30:02.500Z"));
        assertThat(answer.model()).contains("llama3.2");
        assertThat(answer.metrics()).containsEntry("totalTime", 2.5).containsEntry("totalTokens", 48);
        assertThat(answer.kept()).isEmpty();
    }

    @Test
    void anUntouchedConversationArrivesEmpty() {
        assertThat(conversation(2).title()).isEqualTo("New Conversation");
        assertThat(conversation(2).messages()).isEmpty();
        assertThat(conversation(2).metadata()).isEmpty();
    }

    @Test
    void aWelcomeIsAConversationAndNumbersServeAsIdsAndTimes() {
        ImportedConversation welcome = conversation(3);
        assertThat(welcome.sourceId()).isEqualTo("1705312200002");
        assertThat(welcome.createdAt()).contains(Instant.parse("2024-01-16T10:00:00Z"));
        assertThat(welcome.messages()).singleElement().satisfies(message -> {
            assertThat(message.role()).isEqualTo("assistant");
            assertThat(message.id()).contains("1");
            assertThat(message.timestamp()).contains(Instant.parse("2024-01-16T10:00:00Z"));
            assertThat(message.metrics()).isEmpty();
        });
        assertThat(welcome.metadata()).containsEntry("responseCount", 0).doesNotContainKey("isLoading");
    }

    @Test
    void contentsOfEveryKindBecomeTextAndLoseNothing() {
        assertThat(conversation(4).messages())
                .extracting(ImportedMessage::content)
                .containsExactly(
                        "ترجم: «أحبك» إلى العبرية",
                        "אני אוהב אותך",
                        "{\"text\":\"שלום\",\"language\":\"he\",\"confidence\":0.98}",
                        "one\n\ntwo",
                        "[{\"image\":\"https://example.org/a.png\"},7,null]",
                        "Request failed",
                        "Antworte auf Deutsch.",
                        "",
                        "हिन्दी, 中文, 日本語, 한국어, ไทย, Ελληνικά, Русский, 👩‍👩‍👧‍👦");
        assertThat(message(4, 3).kept()).containsEntry("content", "[\"one\",{\"type\":\"text\",\"text\":\"two\"}]");
    }

    @Test
    void whoSpokeIsReadFromTypeOrRoleAndUnknownOnesAreNoted() {
        assertThat(conversation(4).messages())
                .extracting(ImportedMessage::role)
                .containsExactly(
                        "user",
                        "assistant",
                        "assistant",
                        "assistant",
                        "user",
                        "assistant",
                        "system",
                        "assistant",
                        "user");
        assertThat(message(4, 0).kept()).isEmpty();
        assertThat(message(4, 1).kept()).containsEntry("type", "message");
        assertThat(message(4, 5).kept()).containsEntry("type", "error").containsEntry("retryable", true);
        assertThat(entries.get(3).notes()).contains("a message of type \"error\" is kept as the assistant's");
    }

    @Test
    void timesInSeveralFormsAreReadAndOthersAreKeptAsTheyAre() {
        assertThat(conversation(4).createdAt()).contains(Instant.parse("2024-02-01T09:14:59.123Z"));
        assertThat(conversation(4).updatedAt()).isEmpty();
        assertThat(message(4, 0).timestamp()).contains(Instant.parse("2024-02-01T09:15:00Z"));
        assertThat(message(4, 1).timestamp()).contains(Instant.parse("2024-02-01T07:15:04Z"));
        assertThat(message(4, 2).timestamp()).isEmpty();
        assertThat(message(4, 8).timestamp()).isEmpty();
        assertThat(message(4, 8).kept()).containsEntry("timestamp", "gestern um halb neun");
    }

    @Test
    void metadataKeysThatADocumentCannotHoldAreRenamedAndReported() {
        assertThat(conversation(4).metadata())
                .containsEntry("theme_colour", "blue")
                .containsEntry("_pinned", true)
                .containsEntry("nested", Map.of("a_b", List.of(1, 2.5, 12345678901L)))
                .containsEntry("folder", "Sprachen");
        assertThat(entries.get(3).notes()).contains("the key \"$pinned\" is kept as \"_pinned\"");
    }

    @Test
    void withoutIdTitleAndTimesItIsRecognisedByItsContent() {
        assertThat(conversation(5).sourceId()).startsWith("content:");
        assertThat(conversation(5).title()).isEqualTo("New Conversation");
        assertThat(conversation(5).createdAt()).isEmpty();
    }

    private static ImportedConversation conversation(int position) {
        return entries.get(position - 1).conversation().orElseThrow();
    }

    private static ImportedMessage message(int position, int index) {
        return conversation(position).messages().get(index);
    }
}
