package org.parley.formats;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.parley.message.FinishReason;

/**
 * Open WebUI: {@code chat.history.messages}, messages by their ids, and {@code currentId}, the end of the branch that was shown; a
 * legacy export has {@code history} in the item itself. Thoughts and tools stand in {@code <details>} inside the content, or in
 * {@code output}.
 */
final class OpenWebUiFormat implements ImportFormat {
    @Override
    public String name() {
        return "open-webui";
    }

    @Override
    public boolean has(Set<String> fields) {
        boolean whole = fields.contains("chat")
                && (fields.contains("archived") || fields.contains("meta") || fields.contains("user_id"));
        boolean legacy = fields.contains("history")
                && (fields.contains("models") || fields.contains("title"))
                && !fields.contains("folders");
        return whole || legacy;
    }

    @Override
    public List<Reading> read(JsonObject object, Consumer<String> notes) throws UnreadableConversationException {
        Fields item = new Fields(object);
        Fields chat = item.value("chat") instanceof JsonObject inside ? new Fields(inside) : item;
        Optional<String> model =
                chat.texts("models").stream().filter(name -> !name.isBlank()).findFirst();
        ConversationDraft draft = new ConversationDraft(name(), notes)
                .id(item.id("id").or(() -> chat.id("id")))
                .title(item.text("title").or(() -> chat.text("title")))
                .times(
                        item.time("created_at").or(() -> chat.time("timestamp")),
                        item.time("updated_at")
                                .or(() -> item.time("created_at"))
                                .or(() -> chat.time("timestamp")))
                .archived(item.isTrue("archived"))
                .pinned(item.isTrue("pinned"))
                .tags(item.in("meta").texts("tags"))
                .model(model)
                .systemPrompt(chat.in("params").text("system").or(() -> chat.text("system")))
                .keep("folder_id", item.value("folder_id"));
        Fields history = chat.in("history");
        Map<String, JsonValue> messages = history.in("messages").object();
        if (messages.isEmpty()) {
            chat.objects("messages").forEach(message -> draft.addNext(message(message, model, draft)));
        } else {
            draft.head(history.id("currentId"));
            messages.forEach((id, value) -> {
                Fields message = Fields.of(value);
                draft.tree().add(id, message.id("parentId"), message(message, model, draft));
            });
        }
        return List.of(draft.read());
    }

    private static MessageDraft message(Fields message, Optional<String> chatModel, ConversationDraft draft) {
        String role = Roles.of(message.rawText("role")).orElse(Roles.FALLBACK);
        MessageDraft read = draft.message(role).id(message.id("id")).time(message.time("timestamp"));
        if (role.equals("assistant")) {
            DetailsBlocks.read(MessageContent.of(message.value("content")).text(), read);
            if (!read.hasMore()) {
                message.objects("output").forEach(part -> output(part, read));
            }
            read.model(message.text("model").or(() -> chatModel));
            usage(message.in("usage"), read);
            if (message.value("done") == JsonValue.FALSE) {
                read.finishReason(FinishReason.INTERRUPTED);
            }
        } else {
            read.say(MessageContent.of(message.value("content")).text());
        }
        message.objects("files").forEach(file -> attach(file, read, draft));
        return read.keep("annotation", message.value("annotation"));
    }

    private static void output(Fields part, MessageDraft read) {
        switch (part.rawText("type")) {
            case "reasoning" -> {
                part.objects("content").forEach(text -> read.think(text.rawText("text")));
                if (part.objects("content").isEmpty()) {
                    part.objects("summary").forEach(text -> read.think(text.rawText("text")));
                }
            }
            case "function_call" ->
                read.toolCall(part.id("call_id", "id"), part.text("name").orElse("tool"), part.value("arguments"));
            case "function_call_output" ->
                read.toolResult(
                        part.id("call_id"),
                        "tool",
                        MessageContent.of(part.value("output")).text());
            default -> {
                if (read.content().isBlank()) {
                    part.objects("content").forEach(text -> read.say(text.rawText("text")));
                }
            }
        }
    }

    private static void usage(Fields usage, MessageDraft read) {
        read.metric("promptTokens", usage.number("prompt_tokens", "input_tokens", "prompt_eval_count"))
                .metric("completionTokens", usage.number("completion_tokens", "output_tokens", "eval_count"));
    }

    private static void attach(Fields outer, MessageDraft read, ConversationDraft draft) {
        Fields file = outer.value("file") instanceof JsonObject inside ? new Fields(inside) : outer;
        boolean picture = outer.rawText("type").equals("image");
        Optional<String> name = outer.text("name").or(() -> file.text("filename", "name"));
        read.attach(new Attachment(
                picture ? name.or(() -> Optional.of("image")) : name,
                file.in("meta").text("content_type").or(() -> outer.text("content_type")),
                outer.number("size").or(() -> file.in("meta").number("size")),
                file.id("id").or(() -> outer.id("id")),
                file.in("data").text("content")));
        draft.lacks(picture ? NotInFile.IMAGES : NotInFile.FILES);
    }
}
