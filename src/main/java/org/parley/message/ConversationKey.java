package org.parley.message;

import java.util.regex.Pattern;
import org.bson.types.ObjectId;

/**
 * Identifies one conversation of one user. Every read and every change is looked up by both, so a user never reaches
 * another user's conversation.
 *
 * @param userId id of the owner
 * @param id id of the conversation
 */
public record ConversationKey(String userId, ObjectId id) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{24}");

    /**
     * Reads an id from a path. Only lower case is accepted, so the audit log knows each conversation under one id.
     *
     * @throws ConversationNotFoundException if it is malformed
     */
    public static ConversationKey of(String userId, String id) {
        if (!ID.matcher(id).matches()) {
            throw new ConversationNotFoundException(false);
        }
        return new ConversationKey(userId, new ObjectId(id));
    }

    /** The conversation's id as it is on the wire: 24 lower-case hexadecimal digits. */
    public String hex() {
        return id.toHexString();
    }
}
