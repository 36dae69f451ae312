package org.parley.conversation;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.bson.Document;

/**
 * A message somebody wants to have stored, already checked by {@link MessageInput}.
 *
 * @param role who speaks
 * @param content the text, at most 1 MiB in UTF-8
 * @param timestamp when it was said
 * @param model which model said it, or null
 * @param metrics what the answer cost, or null
 * @param parent the {@code seq} of the message it continues, -1 when it begins the conversation anew, or null for
 *     whichever is the newest when it is stored
 * @param finishReason why the answer is not whole, or null
 */
public record NewMessage(
        Role role,
        String content,
        Instant timestamp,
        String model,
        Map<String, Object> metrics,
        Integer parent,
        FinishReason finishReason) {
    /** A whole message that continues the newest one. */
    public NewMessage(Role role, String content, Instant timestamp, String model, Map<String, Object> metrics) {
        this(role, content, timestamp, model, metrics, null, null);
    }

    /** A message without model and metrics. */
    public NewMessage(Role role, String content, Instant timestamp) {
        this(role, content, timestamp, null, null);
    }

    /** As it is stored, under its id. */
    Document document(String id) {
        Document document = new Document("role", role.wire())
                .append("content", content)
                .append("timestamp", Date.from(timestamp))
                .append("id", id);
        if (model != null) {
            document.append("model", model);
        }
        if (metrics != null) {
            document.append("metrics", new Document(metrics));
        }
        if (parent != null) {
            document.append(Branches.PARENT, parent);
        }
        if (finishReason != null) {
            document.append("finish_reason", finishReason.wire());
        }
        return document;
    }

    /** A metric as a number, 0 when it is absent. */
    Number metric(String name) {
        return metrics != null && metrics.get(name) instanceof Number number ? number : 0;
    }
}
