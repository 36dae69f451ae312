package org.parley.conversation;

import jakarta.inject.Inject;
import java.util.Optional;
import org.bson.BsonString;
import org.bson.Document;
import org.parley.document.Metadata;
import org.parley.document.StoredConversation;
import org.parley.document.ThinkingTimes;
import org.parley.document.Title;
import org.parley.message.ConversationKey;
import org.parley.message.ConversationNotFoundException;
import org.parley.platform.Component;

/**
 * What an assistant needs to know about a conversation besides its messages, and what it adds: thinking times, and a
 * title in place of the first words. Each change is atomic and computed again if another one comes first.
 */
@Component
public class AssistantMetadata {
    private final ConversationService conversations;

    @Inject
    AssistantMetadata(ConversationService conversations) {
        this.conversations = conversations;
    }

    /**
     * What a conversation's metadata says to its assistant.
     *
     * @param model id of the chosen model
     * @param systemPrompt instructions for the answers
     * @param project id of its project
     * @param unnamed whether its title is still made of the first words ({@code metadata.autoTitle})
     */
    public record Choices(
            Optional<String> model, Optional<String> systemPrompt, Optional<String> project, boolean unnamed) {}

    /**
     * Reads the choices.
     *
     * @throws ConversationNotFoundException if the user has no such conversation
     */
    public Choices choices(ConversationKey key) {
        StoredConversation found = conversations.existing(key);
        return new Choices(
                text(found, "model"),
                text(found, "systemPrompt"),
                found.filing().project(),
                isUnnamed(found));
    }

    /**
     * Adds the thinking time of an answer to {@code thinkingTimes}, {@code averageThinkingTime},
     * {@code totalThinkingTime} and {@code responseCount}.
     *
     * @param seconds until the answer began; rounded to hundredths
     * @throws ConversationNotFoundException if the user has no such conversation
     */
    public void addThinkingTime(ConversationKey key, double seconds) {
        conversations.change(key, found -> {
            Document metadata = found.metadata().document();
            return ConversationUpdate.NOTHING.withMetadata(
                    ThinkingTimes.of(metadata).with(seconds).within(metadata));
        });
    }

    /**
     * Names a conversation unless it has been named: the title changes only while it is the one in
     * {@code metadata.autoTitle}, which is removed with it.
     *
     * @param title the new title; it is trimmed and cut after 200 characters
     * @return whether the title was changed
     * @throws ConversationNotFoundException if the user has no such conversation
     */
    public boolean nameAutomatically(ConversationKey key, String title) {
        String name = Title.shortened(title);
        boolean[] named = {false};
        conversations.change(key, found -> {
            named[0] = !name.isEmpty() && isUnnamed(found);
            return named[0]
                    ? ConversationUpdate.NOTHING.withTitle(name).withMetadata(new Document(Metadata.AUTO_TITLE, null))
                    : ConversationUpdate.NOTHING;
        });
        return named[0];
    }

    private static boolean isUnnamed(StoredConversation found) {
        return new BsonString(found.title()).equals(found.metadata().get(Metadata.AUTO_TITLE));
    }

    private static Optional<String> text(StoredConversation found, String key) {
        return found.metadata().get(key) instanceof BsonString text
                        && !text.getValue().isBlank()
                ? Optional.of(text.getValue())
                : Optional.empty();
    }
}
