package org.parley.formats;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * OpenAI's ChatGPT: {@code mapping}, a tree of nodes by their ids, and {@code current_node}, the end of the branch that was
 * shown. Of the nodes only what users saw becomes messages; thoughts, calls of tools and their results go to the answer that
 * follows them.
 */
class ChatGptFormat implements ImportFormat {
    @Override
    public String name() {
        return "chatgpt";
    }

    @Override
    public boolean has(Set<String> fields) {
        return fields.contains("mapping");
    }

    @Override
    public List<Reading> read(JsonObject object, Consumer<String> notes) throws UnreadableConversationException {
        Fields item = new Fields(object);
        ConversationDraft draft = new ConversationDraft(name(), notes);
        Optional<String> model = item.text("default_model_slug");
        draft.id(item.id("conversation_id", "id"))
                .title(item.text("title"))
                .times(
                        item.time("create_time", "inserted_at", "created_at"),
                        item.time("update_time", "updated_at", "create_time", "inserted_at"))
                .head(item.id("current_node"))
                .archived(item.isTrue("is_archived"))
                .pinned(item.isTrue("is_starred") || item.has("pinned_time"))
                .model(model)
                .keep("assistant", item.value("gizmo_id"));
        Map<String, JsonValue> mapping = item.in("mapping").object();
        mapping.forEach((key, value) -> node(key, Fields.of(value), model, draft));
        return List.of(draft.read());
    }

    private void node(String key, Fields node, Optional<String> model, ConversationDraft draft) {
        Optional<String> parent = node.id("parent");
        if (node.value("message") instanceof JsonObject message) {
            message(key, parent, new Fields(message), model, draft);
        } else {
            draft.tree().addHidden(key, parent, draft.message("assistant"));
        }
    }

    /** Adds the message of a node. */
    void message(String key, Optional<String> parent, Fields message, Optional<String> model, ConversationDraft draft) {
        ChatGptMessage read = new ChatGptMessage(message);
        if (read.isCustomInstructions()) {
            draft.systemPrompt(read.customInstructions());
        }
        if (read.isShown()) {
            MessageDraft shown = draft.message(read.role()).id(message.id("id")).time(message.time("create_time"));
            if (read.role().equals("assistant")) {
                shown.model(message.in("metadata").text("model_slug").or(() -> model));
            }
            read.fill(shown, draft);
            if (!shown.isEmpty()) {
                draft.tree().add(key, parent, shown);
                return;
            }
        }
        MessageDraft held = draft.message("assistant").time(message.time("create_time"));
        read.hold(held, draft);
        draft.tree().addHidden(key, parent, held);
    }
}
