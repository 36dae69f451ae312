package org.parley.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.intake.ImportedConversation;
import org.parley.message.FinishReason;

class BackendFormatTest {
    @TempDir
    Path directory;

    @Test
    void extendedJsonIsUnwrappedAndTheOwnerOfTheFileIsForgotten() throws WrongFileException {
        ImportedConversation trip = Exports.entries(Exports.fixture("backend.json"))
                .get(0)
                .conversation()
                .orElseThrow();

        assertThat(trip.sourceId()).isEqualTo("65a50a7c0000000000000001");
        assertThat(trip.title()).isEqualTo("Reisplanung nach Kyōto");
        assertThat(trip.status()).isEqualTo("archived");
        assertThat(trip.tags()).containsExactly("travel", "日本");
        assertThat(trip.createdAt()).contains(Instant.parse("2024-03-01T12:00:00Z"));
        assertThat(trip.updatedAt()).contains(Instant.parse("2024-03-01T12:00:06Z"));
        assertThat(trip.metadata())
                .isEqualTo(Map.of("thinkingTimes", List.of(1.5), "responseCount", 1, "total_tokens", 73));
        assertThat(trip.messages())
                .extracting(message -> message.id().orElse(null))
                .containsExactly("m1", "m2", null);
        assertThat(trip.messages())
                .extracting(message -> message.timestamp().orElseThrow().toString())
                .containsExactly("2024-03-01T12:00:00Z", "2024-03-01T12:00:05Z", "2024-03-01T12:00:06Z");
    }

    @Test
    void oneConversationPerLineIsRead() throws WrongFileException {
        List<Entry> entries = Exports.entries(Exports.fixture("backend-lines.json"));

        assertThat(entries)
                .flatExtracting(entry -> entry.title().stream().toList())
                .containsExactly("Première", "Deuxième");
        assertThat(entries.get(1).conversation().orElseThrow().status()).isEqualTo("active");
        assertThat(entries.get(1).conversation().orElseThrow().metadata()).containsEntry("status", "deleted");
        assertThat(entries.get(1).notes()).containsExactly("the status \"deleted\" is kept in the metadata");
    }

    @Test
    void objectsThatFollowOneAnotherOverSeveralLinesAreReadToo() throws Exception {
        assertThat(read("{\n \"id\": 1,\n \"messages\": []\n}\n{\n \"id\": 2,\n \"messages\": []\n}"))
                .extracting(entry -> entry.conversation().orElseThrow().sourceId())
                .containsExactly("1", "2");
    }

    @Test
    void aSingleConversationIsAFileToo() throws Exception {
        assertThat(read("{\"id\": \"a\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"))
                .singleElement()
                .matches(Entry::readable);
    }

    @Test
    void aDatabaseDocumentThatLacksItsOlderMessagesIsRefused() throws Exception {
        assertThat(read("[{\"_id\": \"a\", \"messages\": [], \"segment_count\": 2}]"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason().orElseThrow()).contains("only its newest messages"));
    }

    @Test
    void branchesAndWhyAnAnswerIsNotWholeAreReadAndOtherProgramsWordsKept() throws Exception {
        ImportedConversation tree = read("{\"id\": \"a\", \"branches\": [{\"seq\": 2, \"parent\": 0}], \"messages\": ["
                        + "{\"role\": \"user\", \"content\": \"Hi\", \"parent\": -1},"
                        + "{\"role\": \"assistant\", \"content\": \"\", \"finish_reason\": \"interrupted\"},"
                        + "{\"role\": \"assistant\", \"content\": \"Hello\", \"parent\": 0, \"finish_reason\": \"stop\"},"
                        + "{\"role\": \"user\", \"content\": \"Bye\", \"parent\": \"65a5\"},"
                        + "{\"role\": \"user\", \"content\": \"Bye\", \"parent\": 1e300}]}")
                .get(0)
                .conversation()
                .orElseThrow();

        assertThat(tree.metadata()).isEmpty();
        assertThat(tree.messages())
                .extracting(message -> message.parent().orElse(null))
                .containsExactly(-1, null, 0, null, null);
        assertThat(tree.messages())
                .extracting(message -> message.finishReason().orElse(null))
                .containsExactly(null, FinishReason.INTERRUPTED, null, null, null);
        assertThat(tree.messages().get(2).kept()).isEqualTo(Map.of("finish_reason", "stop"));
        assertThat(tree.messages().get(3).kept()).isEqualTo(Map.of("parent", "65a5"));
        assertThat(tree.messages().get(4).kept()).containsKey("parent");
    }

    private List<Entry> read(String json) throws IOException, WrongFileException {
        return Exports.entries(Exports.file(directory, json));
    }
}
