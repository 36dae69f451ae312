package org.parley.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.json.Json;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Rows;

class ExportFileTest {
    private static final String LIST = "[{\"id\": \"a\", \"title\": \"Ω\", \"messages\": []}]";

    @TempDir
    Path directory;

    @Test
    void aDumpOfTheBrowsersStorageHoldsTheListAsTextOrAsItself() throws Exception {
        for (String wrapper : new String[] {"ai-chat-conversations", "conversations"}) {
            for (Object value : new Object[] {LIST, Json.createValue(LIST)}) {
                Path file = Exports.file(directory, "{\"theme\": {\"dark\": [1]}, \"" + wrapper + "\": " + value + "}");
                assertThat(Exports.entries(file)).singleElement().matches(Entry::readable);
            }
        }
    }

    @Test
    void aNumberThatWouldFillTheMemoryWhenSpelledOutStaysShort() throws Exception {
        Path file = Exports.file(directory, "[{\"id\": 1e999999999, \"title\": \"t\", \"messages\": []}]");

        assertThat(Exports.entries(file))
                .singleElement()
                .extracting(entry -> entry.conversation().orElseThrow().sourceId())
                .isEqualTo("1E+999999999");
    }

    @Test
    void aNumberBeyondAllBoundsIsAWrongFile() throws Exception {
        Path file = Exports.file(directory, "[{\"id\": 1e99999999999, \"title\": \"t\", \"messages\": []}]");

        assertThatExceptionOfType(WrongFileException.class)
                .isThrownBy(() -> Exports.entries(file))
                .withMessageContaining("exponent");
    }

