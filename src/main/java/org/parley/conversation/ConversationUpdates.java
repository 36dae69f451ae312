package org.parley.conversation;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.parley.document.OddValueException;
import org.parley.document.Preview;
import org.parley.document.StoredConversation;
import org.parley.message.Branches;
import org.parley.store.StoreFailures;

/** The command by which {@link ConversationWrites} changes one conversation. */
final class ConversationUpdates {
    private static final Logger LOG = Logger.getLogger(ConversationUpdates.class.getName());
    private static final FindOneAndUpdateOptions AFTER_WITHOUT_MESSAGES = new FindOneAndUpdateOptions()
            .returnDocument(ReturnDocument.AFTER)
            .projection(Projections.exclude("messages", Branches.FIELD, Preview.FIELD));

    private ConversationUpdates() {}

    /**
     * Changes the conversation that matches.
     *
     * @return the conversation after it, without messages; empty if none matches
     * @throws OddValueException if the document holds a value that the change cannot be applied to; it is intact then
     */
    static Optional<StoredConversation> one(
            MongoCollection<RawBsonDocument> conversations, Bson target, List<Bson> changes) {
        try {
            return Optional.ofNullable(
                            conversations.findOneAndUpdate(target, Updates.combine(changes), AFTER_WITHOUT_MESSAGES))
                    .map(StoredConversation::of);
        } catch (MongoException e) {
            if (!StoreFailures.isOddValue(e)) {
                throw e;
            }
            LOG.log(Level.FINE, "A conversation holds a value that a change cannot be applied to", e);
            throw new OddValueException();
        }
    }
}
