package org.parley.formats;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.parley.intake.ImportedMessage;
import org.parley.platform.Sha256;

/**
 * The identity of a conversation that has no id: its title, creation time and first message. A later export of the same
 * conversation has the same one, however long it has become.
 */
public final class ContentId {
    private static final String PREFIX = "content:";
    private static final int FIRST = 2;

    private ContentId() {}

    /** Whether this is the identity of a conversation without an id. */
    public static boolean is(String sourceId) {
        return sourceId.startsWith(PREFIX);
    }

    static String of(JsonObject conversation, List<ImportedMessage> messages) {
        StringBuilder content = new StringBuilder();
        for (String field : List.of("title", "createdAt", "created_at")) {
            content.append(conversation.getOrDefault(field, JsonValue.NULL)).append('\n');
        }
        if (!messages.isEmpty()) {
            content.append(messages.get(0).role())
                    .append('\n')
                    .append(messages.get(0).content());
        }
        return PREFIX + HexFormat.of().formatHex(Sha256.of(content.toString()), 0, 16);
    }

    /**
     * The identity of a conversation of another program's export, with the times of its first messages: many old chats begin
     * with the same welcome.
     */
    static String of(String format, String title, Optional<Instant> created, List<ImportedMessage> messages) {
        StringBuilder content = new StringBuilder(format + '\n' + title + '\n' + created + '\n');
        messages.stream()
                .limit(FIRST)
                .forEach(message -> content.append(message.role())
                        .append('\n')
                        .append(message.timestamp())
                        .append('\n')
                        .append(message.content())
                        .append('\n'));
        return PREFIX + HexFormat.of().formatHex(Sha256.of(content.toString()), 0, 16);
    }
}
