package org.parley.transfer;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HexFormat;
import java.util.List;
import org.parley.intake.ImportedMessage;
import org.parley.platform.Sha256;

/**
 * The identity of a conversation that has no id: its title, creation time and first message. A later export of the same
 * conversation has the same one, however long it has become.
 */
final class ContentId {
    private static final String PREFIX = "content:";

    private ContentId() {}

    static boolean is(String sourceId) {
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
}
