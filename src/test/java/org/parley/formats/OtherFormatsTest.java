package org.parley.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.parley.formats.FormatCase.shape;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.parley.intake.ImportedConversation;
import org.parley.intake.ImportedMessage;
import org.parley.message.FinishReason;
import org.parley.testing.Rows;

/** What arrives of each format, field by field. */
class OtherFormatsTest {
    private final FormatCase format = new FormatCase();

    @Test
    void parleysOwnExportHasEverything() throws Exception {
        ImportedConversation read = format.only("""
                {'format': 'parley', 'version': 1, 'conversation': {'project': 'Baking', 'head': 1, 'id': '65a50a7c1f0c2b3d4e5f6a7b',
                  'user_id': 'u', 'title': 'Bread', 'status': 'archived', 'tags': ['dough'], 'pinned': true, 'project_id': 'p',
                  'created_at': '2024-01-15T10:30:00.000Z', 'updated_at': '2024-01-15T10:32:00.000Z',
                  'metadata': {'thinkingTimes': [2.5], 'branch': {'head': 1, 'of': 3}},
                  'messages': [
                    {'id': 'a', 'seq': 0, 'role': 'user', 'content': 'How?', 'timestamp': '2024-01-15T10:30:00.000Z'},
                    {'id': 'b', 'seq': 1, 'role': 'assistant', 'content': 'So', 'timestamp': '2024-01-15T10:31:00.000Z', 'model': 'm',
                     'reasoning': 'Hm.', 'tool_calls': [{'name': 'oven'}], 'finish_reason': 'stopped'},
                    {'id': 'c', 'seq': 2, 'role': 'assistant', 'content': 'Or so', 'timestamp': '2024-01-15T10:32:00.000Z', 'parent': 0}]}}""").conversation();

        assertThat(read.sourceId()).isEqualTo("parley:65a50a7c1f0c2b3d4e5f6a7b");
        assertThat(read.title()).isEqualTo("Bread");
        assertThat(read.status()).isEqualTo("archived");
        assertThat(read.tags()).containsExactly("dough");
        assertThat(read.pinned()).isTrue();
        assertThat(read.project()).contains("Baking");
        assertThat(read.createdAt()).contains(Instant.parse("2024-01-15T10:30:00Z"));
        assertThat(read.updatedAt()).contains(Instant.parse("2024-01-15T10:32:00Z"));
        assertThat(read.metadata())
                .isEqualTo(Map.of("thinkingTimes", List.of(2.5), "branch", Map.of("head", 1, "of", 3)));
        ImportedMessage answer = read.messages().get(1);
        assertThat(answer.id()).contains("b");
        assertThat(answer.model()).contains("m");
        assertThat(answer.finishReason()).contains(FinishReason.STOPPED);
        assertThat(answer.kept()).isEqualTo(Map.of("reasoning", "Hm.", "tool_calls", List.of(Map.of("name", "oven"))));
        assertThat(read.messages().get(2).parent()).contains(0);
        assertThat(read.messages().get(2).kept()).isEmpty();
    }

    @Rows({"2", "'1'", "null"})
    void anExportOfALaterParleyIsRefused(String version) {
        assertThatExceptionOfType(UnreadableConversationException.class)
                .isThrownBy(() -> format.only(
                        "{'format': 'parley', 'version': " + version + ", 'conversation': {'messages': []}}"))
                .withMessageContaining("later version");
    }

    @Test
    void deepSeekHasFragments() throws Exception {
        ImportedConversation read = format.only("""
                {'id': 'd', 'title': 'x', 'inserted_at': '2025-02-01T08:00:00.000000+08:00', 'updated_at': '2025-02-01T08:10:00+08:00',
                 'mapping': {'root': {'id': 'root', 'parent': null, 'children': ['1'], 'message': null},
                  '1': {'id': '1', 'parent': 'root', 'children': ['2'], 'message': {'model': 'deepseek-chat',
                   'inserted_at': '2025-02-01T08:00:01+08:00', 'fragments': [{'type': 'REQUEST', 'content': 'Hi'}],
                   'files': [{'id': 'f', 'file_name': 'a.pdf', 'file_size': 9}]}},
                  '2': {'id': '2', 'parent': '1', 'children': [], 'message': {'model': 'deepseek-reasoner',
                   'inserted_at': '2025-02-01T08:00:09+08:00', 'fragments': [
                     {'type': 'THINK', 'content': 'Hm.', 'elapsed_secs': 3.5}, {'type': 'RESPONSE', 'content': 'Hello'}]}}}}""").conversation();

        assertThat(read.sourceId()).isEqualTo("deepseek:d");
        assertThat(read.createdAt()).contains(Instant.parse("2025-02-01T00:00:00Z"));
        assertThat(read.updatedAt()).contains(Instant.parse("2025-02-01T00:10:00Z"));
        assertThat(shape(read)).containsExactly("user:Hi<-1", "assistant:Hello<0");
        assertThat(read.messages().get(0).kept())
                .containsEntry("attachments", List.of(Map.of("name", "a.pdf", "size", 9L, "source_id", "f")));
        assertThat(read.messages().get(1).model()).contains("deepseek-reasoner");
        assertThat(read.messages().get(1).kept())
                .containsEntry("reasoning", "Hm.")
                .containsEntry("reasoning_time", 3.5);
    }

