package org.parley.transfer;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.parley.conversation.ImportedMessage;

/**
 * What a conversation without an id is recognised by: title, beginning and first message. A later export of the same
 * conversation has the same, however much longer it has become.
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
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(content.toString().getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
