package org.parley.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * What the server writes about a conversation by itself: thinking times, and a title in place of the first words. Each
 * is one atomic change, made anew when somebody else's comes in between.
 */
@ApplicationScoped
public class ConversationUpkeep {
    /** The title a conversation got from its first words; it stands as long as nobody has named it. */
    private static final String AUTO_TITLE = "autoTitle";

    private final ConversationService conversations;

    /** For the client proxy. */
    protected ConversationUpkeep() {
        this(null);
    }

    @Inject
    ConversationUpkeep(ConversationService conversations) {
        this.conversations = conversations;
    }

    /**
     * Adds how long an answer was thought about to the conversation's figures: {@code thinkingTimes},
     * {@code averageThinkingTime}, {@code totalThinkingTime} and {@code responseCount}.
     *
     * @param seconds until the answer began; rounded to hundredths
     * @throws ConversationNotFoundException if the user has no such conversation
     */
    public void addThinkingTime(String userId, String conversationId, double seconds) {
        ObjectId id = ConversationService.id(conversationId);
        conversations.change(userId, id, found -> {
            Document metadata = found.metadataDocument();
            return metadata(ThinkingTimes.of(metadata).with(seconds).within(metadata));
        });
    }

    /**
     * Names a conversation after its content, unless somebody has named it: the title changes only while it is the one
     * in {@code metadata.autoTitle}, which is removed with it.
     *
     * @param title what it is to be called; blanks around it go, and what is beyond 200 characters
     * @return whether it is called so now
     * @throws ConversationNotFoundException if the user has no such conversation
     */
    public boolean nameAutomatically(String userId, String conversationId, String title) {
        ObjectId id = ConversationService.id(conversationId);
        String name = Title.shortened(title);
        boolean[] named = {false};
        conversations.change(userId, id, found -> {
            BsonValue automatic = found.metadata().get(AUTO_TITLE);
            named[0] = !name.isEmpty() && new BsonString(found.title()).equals(automatic);
            Change rename = new Change(
                    Optional.of(name), Optional.empty(), Optional.of(new Document(AUTO_TITLE, null)), Optional.empty());
            return named[0]
                    ? rename
                    : new Change(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        });
        return named[0];
    }

    private static Change metadata(Document changed) {
        return new Change(Optional.empty(), Optional.empty(), Optional.of(changed), Optional.empty());
    }
}