    @Test
    void deepSeekAlsoWritesPlainMessages() throws Exception {
        ImportedConversation read = format.only("""
                {'id': 'd', 'inserted_at': '2025-02-01T08:00:00Z', 'mapping': {
                  '1': {'parent': null, 'message': {'role': 'USER', 'content': 'Hi'}},
                  '2': {'parent': '1', 'message': {'role': 'ASSISTANT', 'content': 'Hello', 'reasoning_content': 'Hm.'}}}}""").conversation();

        assertThat(shape(read)).containsExactly("user:Hi<-1", "assistant:Hello<0");
        assertThat(read.messages().get(1).kept()).containsEntry("reasoning", "Hm.");
    }

    @Rows({"messages", "messagesTree"})
    void libreChatNestsItsTree(String field) throws Exception {
        ImportedConversation read = format.only("""
                {'conversationId': 'l', 'endpoint': 'openAI', 'title': 'x', 'exportAt': '10:30:00 AM', 'branches': true,
                 'recursive': true, 'options': {'model': 'gpt-4o', 'promptPrefix': 'Be short.', 'temperature': 1}, '%s': [
                  {'messageId': 'a', 'parentMessageId': '00000000-0000-0000-0000-000000000000', 'sender': 'User', 'text': 'Q',
                   'isCreatedByUser': true, 'createdAt': '2025-03-01T10:00:00.000Z', 'children': [
                    {'messageId': 'b', 'parentMessageId': 'a', 'sender': 'GPT', 'isCreatedByUser': false, 'text': '',
                     'model': 'gpt-4o', 'createdAt': '2025-03-01T10:00:05.000Z', 'tokenCount': 7, 'content': [
                       {'type': 'think', 'think': 'Hm.'}, {'type': 'text', 'text': {'value': 'First'}},
                       {'type': 'tool_call', 'tool_call': {'id': 't', 'name': 'search', 'args': '{}', 'output': 'Found'}},
                       {'type': 'image_file', 'image_file': {'file_id': 'i', 'filename': 'p.png', 'width': 8}}], 'children': []},
                    {'messageId': 'c', 'parentMessageId': 'a', 'sender': 'GPT', 'isCreatedByUser': false, 'text': 'Second',
                     'unfinished': true, 'createdAt': '2025-03-01T10:00:09.000Z', 'children': []}]}]}""".formatted(field)).conversation();

        assertThat(read.sourceId()).isEqualTo("librechat:l");
        assertThat(read.metadata()).containsEntry("systemPrompt", "Be short.").containsEntry("model", "gpt-4o");
        assertThat(shape(read)).containsExactly("user:Q<-1", "assistant:First<0", "assistant:Second<0");
        ImportedMessage first = read.messages().get(1);
        assertThat(first.timestamp()).contains(Instant.parse("2025-03-01T10:00:05Z"));
        assertThat(first.metrics()).containsEntry("completionTokens", 7);
        assertThat(first.kept())
                .containsEntry("reasoning", "Hm.")
                .containsEntry(
                        "tool_calls",
                        List.of(Map.of("id", "t", "name", "search", "arguments", "{}", "result", "Found")))
                .containsEntry("attachments", List.of(Map.of("name", "p.png", "source_id", "i")));
        assertThat(read.messages().get(2).finishReason()).contains(FinishReason.INTERRUPTED);
    }

