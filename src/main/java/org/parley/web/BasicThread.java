package org.parley.web;

import java.time.Instant;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.parley.conversation.ThreadPage;
import org.parley.document.Filing;
import org.parley.message.Role;
import org.parley.message.StoredMessage;

/**
 * A page of a conversation, as the basic page shows it. What is absent is null, which the page's expressions understand.
 *
 * @param id the conversation
 * @param title its title
 * @param hasMore whether there are older messages
 * @param isWhole whether it ends in the newest message of all branches; else the next message must name {@code head} as its
 *     parent
 * @param head the last message of the branch that is shown, -1 when there is none
 * @param filing tags, project and pin
 * @param messages oldest first
 */
public record BasicThread(
        String id, String title, boolean hasMore, boolean isWhole, int head, Filing filing, List<Message> messages) {
    /**
     * A message.
     *
     * @param model the model that said it, or null
     * @param timestamp when it was said, or null if an older program did not store it
     * @param unfinished whether the answer was stopped, interrupted or cut
     * @param thought what the model thought before it, or null
     * @param tools the names of the tools whose calls led to it
     * @param files the names of the files that were sent with it
     */
    public record Message(
            int seq,
            Role role,
            String content,
            String model,
            Instant timestamp,
            boolean unfinished,
            String thought,
            List<String> tools,
            List<String> files) {
        /** Whether the user wrote it; then its line breaks are shown. */
        public boolean isUsers() {
            return role == Role.USER;
        }
    }

    /** Whether the page ends in the last message of the branch. */
    public boolean isAtEnd() {
        return messages.isEmpty() || messages.get(messages.size() - 1).seq() == head;
    }

    /** Its tags in one line; empty for none. */
    public String getTags() {
        return String.join(", ", filing.tags());
    }

    boolean has(int seq) {
        return messages.stream().anyMatch(message -> message.seq() == seq);
    }

    static BasicThread of(ThreadPage page) {
        return new BasicThread(
                page.conversation().id(),
                page.conversation().title(),
                page.hasMore(),
                page.head() == page.messageCount() - 1,
                page.head(),
                page.conversation().filing(),
                page.messages().stream()
                        .map(placed -> message(placed.seq(), placed.message()))
                        .toList());
    }

    private static Message message(int seq, StoredMessage stored) {
        return new Message(
                seq,
                stored.role(),
                stored.content(),
                stored.model().orElse(null),
                stored.timestamp().orElse(null),
                stored.finishReason().isPresent(),
                stored.thought().orElse(null),
                names(stored.toolCalls()),
                names(stored.attachments()));
    }

    private static List<String> names(List<BsonDocument> enclosed) {
        return enclosed.stream()
                .map(one -> one.get("name") instanceof BsonString name ? name.getValue() : "?")
                .toList();
    }
}
