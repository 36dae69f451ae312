package org.parley.transfer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells by its fields what a JSON object is: a conversation Parley reads, or something of another program. */
final class Signature {
    private static final String SETTINGS = "the settings export, it holds no conversations";

    /** The fields that only this program writes, and what it is; the first that fits counts. */
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

    private Signature() {}

    /** What the object with these fields is, if it is something known that cannot be imported. */
    static Optional<String> foreign(Set<String> fields) {
        return FOREIGN.stream()
                .filter(known -> fields.containsAll(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** A line for the person who took the wrong file. */
    static String advice(String foreign) {
        return "this is " + foreign
                + (foreign.equals(SETTINGS)
                        ? ": open the old application, choose Export Conversations… and import that file"
                        : ", which is not supported yet: only the old browser export and the backend's format are");
    }

    static boolean conversation(Set<String> fields) {
        return foreign(fields).isEmpty()
                && (fields.contains("messages")
                        || fields.contains("title") && (containsAny(fields, "id", "_id", "createdAt", "created_at")));
    }

    /** A message that lies where a conversation should. */
    static boolean message(Set<String> fields) {
        return fields.contains("content") && containsAny(fields, "role", "type");
    }

    private static boolean containsAny(Set<String> fields, String... names) {
        return List.of(names).stream().anyMatch(fields::contains);
    }
}
