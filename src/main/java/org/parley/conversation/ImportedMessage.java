package org.parley.conversation;

import java.time.Instant;
import java.util.Map;

/**
 * One message of a conversation that comes from somewhere else.
 *
 * @param id the id it had there, or null; kept if no other message of the conversation bears it
 * @param role user, assistant, system or tool
 * @param content the whole text, well-formed Unicode, possibly empty; may be longer than what REST takes,
 *     up to {@link ConversationImport#MAX_CONTENT_BYTES} bytes of UTF-8
 * @param timestamp when it was written, or null when that is not known: the import derives it from its neighbours
 * @param model the model that wrote it, or null
 * @param metrics numbers about its making, empty when there are none
 * @param parent the place in its conversation of the message it continues, -1 when it begins anew, or null for the
 *     one before it; what cannot be true is kept as the import's and the message continues the one before it
 * @param finishReason why the answer is not whole, or null
 * @param kept what the other place knew about it and Parley has no field for, under the names it had there;
 *     stored with the message so that nothing is lost
 */
public record ImportedMessage(
        String id,
        String role,
        String content,
        Instant timestamp,
        String model,
        Map<String, Object> metrics,
        Integer parent,
        FinishReason finishReason,
        Map<String, Object> kept) {

    /** A whole message that continues the one before it. */
    public ImportedMessage(
            String id,
            String role,
            String content,
            Instant timestamp,
            String model,
            Map<String, Object> metrics,
            Map<String, Object> kept) {
        this(id, role, content, timestamp, model, metrics, null, null, kept);
    }

    /** A message of which nothing but this is known. */
    public static ImportedMessage of(String role, String content, Instant timestamp) {
        return new ImportedMessage(null, role, content, timestamp, null, Map.of(), Map.of());
    }
}
