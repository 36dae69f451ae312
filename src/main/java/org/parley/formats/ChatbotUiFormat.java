package org.parley.formats;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** chatbot-ui, version 1: one object with all conversations in {@code history}, and {@code folders} that they name by id. No times. */
final class ChatbotUiFormat implements ImportFormat {
    @Override
    public String name() {
        return "chatbot-ui";
    }

    @Override
    public boolean has(Set<String> fields) {
        return fields.contains("history") && (fields.contains("folders") || fields.contains("prompts"));
    }

    @Override
    public boolean holdsMany() {
        return true;
    }

    @Override
    public List<Reading> read(JsonObject object, Consumer<String> notes) throws UnreadableConversationException {
        Fields file = new Fields(object);
        Map<String, String> folders = new HashMap<>();
        for (Fields folder : file.objects("folders")) {
            folder.id("id").ifPresent(id -> folder.text("name").ifPresent(name -> folders.put(id, name)));
        }
        List<Reading> read = new ArrayList<>();
        for (Fields item : file.objects("history")) {
            read.add(conversation(item, folders, notes));
        }
        return read;
    }

    private Reading conversation(Fields item, Map<String, String> folders, Consumer<String> notes)
            throws UnreadableConversationException {
        Optional<String> model = item.in("model").text("id", "name").or(() -> item.text("model"));
        ConversationDraft draft = new ConversationDraft(name(), notes)
                .id(item.id("id"))
                .title(item.text("name"))
                .model(model)
                .systemPrompt(item.text("prompt"))
                .project(item.id("folderId").map(folders::get))
                .keep("temperature", item.value("temperature"));
        for (Fields message : item.objects("messages")) {
            String role = Roles.of(message.rawText("role")).orElse(Roles.FALLBACK);
            MessageDraft said = draft.message(role).say(text(message.value("content")));
            draft.addNext(role.equals("assistant") ? said.model(model) : said);
        }
        return draft.read();
    }

    private static String text(JsonValue content) {
        return content instanceof JsonString text
                ? text.getString()
                : MessageContent.of(content).text();
    }
}
