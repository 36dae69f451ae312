package org.parley.conversation;

import java.time.Instant;
import java.util.Date;
import org.bson.BsonDocument;
import org.bson.Document;

/**
 * What a conversation remembers of the file it came from, in its field {@code import}: enough to know it again and to
 * tell how much of a later file is new.
 *
 * @param sourceId the id it has in files
 * @param first fingerprint of the file's first message, empty if there was none
 * @param count how many of the file's messages are here, counted from its beginning
 * @param beginning fingerprint of these messages
 * @param run which run brought them
 */
record ImportMark(String sourceId, String first, int count, String beginning, String run) {
    static final String FIELD = "import";

    static ImportMark of(ImportedConversation conversation, MessageTrail trail, int count, String run) {
        return new ImportMark(conversation.sourceId(), trail.first(), count, trail.beginning(count), run);
    }

    /** Reads the field; null if there is none, or one of another shape. */
    static ImportMark of(BsonDocument conversation) {
        if (!(conversation.get(FIELD) instanceof BsonDocument mark)
                || mark.get("count") == null
                || !mark.get("count").isNumber()) {
            return null;
        }
        return new ImportMark(
                BsonTexts.text(mark.get("source_id")),
                BsonTexts.text(mark.get("first")),
                mark.getNumber("count").intValue(),
                BsonTexts.text(mark.get("beginning")),
                BsonTexts.text(mark.get("run")));
    }

    Document document(Instant at) {
        return new Document("source_id", sourceId)
                .append("first", first)
                .append("count", count)
                .append("beginning", beginning)
                .append("run", run)
                .append("at", Date.from(at));
    }

    /** How many messages of a file are known to be here because it begins as the one before did. */
    int known(MessageTrail trail) {
        return count <= trail.size() && trail.beginning(count).equals(beginning) ? count : 0;
    }
}
