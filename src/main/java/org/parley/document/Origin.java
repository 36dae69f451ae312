package org.parley.document;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.Document;
import org.parley.bson.BsonTexts;

/**
 * The file a conversation was imported from, stored in its field {@code import}: enough to recognise the conversation
 * in a later file and to tell which of that file's messages are new.
 *
 * @param sourceId its id in files
 * @param first fingerprint of the file's first message, empty if there was none
 * @param count how many of the file's messages are stored here, counted from its beginning
 * @param beginning fingerprint of these messages
 * @param run the run that imported them
 */
public record Origin(String sourceId, String first, int count, String beginning, String run) {
    public static final String FIELD = "import";
    /** Where the owner's conversation from a certain file is looked up. */
    public static final String SOURCE_ID = FIELD + ".source_id";

    /** Reads the field; empty if it is missing or has another shape. */
    static Optional<Origin> of(BsonValue field) {
        if (!(field instanceof BsonDocument origin)
                || origin.get("count") == null
                || !origin.get("count").isNumber()) {
            return Optional.empty();
        }
        return Optional.of(new Origin(
                BsonTexts.text(origin.get("source_id")),
                BsonTexts.text(origin.get("first")),
                origin.getNumber("count").intValue(),
                BsonTexts.text(origin.get("beginning")),
                BsonTexts.text(origin.get("run"))));
    }

    public Document document(Instant at) {
        return new Document("source_id", sourceId)
                .append("first", first)
                .append("count", count)
                .append("beginning", beginning)
                .append("run", run)
                .append("at", Date.from(at));
    }
}