    @Test
    void libreChatFlatIsReadByParents() throws Exception {
        Reading read = format.only("""
                {'conversationId': 'l', 'title': 'x', 'branches': false, 'recursive': false, 'options': {}, 'messages': [
                  {'messageId': 'b', 'parentMessageId': 'a', 'sender': 'GPT', 'isCreatedByUser': false, 'text': 'A',
                   'createdAt': '2025-03-01T10:00:05Z'},
                  {'messageId': 'a', 'parentMessageId': '00000000-0000-0000-0000-000000000000', 'sender': 'User', 'text': 'Q',
                   'isCreatedByUser': true, 'createdAt': '2025-03-01T10:00:00Z'},
                  {'messageId': 'c', 'parentMessageId': 'b', 'sender': 'User', 'text': 'Unsaved', 'isCreatedByUser': true}]}""");

        assertThat(shape(read.conversation())).containsExactly("user:Q<-1", "assistant:A<0", "user:Unsaved<1");
        assertThat(read.notInFile()).containsExactly(NotInFile.BRANCHES);
    }

    @Test
    void openWebUiKeepsItsTreeAndWhatIsInDetails() throws Exception {
        Reading read = format.only("""
                {'id': 'o', 'user_id': 'u', 'title': 'x', 'created_at': 1740823200, 'updated_at': 1740823300, 'archived': true,
                 'pinned': true, 'meta': {'tags': ['work']}, 'folder_id': 'f', 'share_id': null, 'chat': {'title': 'x',
                 'models': ['llama3'], 'params': {'system': 'Be short.'}, 'history': {'currentId': 'b', 'messages': {
                  'a': {'id': 'a', 'parentId': null, 'childrenIds': ['b', 'c'], 'role': 'user', 'content': 'Q',
                   'timestamp': 1740823201, 'files': [{'type': 'file', 'name': 'a.txt', 'size': 3, 'file': {'id': 'f1',
                    'filename': 'a.txt', 'data': {'content': 'abc'}, 'meta': {'content_type': 'text/plain'}}}]},
                  'b': {'id': 'b', 'parentId': 'a', 'childrenIds': [], 'role': 'assistant', 'model': 'qwen', 'timestamp': 1740823205,
                   'content': '<details type=DQreasoningDQ done=DQtrueDQ duration=DQ4DQ>\\n<summary>Thought</summary>\\n> Hm &lt;a&gt;\\n> B\\n</details>\\nFirst <details open>x</details>',
                   'usage': {'prompt_tokens': 5, 'completion_tokens': 6}, 'annotation': {'rating': 1}},
                  'c': {'id': 'c', 'parentId': 'a', 'childrenIds': [], 'role': 'assistant', 'content': 'Second',
                   'timestamp': 1740823209, 'output': [
                    {'type': 'reasoning', 'content': [{'type': 'output_text', 'text': 'Also.'}]},
                    {'type': 'function_call', 'call_id': 't', 'name': 'f', 'arguments': '{}'},
                    {'type': 'function_call_output', 'call_id': 't', 'output': [{'type': 'input_text', 'text': 'R'}]},
                    {'type': 'message', 'content': [{'text': 'Second'}]}]}}}}}""");

        ImportedConversation conversation = read.conversation();
        assertThat(conversation.createdAt()).contains(Instant.parse("2025-03-01T10:00:00Z"));
        assertThat(conversation.status()).isEqualTo("archived");
        assertThat(conversation.pinned()).isTrue();
        assertThat(conversation.tags()).containsExactly("work");
        assertThat(conversation.metadata())
                .containsEntry("systemPrompt", "Be short.")
                .containsEntry("branch", Map.of("head", 1, "of", 3));
        assertThat(shape(conversation))
                .containsExactly("user:Q<-1", "assistant:First <details open>x</details><0", "assistant:Second<0");
        ImportedMessage first = conversation.messages().get(1);
        assertThat(first.model()).contains("qwen");
        assertThat(first.metrics()).isEqualTo(Map.of("promptTokens", 5, "completionTokens", 6));
        assertThat(first.kept())
                .containsEntry("reasoning", "Hm <a>\nB")
                .containsEntry("reasoning_time", 4.0)
                .containsEntry("annotation", Map.of("rating", 1));
        assertThat(conversation.messages().get(0).kept())
                .containsEntry(
                        "attachments",
                        List.of(Map.of(
                                "name",
                                "a.txt",
                                "media_type",
                                "text/plain",
                                "size",
                                3L,
                                "source_id",
                                "f1",
                                "text",
                                "abc")));
        assertThat(conversation.messages().get(2).model()).contains("llama3");
        assertThat(conversation.messages().get(2).kept())
                .containsEntry("reasoning", "Also.")
                .containsKey("tool_calls");
    }

