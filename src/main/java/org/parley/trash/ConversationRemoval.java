package org.parley.trash;

import jakarta.inject.Inject;
import java.util.List;
import org.bson.BsonValue;
import org.parley.idempotency.Idempotency;
import org.parley.platform.Component;
import org.parley.store.DeletedUser;
import org.parley.store.UserData;

/**
 * Removes the conversations of a deleted account at once, whether they are in the trash or not. What other features store
 * beside them they remove by themselves.
 */
@Component
class ConversationRemoval implements UserData {
    private static final int BATCH = 500;

    private final TrashRepository conversations;
    private final Idempotency idempotency;

    @Inject
    ConversationRemoval(TrashRepository conversations, Idempotency idempotency) {
        this.conversations = conversations;
        this.idempotency = idempotency;
    }

    @Override
    public void remove(DeletedUser user, Runnable goOn) {
        List<BsonValue> ids = conversations.anyOf(user.id(), BATCH);
        while (!ids.isEmpty()) {
            goOn.run();
            idempotency.forget(ids.stream()
                    .filter(BsonValue::isObjectId)
                    .map(id -> id.asObjectId().getValue().toHexString())
                    .toList());
            conversations.removeAny(user.id(), ids);
            ids = conversations.anyOf(user.id(), BATCH);
        }
    }
}
