package org.parley.conversation;

import java.time.Instant;
import java.util.List;

/**
 * A page of a conversation as its reader sees it.
 *
 * @param id the conversation
 * @param title its title
 * @param hasMore whether there are older messages
 * @param isWhole whether it ends in the newest message of all; else what is written next must say that it continues
 *     {@code head}
 * @param head the last message of the branch that is shown, -1 when there is none
 * @param messages oldest first
 */
public record PlainThread(String id, String title, boolean hasMore, boolean isWhole, int head, List<Message> messages) {
    /**
     * A message.
     *
     * @param model who said it, or null
     * @param timestamp when, or null where an older program did not write it down
     * @param unfinished whether the answer was stopped, broke off or was cut
     */
    public record Message(int seq, Role role, String content, String model, Instant timestamp, boolean unfinished) {
        /** Whether the person said it; then it is no Markdown. */
        public boolean isUsers() {
            return role == Role.USER;
        }
    }

    static PlainThread of(ThreadPage page) {
        return new PlainThread(
                page.conversation().id(),
                page.conversation().title(),
                page.hasMore(),
                page.head() == page.messageCount() - 1,
                page.head(),
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
                stored.finishReason().isPresent());
    }
}
