package org.parley.formats;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Tells by its fields which program exported an object, and reads the conversations in it. */
public final class Formats {
    /** The first that knows an object reads it, so those with more telling fields come first. */
    private static final List<ImportFormat> ALL = List.of(
            new ParleyFormat(),
            new DeepSeekFormat(),
            new ChatGptFormat(),
            new ClaudeFormat(),
            new LibreChatFormat(),
            new LobeChatFormat(),
            new ChatbotUiFormat(),
            new ChatUiFormat(),
            new OpenWebUiFormat(),
            new ShareGptFormat(),
            new OldFormats());

    private static final String SETTINGS =
            "this is the settings export, it holds no conversations: open the old application,"
                    + " choose Export Conversations… and import that file";

    /** Fields that only one program writes and that hold no conversations, and what to say to who chose that file. */
    private static final Map<Set<String>, String> WITHOUT_CONVERSATIONS = Map.of(
            Set.of("server", "ui", "exportDate"), SETTINGS,
            Set.of("server", "processing", "exportDate"), SETTINGS);

    private Formats() {}

    /**
     * The name of the format of an object with these fields, as reports have it.
     *
     * @return empty if none is known
     */
    public static Optional<String> name(Set<String> fields) {
        return of(fields).map(ImportFormat::name);
    }

    /** Whether an object with these fields is a whole export, which holds many conversations. */
    public static boolean holdsMany(Set<String> fields) {
        return of(fields).filter(ImportFormat::holdsMany).isPresent();
    }

    /** What to say of an object that is known to hold no conversations; empty for any other. */
    public static Optional<String> advice(Set<String> fields) {
        return WITHOUT_CONVERSATIONS.entrySet().stream()
                .filter(known -> fields.containsAll(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether the fields are those of a message in the position of a conversation. */
    public static boolean isMessage(Set<String> fields) {
        return fields.contains("content") && Stream.of("role", "type").anyMatch(fields::contains)
                || isShareGptMessage(fields);
    }

    /** Whether the fields are those of one of ShareGPT's messages, whose list bears the name of a list of conversations. */
    public static boolean isShareGptMessage(Set<String> fields) {
        return fields.contains("from") && fields.contains("value");
    }

    /**
     * Reads the conversations of an object.
     *
     * @param notes gets what reading changes
     * @return one, or many if the object is a whole export
     * @throws UnreadableConversationException if it holds none that can be imported; the message is the reason, in words
     */
    public static List<Reading> read(JsonObject object, Consumer<String> notes) throws UnreadableConversationException {
        Set<String> fields = object.keySet();
        Optional<ImportFormat> format = of(fields);
        if (format.isEmpty()) {
            throw new UnreadableConversationException(
                    advice(fields).orElse("it is no conversation: it has no messages"));
        }
        return format.get().read(object, notes);
    }

    private static Optional<ImportFormat> of(Set<String> fields) {
        return advice(fields).isPresent()
                ? Optional.empty()
                : ALL.stream().filter(format -> format.has(fields)).findFirst();
    }
}
