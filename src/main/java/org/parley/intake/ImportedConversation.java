package org.parley.intake;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole conversation that comes from somewhere else, ready to be kept for an owner.
 *
 * <p>It carries no owner and no database id: both are Parley's to give.
 *
 * @param sourceId what the conversation is recognised by when it comes again, together with its owner: the id it had
 *     there, or something made of its content
 * @param title 1 to 200 UTF-16 code units
 * @param status active or archived
 * @param tags words it was filed under, often none
 * @param pinned whether it was pinned, or starred
 * @param project the name of the project or folder it was in
 * @param createdAt when it began; empty if that is not known
 * @param updatedAt when it last changed; empty if that is not known
 * @param metadata plain values (texts, numbers, booleans, nulls, lists and maps of them) under keys a document can hold
 * @param messages oldest first; may be empty and may begin with the assistant
 */
public record ImportedConversation(
        String sourceId,
        String title,
        String status,
        List<String> tags,
        boolean pinned,
        Optional<String> project,
        Optional<Instant> createdAt,
        Optional<Instant> updatedAt,
        Map<String, Object> metadata,
        List<ImportedMessage> messages) {

    /** The same conversation, recognised by something else. */
    public ImportedConversation withSourceId(String other) {
        return new ImportedConversation(
                other, title, status, tags, pinned, project, createdAt, updatedAt, metadata, messages);
    }

    /** The same conversation, in a project of this name. */
    public ImportedConversation withProject(Optional<String> name) {
        return new ImportedConversation(
                sourceId, title, status, tags, pinned, name, createdAt, updatedAt, metadata, messages);
    }
}