    /** What is long and odd costs its length and not its square. */
    @Timeout(20)
    @Rows({"<details ", "<details x=DQ", "<details type=DQreasoningDQ>", "<details >", "aaaaaaaa", "<details aaaaaaaa"})
    void detailsThatNeverEndStayText(String piece) throws Exception {
        String content = piece.repeat(200_000);

        ImportedMessage read =
                format.only("""
                {'title': 'x', 'models': [], 'history': {'messages': {'a': {'role': 'assistant', 'content': '%s'}}}}""".formatted(content)).conversation().messages().get(0);

        assertThat(read.content()).isEqualTo(content.replace("DQ", "\"").strip());
    }

    @Timeout(20)
    @Test
    void referencesThatNeverEndStayText() throws Exception {
        String content = "\uE200".repeat(1_000_000);

        assertThat(format.only("{'mapping': {'m': {'message': {'author': {'role': 'user'}, 'content': {'parts': ['"
                                + content + "']}}}}}")
                        .conversation()
                        .messages()
                        .get(0)
                        .content())
                .isEqualTo(content);
    }

    @Test
    void openWebUiLegacyHasItsHistoryInTheItem() throws Exception {
        ImportedConversation read = format.only("""
                {'title': 'x', 'models': ['llama2'], 'timestamp': 1700000000, 'history': {'currentId': 'b', 'messages': {
                  'a': {'id': 'a', 'parentId': null, 'role': 'user', 'content': 'Q'},
                  'b': {'id': 'b', 'parentId': 'a', 'role': 'assistant', 'content': 'A'}}}}""").conversation();

        assertThat(shape(read)).containsExactly("user:Q<-1", "assistant:A<0");
        assertThat(read.createdAt()).contains(Instant.parse("2023-11-14T22:13:20Z"));
    }

    @Test
    void chatUiIsATreeByAncestors() throws Exception {
        ImportedConversation read = format.only("""
                {'_id': '65a5', 'title': 'x', 'model': 'meta/llama', 'preprompt': '', 'rootMessageId': 's',
                 'createdAt': '2025-03-01T10:00:00Z', 'updatedAt': '2025-03-01T11:00:00Z', 'messages': [
                  {'id': 's', 'from': 'system', 'content': 'Be short.', 'ancestors': [], 'children': ['a']},
                  {'id': 'a', 'from': 'user', 'content': 'Q', 'ancestors': ['s'], 'children': ['b', 'c'],
                   'createdAt': '2025-03-01T10:00:01Z', 'files': ['a.txt']},
                  {'id': 'b', 'from': 'assistant', 'content': 'First', 'ancestors': ['s', 'a'], 'children': [],
                   'createdAt': '2025-03-01T10:00:02Z', 'reasoning': 'Hm.', 'score': 1, 'interrupted': true},
                  {'id': 'c', 'from': 'assistant', 'content': 'Second', 'ancestors': ['s', 'a'], 'children': [],
                   'createdAt': '2025-03-01T10:00:03Z', 'routerMetadata': {'model': 'qwen'}}]}""").conversation();

        assertThat(read.sourceId()).isEqualTo("chat-ui:65a5");
        assertThat(read.metadata()).containsEntry("systemPrompt", "Be short.");
        assertThat(shape(read)).containsExactly("user:Q<-1", "assistant:First<0", "assistant:Second<0");
        assertThat(read.messages().get(0).kept()).containsEntry("attachments", List.of(Map.of("name", "a.txt")));
        assertThat(read.messages().get(1).kept())
                .containsEntry("reasoning", "Hm.")
                .containsEntry("score", 1);
        assertThat(read.messages().get(1).finishReason()).contains(FinishReason.STOPPED);
        assertThat(read.messages())
                .extracting(ImportedMessage::model)
                .containsExactly(Optional.empty(), Optional.of("meta/llama"), Optional.of("qwen"));
    }

    @Test
    void chatUiLegacyIsAList() throws Exception {
        ImportedConversation read = format.only("""
                {'title': 'x', 'model': 'm', 'sessionId': 's', 'messages': [
                  {'from': 'user', 'content': 'Q'}, {'from': 'assistant', 'content': 'A'}]}""").conversation();

        assertThat(shape(read)).containsExactly("user:Q<-1", "assistant:A<0");
    }

    @Test
    void chatbotUiHoldsAllConversationsInOneObject() throws Exception {
        List<Reading> read = format.all("""
                {'version': 4, 'folders': [{'id': 'f', 'name': 'Cooking', 'type': 'chat'}], 'prompts': [], 'history': [
                  {'id': '1', 'name': 'Bread', 'model': {'id': 'gpt-4', 'name': 'GPT-4'}, 'prompt': 'Be short.', 'folderId': 'f',
                   'messages': [{'role': 'user', 'content': 'Q'}, {'role': 'assistant', 'content': 'A'}]},
                  {'id': '2', 'name': 'Tea', 'messages': [], 'folderId': null}]}""");

        assertThat(read).extracting(each -> each.conversation().title()).containsExactly("Bread", "Tea");
        ImportedConversation bread = read.get(0).conversation();
        assertThat(bread.project()).contains("Cooking");
        assertThat(bread.metadata()).containsEntry("systemPrompt", "Be short.").containsEntry("model", "gpt-4");
        assertThat(shape(bread)).containsExactly("user:Q<-1", "assistant:A<0");
        assertThat(read.get(0).notInFile()).contains(NotInFile.TIMES);
    }

