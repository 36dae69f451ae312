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
        assertThat(ExportFile.check(Exports.file(directory, "[]")).size()).isZero();
        assertThat(ExportFile.check(Exports.file(directory, "{\"ai-chat-conversations\": \"[]\"}"))
                        .size())
                .isZero();
    }

    @Test
    void theSettingsExportIsNamed() {
        assertRefused(Exports.fixture("settings-export.json"), "settings export");
        assertRefused(Exports.fixture("settings-export.json"), "Export Conversations");
    }

    @Rows({
        "[{'title': 'x', 'mapping': {}, 'current_node': 'a'}] | a ChatGPT export",
        "{'conversations': [{'title': 'x', 'mapping': {}}]} | a ChatGPT export",
        "[{'folder': 1}, {'id': 'x', 'mapping': {}, 'inserted_at': ''}] | a DeepSeek export",
        "[{'uuid': 'x', 'name': '', 'chat_messages': []}] | a Claude export",
        "{'conversationId': 'x', 'title': 't', 'messages': []} | a LibreChat export",
        "[{'id': 'x', 'title': 't', 'chat': {}, 'archived': false}] | an Open WebUI export",
        "[{'id': 'x', 'conversations': [{'from': 'human', 'value': 'hi'}]}] | a ShareGPT export",
        "{'version': 4, 'history': [], 'folders': [], 'prompts': []} | a chatbot-ui export",
        "{'exportType': 'all', 'state': {}, 'version': 7} | a LobeChat export",
        "[{'title': 'x', 'rootMessageId': 'r', 'messages': []}] | a chat-ui export",
        "[{'role': 'user', 'content': 'hi'}] | a list of messages",
        "[1, 2] | no conversations",
        "{} | no conversations",
        "{'name': 'parley', 'version': 1} | has the fields name, version",
        "   | nothing but blanks",
    })
    void filesOfOthersAreNamed(String json, String named) throws Exception {
        assertRefused(Exports.file(directory, json == null ? "  \n" : json.replace('\'', '"')), named);
    }

    @Test
    void whatIsNoFileIsNamed() throws Exception {
        assertRefused(directory, "is a directory");
        assertRefused(directory.resolve("missing.json"), "does not exist");
        assertRefused(Exports.file(directory, ""), "is empty");
        assertRefused(Exports.file(directory, "PK\3\4"), "compressed archive");
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
                                + " {\"chat_messages\": []}]")))
                .extracting(entry -> entry.reason().orElse(null))
                .satisfiesExactly(
                        reason -> assertThat(reason).isNull(),
                        reason -> assertThat(reason).contains("not even an object"),
                        reason -> assertThat(reason).contains("no messages"),
                        reason -> assertThat(reason).contains("not a list"),
                        reason -> assertThat(reason).contains("Claude"));
    }

    @Test
    void identicalConversationsWithoutIdsAreToldApart() throws Exception {
        assertThat(Exports.entries(Exports.file(directory, "[{\"messages\": []}, {\"messages\": []}]")))
                .extracting(entry -> entry.conversation().orElseThrow().sourceId())
                .doesNotHaveDuplicates();
    }

    private static void assertRefused(Path file, String why) {
        assertThatExceptionOfType(WrongFileException.class)
                .isThrownBy(() -> ExportFile.check(file))
                .withMessageContaining(why)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("\n"));
    }
}
