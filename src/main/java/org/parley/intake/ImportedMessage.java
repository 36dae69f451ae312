package org.parley.intake;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.parley.message.FinishReason;

/**
 * One message of a conversation that comes from somewhere else.
 *
 * @param id the id it had there; kept if no other message of the conversation has it
 * @param role user, assistant, system or tool
 * @param content the whole text, well-formed Unicode, possibly empty; may be longer than what REST takes,
 *     up to {@link ConversationImport#MAX_CONTENT_BYTES} bytes of UTF-8
 * @param timestamp when it was written; if that is not known, the import derives it from its neighbours
 * @param model the model that wrote it
 * @param metrics numbers about its making, empty when there are none
 * @param parent the place in its conversation of the message it continues, -1 if it begins the conversation again, empty
 *     for the one before it; an impossible value is stored with the import, and the message continues the one before it
 * @param finishReason why the answer is incomplete
 * @param kept what the other place knew about it and Parley has no field for, under the names it had there;
 *     stored with the message so that nothing is lost
 */
public record ImportedMessage(
        Optional<String> id,
        String role,
        String content,
        Optional<Instant> timestamp,
        Optional<String> model,
        Map<String, Object> metrics,
        Optional<Integer> parent,
        Optional<FinishReason> finishReason,
        Map<String, Object> kept) {

    /** A message with only these fields, which continues the one before it. */
    public static ImportedMessage of(String role, String content, Optional<Instant> timestamp) {
        return new ImportedMessage(
                Optional.empty(),
                role,
                content,
                timestamp,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
