package org.parley.conversation;

import com.mongodb.client.model.Filters;
import java.util.List;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.parley.message.ConversationKey;

/**
 * The filter that is part of every query, so that users reach only what they own. Existing databases store the owner as
 * a string or as an ObjectId; both match.
 */
public final class Ownership {
    private Ownership() {}

    /** What belongs to a user. */
    public static Bson of(String userId) {
        return ObjectId.isValid(userId)
                ? Filters.in(
                        "user_id", List.<BsonValue>of(new BsonString(userId), new BsonObjectId(new ObjectId(userId))))
                : Filters.eq("user_id", userId);
    }

    /** One conversation, if it belongs to the user. */
    public static Bson of(ConversationKey key) {
        return Filters.and(Filters.eq("_id", key.id()), of(key.userId()));
    }
}
