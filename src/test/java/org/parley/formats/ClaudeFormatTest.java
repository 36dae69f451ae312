package org.parley.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.formats.FormatCase.shape;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parley.intake.ImportedMessage;

class ClaudeFormatTest {
    private final FormatCase format = new FormatCase();

    @Test
    void aListOfMessagesIsReadInItsOrder() throws Exception {
        Reading read = format.only("""
                {'uuid': 'u-1', 'name': '', 'summary': 'About bread', 'created_at': '2024-05-01T09:40:00.123456Z',
                 'updated_at': '2024-05-01T10:00:00.000000Z', 'account': {'uuid': 'a'}, 'chat_messages': [
                   {'uuid': 'm1', 'sender': 'human', 'text': 'Hello', 'created_at': '2024-05-01T09:40:01.000000Z',
                    'attachments': [{'file_name': 'a.txt', 'file_type': 'text/plain', 'file_size': 3, 'extracted_content': 'abc'}],
                    'files': [{'file_name': 'b.png', 'file_uuid': 'f'}]},
                   {'uuid': 'm2', 'sender': 'assistant', 'text': 'Hi', 'created_at': '2024-05-01T09:40:02.000000Z'}]}""");

        assertThat(read.conversation().sourceId()).isEqualTo("claude:u-1");
        assertThat(read.conversation().title()).isEqualTo("New Conversation");
        assertThat(read.conversation().createdAt()).contains(Instant.parse("2024-05-01T09:40:00.123Z"));
        assertThat(read.conversation().metadata()).containsEntry("summary", "About bread");
        assertThat(shape(read.conversation())).containsExactly("user:Hello<-1", "assistant:Hi<0");
        assertThat(read.conversation().messages().get(0).kept())
                .containsEntry(
                        "attachments",
                        List.of(
                                Map.of("name", "a.txt", "media_type", "text/plain", "size", 3L, "text", "abc"),
                                Map.of("name", "b.png", "source_id", "f")));
        assertThat(read.notInFile()).containsExactlyInAnyOrder(NotInFile.MODELS, NotInFile.FILES);
    }

    @Test
    void blocksAreTextThoughtsAndTools() throws Exception {
        ImportedMessage answer = format.only("""
                {'uuid': 'u', 'name': 'x', 'chat_messages': [{'uuid': 'm', 'sender': 'assistant', 'text': '', 'content': [
                  {'type': 'thinking', 'thinking': 'Hmm', 'start_timestamp': '2026-01-01T00:00:00Z',
                   'stop_timestamp': '2026-01-01T00:00:02.500Z'},
                  {'type': 'text', 'text': 'First.'},
                  {'type': 'tool_use', 'id': 't', 'name': 'search', 'input': {'q': 'bread'}},
                  {'type': 'tool_result', 'tool_use_id': 't', 'name': 'search', 'content': [{'type': 'text', 'text': 'Found'}]},
                  {'type': 'text', 'text': 'Second.'}]}]}""").conversation().messages().get(0);

        assertThat(answer.content()).isEqualTo("First.\n\nSecond.");
        assertThat(answer.kept())
                .containsEntry("reasoning", "Hmm")
                .containsEntry("reasoning_time", 2.5)
                .containsEntry(
                        "tool_calls",
                        List.of(Map.of(
                                "id", "t", "name", "search", "arguments", Map.of("q", "bread"), "result", "Found")));
    }

    @Test
    void parentsMakeATree() throws Exception {
        Reading read = format.only("""
                {'uuid': 'u', 'name': 'x', 'current_leaf_message_uuid': 'b1', 'chat_messages': [
                  {'uuid': 'a', 'sender': 'human', 'text': 'Q', 'created_at': '2026-01-01T00:00:01Z',
                   'parent_message_uuid': '00000000-0000-4000-8000-000000000000'},
                  {'uuid': 'b2', 'sender': 'assistant', 'text': 'Second', 'created_at': '2026-01-01T00:00:03Z',
                   'parent_message_uuid': 'a'},
                  {'uuid': 'b1', 'sender': 'assistant', 'text': 'First', 'created_at': '2026-01-01T00:00:02Z',
                   'parent_message_uuid': 'a'}]}""");

        assertThat(shape(read.conversation())).containsExactly("user:Q<-1", "assistant:First<0", "assistant:Second<0");
        assertThat(read.conversation().metadata()).containsEntry("branch", Map.of("head", 1, "of", 3));
    }

    @Test
    void theTextOfAFileIsCutBetweenCharacters() throws Exception {
        String text = "x".repeat((1 << 20) - 1) + "🦉";

        ImportedMessage message = format.only("{'chat_messages': [{'sender': 'human', 'text': 'Q', 'attachments':"
                        + " [{'file_name': 'a', 'extracted_content': '" + text + "'}]}]}")
                .conversation()
                .messages()
                .get(0);

        assertThat(message.kept())
                .containsEntry("attachments", List.of(Map.of("name", "a", "text", "x".repeat((1 << 20) - 1))));
    }
}
