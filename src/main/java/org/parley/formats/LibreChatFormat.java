package org.parley.formats;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.parley.message.FinishReason;

/**
 * LibreChat: one conversation a file, its messages flat with the id of their parent, or nested in {@code children}, under
 * {@code messages} or {@code messagesTree}. {@code exportAt} is a clock's text and no date, so the times are those of the messages.
 */
final class LibreChatFormat implements ImportFormat {
    @Override
    public String name() {
        return "librechat";
    }

    @Override
    public boolean has(Set<String> fields) {
        return fields.contains("conversationId") && (fields.contains("messages") || fields.contains("messagesTree"));
    }

    @Override
    public List<Reading> read(JsonObject object, Consumer<String> notes) throws UnreadableConversationException {
        Fields file = new Fields(object);
        Fields options = file.in("options");
        ConversationDraft draft = new ConversationDraft(name(), notes)
                .id(file.id("conversationId"))
                .title(file.text("title"))
                .times(file.time("createdAt"), file.time("updatedAt"))
                .archived(file.isTrue("isArchived"))
                .tags(file.texts("tags"))
                .model(options.text("model"))
                .systemPrompt(options.text("promptPrefix", "system"))
                .keep("endpoint", file.value("endpoint"));
        options.text("modelLabel", "chatGptLabel")
                .ifPresent(label -> draft.keep("assistant", options.value("modelLabel")));
        if (file.value("branches") == JsonValue.FALSE) {
            draft.lacks(NotInFile.BRANCHES);
        }
        nested(file.has("messagesTree") ? file.objects("messagesTree") : file.objects("messages"), draft);
        return List.of(draft.read());
    }

    /** Not by recursion: a tree can be as deep as the conversation is long. */
    private static void nested(List<Fields> roots, ConversationDraft draft) {
        record Due(Fields message, Optional<String> parent) {}
        Deque<Due> due = new ArrayDeque<>();
        roots.forEach(root -> due.add(new Due(root, root.id("parentMessageId"))));
        while (!due.isEmpty()) {
            Due next = due.removeFirst();
            String id = next.message().id("messageId").orElseGet(draft.tree()::freeId);
            draft.tree().add(id, next.parent(), message(next.message(), draft));
            next.message().objects("children").forEach(child -> due.add(new Due(child, Optional.of(id))));
        }
    }

    private static MessageDraft message(Fields message, ConversationDraft draft) {
        boolean asks = message.isTrue("isCreatedByUser")
                || !message.has("isCreatedByUser") && message.rawText("sender").equalsIgnoreCase("user");
        MessageDraft read = draft.message(asks ? "user" : "assistant")
                .id(message.id("messageId"))
                .time(message.time("createdAt", "updatedAt"));
        message.list("content").forEach(part -> part(part, read, draft));
        if (read.content().isBlank()) {
            read.say(message.rawText("text"));
        }
        if (!asks) {
            read.model(message.text("model")).metric("completionTokens", message.number("tokenCount"));
            if (message.isTrue("unfinished")) {
                read.finishReason(FinishReason.INTERRUPTED);
            } else if (message.text("finish_reason").filter("length"::equals).isPresent()) {
                read.finishReason(FinishReason.LENGTH);
            }
            if (message.isTrue("error")) {
                read.keep("error", JsonValue.TRUE);
            }
        }
        for (Fields file : message.objects("files")) {
            attach(file, read, draft);
        }
        return read;
    }

    private static void part(JsonValue value, MessageDraft read, ConversationDraft draft) {
        if (value instanceof JsonString text) {
            read.say(text.getString());
            return;
        }
        Fields part = Fields.of(value);
        switch (part.rawText("type")) {
            case "text" -> read.say(part.has("text") ? wrapped(part, "text") : "");
            case "think" -> read.think(wrapped(part, "think"));
            case "tool_call" -> {
                Fields call = part.in("tool_call");
                Fields function = call.in("function");
                String name = call.text("name").or(() -> function.text("name")).orElse("tool");
                read.toolCall(call.id("id"), name, call.has("args") ? call.value("args") : function.value("arguments"));
                call.text("output")
                        .or(() -> function.text("output"))
                        .ifPresent(output -> read.toolResult(call.id("id"), name, output));
            }
            case "image_file" -> attach(part.in("image_file"), read, draft);
            case "error" -> read.say(part.text("error", "text").orElse(""));
            default -> part.text("text").ifPresent(read::say);
        }
    }

    /** A text, or an object with it in {@code value}. */
    private static String wrapped(Fields part, String name) {
        return part.value(name) instanceof JsonObject object ? new Fields(object).rawText("value") : part.rawText(name);
    }

    private static void attach(Fields file, MessageDraft read, ConversationDraft draft) {
        Optional<String> type = file.text("type");
        read.attach(new Attachment(
                file.text("filename", "name"),
                type,
                file.number("bytes", "size"),
                file.id("file_id"),
                file.text("text")));
        boolean picture = file.has("width")
                || type.filter(text -> text.startsWith("image")).isPresent();
        draft.lacks(picture ? NotInFile.IMAGES : NotInFile.FILES);
    }
}