    @Test
    void theTextOfTheListAloneIsRead() throws Exception {
        Path file = Exports.file(directory, Json.createValue(LIST).toString());
        assertThat(Exports.entries(file)).singleElement().matches(Entry::readable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void unicodeIsReadWithAndWithoutItsByteOrderMark(String charset) throws Exception {
        for (String mark : new String[] {"", "\uFEFF"}) {
            Path file = Exports.file(directory, mark + LIST, Charset.forName(charset));
            assertThat(Exports.entries(file))
                    .singleElement()
                    .extracting(entry -> entry.title().orElseThrow())
                    .isEqualTo("Ω");
        }
    }

    @Test
    void anEmptyListIsAFileWithNothingToDo() throws Exception {
        assertThat(size(Exports.file(directory, "[]"))).isZero();
        assertThat(size(Exports.file(directory, "{\"ai-chat-conversations\": \"[]\"}")))
                .isZero();
    }

    @Test
    void theSettingsExportIsNamed() {
        assertRefused(Exports.fixture("settings-export.json"), "settings export");
        assertRefused(Exports.fixture("settings-export.json"), "Export Conversations");
    }

    @Rows({
        "[{'title': 'x', 'mapping': {}, 'current_node': 'a'}] | 1",
        "{'conversations': [{'title': 'x', 'mapping': {}}, {'mapping': {}}]} | 2",
        "[{'id': 'x', 'mapping': {}, 'inserted_at': ''}] | 1",
        "[{'uuid': 'x', 'name': '', 'chat_messages': []}] | 1",
        "{'conversationId': 'x', 'title': 't', 'messages': []} | 1",
        "[{'id': 'x', 'title': 't', 'chat': {}, 'archived': false}] | 1",
        "{'id': 'x', 'chat': {}, 'archived': false} {'id': 'y', 'chat': {}, 'archived': false} | 2",
        "[{'id': 'x', 'conversations': [{'from': 'human', 'value': 'hi'}]}] | 1",
        "{'conversations': [{'from': 'human', 'value': 'hi'}, {'from': 'gpt', 'value': 'ho'}]} | 1",
        "{'conversations': [{'from': 'human', 'value': '1'}]} {'conversations': [{'from': 'human', 'value': '2'}]} | 2",
        "{'version': 4, 'history': [{'name': 'a', 'messages': []}, {'name': 'b', 'messages': []}], 'folders': []} | 2",
        "{'exportType': 'all', 'state': {'messages': [{'id': 'm', 'role': 'user', 'content': 'x'}]}, 'version': 7} | 1",
        "[{'title': 'x', 'rootMessageId': 'r', 'messages': []}] | 1",
    })
    void filesOfOtherProgramsAreRead(String json, int conversations) throws Exception {
        Path file = Exports.file(directory, json.replace('\'', '"'));

        assertThat(size(file)).isEqualTo(conversations);
        assertThat(Exports.entries(file)).hasSize(conversations).allMatch(Entry::readable);
    }

    @Test
    void aFolderAmongConversationsFailsAlone() throws Exception {
        assertThat(Exports.entries(Exports.file(directory, "[{\"folder\": 1}, {\"id\": \"x\", \"mapping\": {}}]")))
                .extracting(Entry::readable)
                .containsExactly(false, true);
    }

    @Rows({
        "[{'role': 'user', 'content': 'hi'}] | a list of messages",
        "[{'from': 'human', 'value': 'hi'}] | a list of messages",
        "[1, 2] | no conversations",
        "{} | no conversations",
        "{'name': 'parley', 'version': 1} | has the fields name, version",
        "   | nothing but blanks",
    })
    void filesWithoutConversationsAreNamed(String json, String named) throws Exception {
        assertRefused(Exports.file(directory, json == null ? "  \n" : json.replace('\'', '"')), named);
    }

    @Test
    void whatIsNoFileIsNamed() throws Exception {
        assertRefused(directory, "is a directory");
        assertRefused(directory.resolve("missing.json"), "does not exist");
        assertRefused(Exports.file(directory, ""), "is empty");
        assertRefused(Exports.file(directory, "PK\3\4"), "no whole ZIP");
        assertRefused(Exports.file(directory, "<!DOCTYPE html>"), "line 1, column 1");
        assertRefused(Exports.file(directory, "[\"grün\"]", StandardCharsets.ISO_8859_1), "not text in UTF-8");
    }

    @Test
    void brokenJsonIsNamedWithItsPlace() throws Exception {
        assertRefused(Exports.file(directory, "[\n  {\"id\": 1, oops}\n]"), "line 2, column 13");
        assertRefused(Exports.file(directory, "{\"id\": 1, \"messages\": []}\n{\"id\": 2,}\n"), "line 2, column 10");
        assertRefused(Exports.file(directory, LIST + "]"), "not valid JSON");
        assertRefused(Exports.file(directory, LIST + "\n" + LIST), "one export at a time");
    }

    @Test
    void aFileThatWasCutOffAnywhereIsRefused() throws Exception {
        String json = Files.readString(Exports.fixture("browser.json")).strip();
        for (int length = 1; length < json.length(); length += 7) {
            assertRefused(Exports.file(directory, json.substring(0, length)), "cut off");
        }
        assertRefused(Exports.file(directory, json.substring(0, json.length() - 1)), "cut off");
    }

    @Test
    void anEntryThatIsNoConversationFailsAlone() throws Exception {
        assertThat(Exports.entries(Exports.file(
                        directory,
                        "[{\"id\": 1, \"messages\": []}, null, {\"id\": 2}, {\"id\": 3, \"messages\": \"x\"},"
                                + " {\"server\": 1, \"ui\": 2, \"exportDate\": 3}]")))
                .extracting(entry -> entry.reason().orElse(null))
                .satisfiesExactly(
                        reason -> assertThat(reason).isNull(),
                        reason -> assertThat(reason).contains("not even an object"),
                        reason -> assertThat(reason).contains("no messages"),
                        reason -> assertThat(reason).contains("not a list"),
                        reason -> assertThat(reason).contains("settings export"));
    }

    @Test
    void identicalConversationsWithoutIdsAreToldApart() throws Exception {
        assertThat(Exports.entries(Exports.file(directory, "[{\"messages\": []}, {\"messages\": []}]")))
                .extracting(entry -> entry.conversation().orElseThrow().sourceId())
                .doesNotHaveDuplicates();
    }

    private static int size(Path file) throws WrongFileException {
        try (ExportFile export = ExportFile.check(file)) {
            return export.size();
        }
    }

    private static void assertRefused(Path file, String why) {
        assertThatExceptionOfType(WrongFileException.class)
                .isThrownBy(() -> ExportFile.check(file))
                .withMessageContaining(why)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("\n"));
    }
}
