package org.parley.transfer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Recognises a JSON object by its fields: a conversation that Parley reads, or the export of another program. */
final class KnownFormats {
    private static final String SETTINGS = "the settings export, it holds no conversations";

    /** Fields that only one program writes, and the name of its export; the first match counts. */
    private static final List<Map.Entry<Set<String>, String>> FOREIGN = List.of(
            Map.entry(Set.of("server", "ui", "exportDate"), SETTINGS),
            Map.entry(Set.of("server", "processing", "exportDate"), SETTINGS),
            Map.entry(Set.of("mapping", "inserted_at"), "a DeepSeek export"),
            Map.entry(Set.of("mapping"), "a ChatGPT export"),
            Map.entry(Set.of("chat_messages"), "a Claude export"),
            Map.entry(Set.of("conversationId", "messages"), "a LibreChat export"),
            Map.entry(Set.of("conversationId", "messagesTree"), "a LibreChat export"),
            Map.entry(Set.of("exportType", "state"), "a LobeChat export"),
            Map.entry(Set.of("history", "folders", "prompts"), "a chatbot-ui export"),
            Map.entry(Set.of("rootMessageId"), "a chat-ui export"),
            Map.entry(Set.of("conversations"), "a ShareGPT export"),
            Map.entry(Set.of("chat", "meta"), "an Open WebUI export"),
            Map.entry(Set.of("chat", "archived"), "an Open WebUI export"),
            Map.entry(Set.of("history", "models"), "an Open WebUI export"));

    private KnownFormats() {}

    /** The name of the known but unsupported export that has these fields. */
    static Optional<String> foreign(Set<String> fields) {
        return FOREIGN.stream()
                .filter(known -> fields.containsAll(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** One line of advice for a user who chose the wrong file. */
    static String advice(String foreign) {
        return "this is " + foreign
                + (foreign.equals(SETTINGS)
                        ? ": open the old application, choose Export Conversations… and import that file"
                        : ", which is not supported yet: only the old browser export and the backend's format are");
    }

    static boolean isConversation(Set<String> fields) {
        return foreign(fields).isEmpty()
                && (fields.contains("messages")
                        || fields.contains("title") && (containsAny(fields, "id", "_id", "createdAt", "created_at")));
    }

    /** Whether the fields are those of a message in the position of a conversation. */
    static boolean isMessage(Set<String> fields) {
        return fields.contains("content") && containsAny(fields, "role", "type");
    }

    private static boolean containsAny(Set<String> fields, String... names) {
        return List.of(names).stream().anyMatch(fields::contains);
    }
}
