package org.parley.formats;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Anthropic's Claude: {@code chat_messages}, whose texts, thoughts and tools are blocks. A tree where messages name their
 * parent (exports since 2026), else a list. Which model answered is in none of them.
 */
final class ClaudeFormat implements ImportFormat {
    /** A message that continues none names a parent that does not exist. */
    private static final String PARENT = "parent_message_uuid";

    @Override
    public String name() {
        return "claude";
    }

    @Override
    public boolean has(Set<String> fields) {
        return fields.contains("chat_messages");
    }

    @Override
    public List<Reading> read(JsonObject object, Consumer<String> notes) throws UnreadableConversationException {
        Fields item = new Fields(object);
        ConversationDraft draft = new ConversationDraft(name(), notes)
                .id(item.id("uuid"))
                .title(item.text("name"))
                .times(item.time("created_at"), item.time("updated_at"))
                .head(item.id("current_leaf_message_uuid"))
                .pinned(item.isTrue("is_starred"))
                .project(item.in("project").text("name"))
                .model(item.text("model"))
                .keep("summary", item.value("summary"))
                .lacks(NotInFile.MODELS);
        List<Fields> messages = item.objects("chat_messages");
        boolean tree = messages.stream().anyMatch(message -> message.has(PARENT));
        for (Fields message : messages) {
            MessageDraft read = message(message, draft);
            Optional<String> id = message.id("uuid");
            if (tree && id.isPresent()) {
                draft.tree().add(id.get(), message.id(PARENT), read);
            } else {
                draft.addNext(read);
            }
        }
        return List.of(draft.read());
    }

    private static MessageDraft message(Fields message, ConversationDraft draft) {
        String role = Roles.of(message.rawText("sender")).orElse(Roles.FALLBACK);
        MessageDraft read = draft.message(role).id(message.id("uuid")).time(message.time("created_at"));
        message.objects("content").forEach(block -> block(block, read));
        if (read.content().isBlank()) {
            read.say(message.rawText("text")); // of older exports; beside blocks it repeats them
        }
        for (Fields file : message.objects("attachments")) {
            read.attach(new Attachment(
                    file.text("file_name"),
                    file.text("file_type"),
                    file.number("file_size"),
                    file.id("id"),
                    file.text("extracted_content")));
            draft.lacks(NotInFile.FILES);
        }
        for (Fields file : message.objects("files")) {
            read.attach(new Attachment(
                    file.text("file_name"),
                    Optional.empty(),
                    Optional.empty(),
                    file.id("file_uuid"),
                    Optional.empty()));
            draft.lacks(
                    file.text("file_kind").filter("image"::equals).isPresent() ? NotInFile.IMAGES : NotInFile.FILES);
        }
        return read;
    }

    private static void block(Fields block, MessageDraft read) {
        switch (block.rawText("type")) {
            case "text" -> read.say(block.rawText("text"));
            case "thinking" -> read.think(block.rawText("thinking")).thoughtFor(seconds(block));
            case "tool_use" -> read.toolCall(block.id("id"), block.text("name").orElse("tool"), block.value("input"));
            case "tool_result" ->
                read.toolResult(
                        block.id("tool_use_id"), block.text("name").orElse("tool"), result(block.value("content")));
            default -> block.text("text").ifPresent(read::say);
        }
    }

    private static Optional<Double> seconds(Fields block) {
        return block.time("start_timestamp")
                .flatMap(start -> block.time("stop_timestamp")
                        .filter(stop -> !stop.isBefore(start))
                        .map(stop -> (stop.toEpochMilli() - start.toEpochMilli()) / 1_000.0));
    }

    private static String result(JsonValue content) {
        if (content instanceof JsonString text) {
            return text.getString();
        }
        String texts = Fields.objects(
                        content.getValueType() == JsonValue.ValueType.ARRAY ? content.asJsonArray() : List.of())
                .stream()
                .map(part -> part.rawText("text"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n\n"));
        return texts.isEmpty() ? content.toString() : texts;
    }
}
