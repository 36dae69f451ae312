package org.parley.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.formats.FormatCase.shape;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.parley.intake.ImportedConversation;
import org.parley.intake.ImportedMessage;

class ChatGptFormatTest {
    private static final String CONVERSATION = """
            {'id': 'c-1', 'conversation_id': 'c-1', 'title': 'Bread', 'create_time': 1714556400.25, 'update_time': 1714560000.5,
             'current_node': 'n6', 'default_model_slug': 'gpt-4o', 'is_archived': true, 'is_starred': null,
             'pinned_time': 1714560001.0, 'gizmo_id': 'g-baker',
             'mapping': {
               'n0': {'id': 'n0', 'parent': null, 'children': ['n1'], 'message': null},
               'n1': {'id': 'n1', 'parent': 'n0', 'children': ['n2'], 'message': {'id': 'n1',
                 'author': {'role': 'system'}, 'create_time': null, 'content': {'content_type': 'text', 'parts': ['']},
                 'metadata': {'is_visually_hidden_from_conversation': true}}},
               'n2': {'id': 'n2', 'parent': 'n1', 'children': ['n3', 'n7'], 'message': {'id': 'n2',
                 'author': {'role': 'user'}, 'create_time': 1714556401.0,
                 'content': {'content_type': 'text', 'parts': ['How long does sourdough rest?']}}},
               'n3': {'id': 'n3', 'parent': 'n2', 'children': ['n4'], 'message': {'id': 'n3',
                 'author': {'role': 'assistant'}, 'create_time': 1714556402.0, 'recipient': 'all',
                 'content': {'content_type': 'thoughts', 'thoughts': [{'summary': 'Rest', 'content': 'It depends.'}]},
                 'metadata': {}}},
               'n4': {'id': 'n4', 'parent': 'n3', 'children': ['n5'], 'message': {'id': 'n4',
                 'author': {'role': 'assistant'}, 'create_time': 1714556403.0, 'recipient': 'python',
                 'content': {'content_type': 'code', 'language': 'unknown', 'text': 'print(24)'}}},
               'n5': {'id': 'n5', 'parent': 'n4', 'children': ['n55'], 'message': {'id': 'n5',
                 'author': {'role': 'tool', 'name': 'python'}, 'create_time': 1714556404.0,
                 'content': {'content_type': 'execution_output', 'text': '24'}}},
               'n55': {'id': 'n55', 'parent': 'n5', 'children': ['n6'], 'message': {'id': 'n55',
                 'author': {'role': 'assistant'}, 'create_time': 1714556405.0,
                 'content': {'content_type': 'reasoning_recap', 'content': 'Thought for 1m 5s'}}},
               'n6': {'id': 'n6', 'parent': 'n55', 'children': [], 'message': {'id': 'n6',
                 'author': {'role': 'assistant'}, 'create_time': 1714556406.0, 'recipient': 'all',
                 'content': {'content_type': 'text', 'parts': ['A day.']}, 'metadata': {'model_slug': 'o3'}}},
               'n7': {'id': 'n7', 'parent': 'n2', 'children': [], 'message': {'id': 'n7',
                 'author': {'role': 'assistant'}, 'create_time': 1714556500.0,
                 'content': {'content_type': 'text', 'parts': ['Two days.']}}}
             }}""";

    private final FormatCase format = new FormatCase();

    @Test
    void theTreeBecomesMessagesAndTheShownBranchIsKept() throws Exception {
        Reading read = format.only(CONVERSATION);

        ImportedConversation conversation = read.conversation();
        assertThat(conversation.sourceId()).isEqualTo("chatgpt:c-1");
        assertThat(conversation.title()).isEqualTo("Bread");
        assertThat(conversation.status()).isEqualTo("archived");
        assertThat(conversation.pinned()).isTrue();
        assertThat(conversation.createdAt()).contains(Instant.parse("2024-05-01T09:40:00.250Z"));
        assertThat(conversation.updatedAt()).contains(Instant.parse("2024-05-01T10:40:00.500Z"));
        assertThat(shape(conversation))
                .containsExactly(
                        "user:How long does sourdough rest?<-1", "assistant:A day.<0", "assistant:Two days.<0");
        assertThat(conversation.metadata())
                .containsEntry("branch", Map.of("head", 1, "of", 3))
                .containsEntry("model", "gpt-4o")
                .containsEntry("assistant", "g-baker");
        assertThat(read.notInFile()).isEmpty();
        assertThat(format.notes()).isEmpty();
    }

