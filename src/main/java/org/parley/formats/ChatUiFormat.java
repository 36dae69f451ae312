package org.parley.formats;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.parley.message.FinishReason;

/**
 * HuggingFace's chat-ui: messages with {@code from}, a tree by {@code ancestors} and {@code children}; legacy ones are a list. The first
 * message is the system prompt, often empty.
 */
final class ChatUiFormat implements ImportFormat {
    @Override
    public String name() {
        return "chat-ui";
    }

    @Override
    public boolean has(Set<String> fields) {
        return fields.contains("rootMessageId")
                || fields.contains("preprompt") && fields.contains("messages")
                || fields.contains("sessionId") && fields.contains("messages") && fields.contains("model");
    }

    @Override
    public List<Reading> read(JsonObject object, Consumer<String> notes) throws UnreadableConversationException {
        Fields item = new Fields(ExtendedJson.plain(object));
        Optional<String> model = item.text("model");
        ConversationDraft draft = new ConversationDraft(name(), notes)
                .id(item.id("_id", "id"))
                .title(item.text("title"))
                .times(item.time("createdAt"), item.time("updatedAt"))
                .model(model)
                .systemPrompt(item.text("preprompt"))
                .keep("assistant", item.value("assistantId"));
        List<Fields> messages = item.objects("messages");
        boolean tree = messages.stream().anyMatch(message -> message.has("ancestors") || message.has("children"));
        Map<String, String> parents = tree ? parents(messages) : Map.of();
        for (Fields message : messages) {
            add(
                    message,
                    tree
                            ? Optional.ofNullable(parents.get(id(message)))
                            : draft.tree().last(),
                    model,
                    draft);
        }
        item.objects("files").forEach(file -> draft.lacks(NotInFile.FILES));
        return List.of(draft.read());
    }

    private static Map<String, String> parents(List<Fields> messages) {
        Map<String, String> parents = new HashMap<>();
        for (Fields message : messages) {
            message.list("children").forEach(child -> Ids.of(child).ifPresent(id -> parents.put(id, id(message))));
        }
        for (Fields message : messages) {
            List<JsonValue> ancestors = message.list("ancestors");
            if (!ancestors.isEmpty()) {
                Ids.of(ancestors.get(ancestors.size() - 1)).ifPresent(parent -> parents.put(id(message), parent));
            }
        }
        return parents;
    }

    private static String id(Fields message) {
        return message.id("id").orElse("");
    }

    private static void add(
            Fields message, Optional<String> parent, Optional<String> chatModel, ConversationDraft draft) {
        String id = message.id("id").orElseGet(draft.tree()::freeId);
        String role = Roles.of(message.rawText("from")).orElse(Roles.FALLBACK);
        if (role.equals("system")) {
            draft.systemPrompt(message.text("content"));
            draft.tree().addHidden(id, parent, draft.message("assistant"));
            return;
        }
        MessageDraft read = draft.message(role)
                .id(message.id("id"))
                .time(message.time("createdAt", "updatedAt"))
                .say(message.rawText("content"));
        if (role.equals("assistant")) {
            read.model(message.in("routerMetadata").text("model").or(() -> chatModel));
            message.text("reasoning").ifPresent(read::think);
            if (message.isTrue("interrupted")) {
                read.finishReason(FinishReason.STOPPED);
            }
        }
        message.number("score")
                .filter(score -> score != 0)
                .ifPresent(score -> read.keep("score", message.value("score")));
        files(message).forEach(file -> {
            read.attach(file);
            draft.lacks(NotInFile.FILES);
        });
        draft.tree().add(id, parent, read);
    }

    private static List<Attachment> files(Fields message) {
        List<Attachment> files = new ArrayList<>();
        message.texts("files").forEach(name -> files.add(Attachment.named(name)));
        message.objects("files")
                .forEach(file -> files.add(new Attachment(
                        file.text("name"),
                        file.text("mime"),
                        Optional.empty(),
                        file.id("value", "sha").filter(id -> id.length() <= 128),
                        Optional.empty())));
        return files;
    }
}
