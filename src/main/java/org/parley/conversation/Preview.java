package org.parley.conversation;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * The beginning of a conversation's newest message, kept in its document ({@code preview: {text, at}}) so that a list
 * need not read messages (decision 0013).
 *
 * <p>It counts only while {@code at} is the conversation's {@code updated_at}: whatever changes the messages without
 * keeping this, as an older program does, sets the time and with it tells that the preview is of yesterday.
 */
final class Preview {
    static final String FIELD = "preview";
    static final String TEXT = "text";
    static final String AT = "at";

    /** How much of the message is shown, in Unicode code points. */
    static final int CHARACTERS = 160;

    private Preview() {}

    /** As it is stored. */
    static Document of(String content, Instant updatedAt) {
        return new Document(TEXT, beginning(content)).append(AT, Date.from(updatedAt));
    }

    /** As it is stored, without a text if there is no message. */
    static Document of(Optional<String> content, Instant updatedAt) {
        return content.map(text -> of(text, updatedAt)).orElseGet(() -> new Document(AT, Date.from(updatedAt)));
    }

    /** As it is stored for a conversation that ends in these messages of ours; without a text if there are none. */
    static Document of(List<Document> messages, Instant updatedAt) {
        Optional<String> newest = messages.isEmpty()
                ? Optional.empty()
                : Optional.of(messages.get(messages.size() - 1).getString("content"));
        return of(newest, updatedAt);
    }

    /** The first characters, never half a one. */
    static String beginning(String text) {
        // A character takes two places at most: a long text is not counted through.
        int within = Math.min(text.length(), 2 * CHARACTERS);
        int shown = Math.min(CHARACTERS, text.codePointCount(0, within));
        return text.substring(0, text.offsetByCodePoints(0, shown));
    }
}
