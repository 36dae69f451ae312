package org.parley.formats;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** ShareGPT, the format of training data: {@code conversations}, a list of {@code from} and {@code value}. No times. */
final class ShareGptFormat implements ImportFormat {
    @Override
    public String name() {
        return "sharegpt";
    }

    @Override
    public boolean has(Set<String> fields) {
        return fields.contains("conversations");
    }

    @Override
    public List<Reading> read(JsonObject object, Consumer<String> notes) throws UnreadableConversationException {
        Fields item = new Fields(object);
        Optional<String> model = item.text("model");
        ConversationDraft draft = new ConversationDraft(name(), notes)
                .id(item.id("id"))
                .title(item.text("title"))
                .model(model)
                .tags(item.texts("tags"))
                .systemPrompt(item.text("system", "system_prompt"));
        for (Fields message : item.objects("conversations")) {
            String role = role(message.rawText("from"));
            MessageDraft said = draft.message(role).say(message.rawText("value"));
            draft.addNext(role.equals("assistant") ? said.model(model) : said);
        }
        return List.of(draft.read());
    }

    private static String role(String from) {
        return switch (from) {
            case "gpt", "chatgpt", "bing", "bard" -> "assistant";
            default -> Roles.of(from).orElse(Roles.FALLBACK);
        };
    }
}
