package org.parley.conversation;

import com.mongodb.client.model.Filters;
import java.util.List;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * The filter that is part of every query: nobody reads or changes what is not theirs. Existing databases hold the owner
 * as a string or as an ObjectId; both are met.
 */
final class Ownership {
    private Ownership() {}

    /** What belongs to a user. */
    static Bson of(String userId) {
        return ObjectId.isValid(userId)
                ? Filters.in(
                        "user_id", List.<BsonValue>of(new BsonString(userId), new BsonObjectId(new ObjectId(userId))))
                : Filters.eq("user_id", userId);
    }

    /** One conversation, if it belongs to the user. */
    static Bson of(String userId, ObjectId id) {
        return Filters.and(Filters.eq("_id", id), of(userId));
    }
}