    @Test
    void thoughtsAndToolsGoToTheAnswerAfterThem() throws Exception {
        ImportedMessage answer =
                format.only(CONVERSATION).conversation().messages().get(1);

        assertThat(answer.id()).contains("n6");
        assertThat(answer.model()).contains("o3");
        assertThat(answer.timestamp()).contains(Instant.parse("2024-05-01T09:40:06Z"));
        assertThat(answer.kept())
                .containsEntry("reasoning", "Rest\n\nIt depends.")
                .containsEntry("reasoning_time", 65.0)
                .containsEntry(
                        "tool_calls", List.of(Map.of("name", "python", "arguments", "print(24)", "result", "24")));
    }

    @Test
    void withoutCurrentNodeTheNewestBranchIsShown() throws Exception {
        String json = CONVERSATION.replace("'current_node': 'n6'", "'current_node': null");

        assertThat(format.only(json).conversation().metadata()).doesNotContainKey("branch");
    }

    @Test
    void picturesAndFilesAreNamedAndReported() throws Exception {
        Reading read = format.only(message("""
                {'id': 'm', 'author': {'role': 'user'}, 'create_time': 1714556401,
                 'content': {'content_type': 'multimodal_text', 'parts': [
                   {'content_type': 'image_asset_pointer', 'asset_pointer': 'sediment://file_1', 'size_bytes': 77},
                   {'content_type': 'audio_transcription', 'text': 'Spoken.'},
                   {'content_type': 'audio_asset_pointer', 'asset_pointer': 'sediment://file_2'},
                   'What is this?']},
                 'metadata': {'attachments': [{'id': 'file_1', 'name': 'a.png', 'mime_type': 'image/png', 'size': 77}]}}"""));

        ImportedMessage message = read.conversation().messages().get(0);
        assertThat(message.content()).isEqualTo("Spoken.\n\nWhat is this?");
        assertThat(message.kept())
                .containsEntry(
                        "attachments",
                        List.of(
                                Map.of("name", "sediment://file_1", "size", 77L, "source_id", "sediment://file_1"),
                                Map.of(
                                        "name",
                                        "a.png",
                                        "media_type",
                                        "image/png",
                                        "size",
                                        77L,
                                        "source_id",
                                        "file_1")));
        assertThat(read.notInFile()).containsExactlyInAnyOrder(NotInFile.IMAGES, NotInFile.FILES, NotInFile.AUDIO);
    }

    @Test
    void customInstructionsBecomeTheSystemPrompt() throws Exception {
        ImportedConversation read = format.only(message("""
                {'id': 'm', 'author': {'role': 'user'}, 'content': {'content_type': 'user_editable_context',
                 'user_profile': 'I bake.', 'user_instructions': 'Be short.'}}""")).conversation();

        assertThat(read.messages()).isEmpty();
        assertThat(read.metadata()).containsEntry("systemPrompt", "I bake.\n\nBe short.");
    }

    @Test
    void referencesOfItsOwnPageAreNoText() throws Exception {
        ImportedConversation read = format.only(message("""
                {'id': 'm', 'author': {'role': 'assistant'}, 'content': {'content_type': 'text',
                 'parts': ['Rest it.\\ue200cite\\ue202turn0search1\\ue201 Then bake.']}}""")).conversation();

        assertThat(shape(read)).containsExactly("assistant:Rest it. Then bake.<-1");
    }

    @Test
    void aCallThatNobodyAnsweredIsKept() throws Exception {
        ImportedConversation read = format.only(message("""
                {'id': 'm', 'author': {'role': 'assistant'}, 'recipient': 'browser', 'create_time': 1714556401,
                 'content': {'content_type': 'code', 'text': 'search(1)'}}""")).conversation();

        assertThat(shape(read)).containsExactly("assistant:<-1");
        assertThat(read.messages().get(0).kept())
                .containsEntry("tool_calls", List.of(Map.of("name", "browser", "arguments", "search(1)")));
    }

    @Test
    void whatIsMissingOrOddSpoilsNothing() throws Exception {
        ImportedConversation read = format.only("""
                {'title': null, 'create_time': null, 'mapping': {
                  'a': {'parent': 'gone', 'message': {'author': {'role': 'user'}, 'content': {'parts': ['One']}}},
                  'b': {'parent': 'c', 'message': {'author': {'role': 'user'}, 'content': {'parts': ['Two']}}},
                  'c': {'parent': 'b', 'message': {'author': {'role': 'assistant'}, 'content': {'parts': ['Three']}}},
                  'd': {'parent': 'a', 'message': {'author': 7, 'content': 'odd'}},
                  'e': 5}}""").conversation();

        assertThat(read.title()).isEqualTo("New Conversation");
        assertThat(shape(read)).containsExactly("user:One<-1", "user:Two<-1", "assistant:Three<1");
        assertThat(read.createdAt()).isEqualTo(Optional.empty());
    }

    private static String message(String message) {
        return "{'id': 'c', 'mapping': {'r': {'message': null}, 'm': {'parent': 'r', 'message': " + message + "}}}";
    }
}