    @Test
    void lobeChatIsPutTogetherFromItsLists() throws Exception {
        List<Reading> read = format.all("""
                {'exportType': 'all', 'version': 7, 'state': {
                  'sessionGroups': [{'id': 'g', 'name': 'Home'}],
                  'sessions': [{'id': 's', 'group': 'g', 'meta': {'title': 'Baker'}, 'pinned': true,
                    'config': {'model': 'gpt-4o', 'systemRole': 'You bake.'}}],
                  'topics': [{'id': 't', 'title': 'Rye', 'sessionId': 's', 'createdAt': 1740823200000}],
                  'messages': [
                   {'id': 'm2', 'role': 'assistant', 'content': 'A', 'sessionId': 's', 'topicId': 't', 'createdAt': 1740823205000,
                    'reasoning': {'content': 'Hm.', 'duration': 2500}, 'tools': [{'id': 'c', 'apiName': 'find', 'arguments': '{}'}]},
                   {'id': 'm1', 'role': 'user', 'content': 'Q', 'sessionId': 's', 'topicId': 't', 'createdAt': 1740823201000,
                    'files': ['f1']},
                   {'id': 'm3', 'role': 'tool', 'content': 'Found', 'tool_call_id': 'c', 'sessionId': 's', 'topicId': 't',
                    'createdAt': 1740823206000},
                   {'id': 'm4', 'role': 'user', 'content': 'No topic', 'sessionId': 's', 'createdAt': 1740823300000}]}}""");

        assertThat(read).extracting(each -> each.conversation().title()).containsExactly("Rye", "Baker");
        ImportedConversation rye = read.get(0).conversation();
        assertThat(rye.sourceId()).isEqualTo("lobechat:s/t");
        assertThat(rye.project()).contains("Home");
        assertThat(rye.pinned()).isTrue();
        assertThat(rye.metadata()).containsEntry("systemPrompt", "You bake.").containsEntry("assistant", "Baker");
        assertThat(shape(rye)).containsExactly("user:Q<-1", "assistant:A<0");
        assertThat(rye.messages().get(1).model()).contains("gpt-4o");
        assertThat(rye.messages().get(1).kept())
                .containsEntry("reasoning_time", 2.5)
                .containsEntry(
                        "tool_calls", List.of(Map.of("id", "c", "name", "find", "arguments", "{}", "result", "Found")));
        assertThat(shape(read.get(1).conversation())).containsExactly("user:No topic<-1");
    }

    @Test
    void aLobeChatExportWithoutConversationsSaysSo() {
        assertThatExceptionOfType(UnreadableConversationException.class)
                .isThrownBy(() -> format.all("{'exportType': 'settings', 'state': {'settings': {}}}"))
                .withMessageContaining("without conversations");
    }

    @Test
    void shareGptIsAListOfValues() throws Exception {
        Reading read = format.only("""
                {'id': 'x', 'conversations': [{'from': 'system', 'value': 'S'}, {'from': 'human', 'value': 'Q'},
                  {'from': 'gpt', 'value': 'A'}]}""");

        assertThat(read.conversation().sourceId()).isEqualTo("sharegpt:x");
        assertThat(shape(read.conversation())).containsExactly("system:S<-1", "user:Q<0", "assistant:A<1");
        assertThat(read.notInFile()).containsExactly(NotInFile.TIMES);
    }

    @Test
    void withoutAnIdAConversationIsKnownByItsBeginningAndTimes() throws Exception {
        String json = "{'conversations': [{'from': 'human', 'value': 'Q'}, {'from': 'gpt', 'value': 'A'}]}";
        String longer = json.replace("'A'}", "'A'}, {'from': 'human', 'value': 'More'}");

        String id = format.only(json).conversation().sourceId();

        assertThat(ContentId.is(id)).isTrue();
        assertThat(format.only(longer).conversation().sourceId()).isEqualTo(id);
        assertThat(format.only(json.replace("'Q'", "'P'")).conversation().sourceId())
                .isNotEqualTo(id);
    }
}
