package org.parley.document;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.Document;
import org.parley.bson.BsonFields;
import org.parley.bson.LocatedFields;

/**
 * The beginning of a conversation's newest message, stored in its document ({@code preview: {text, at}}) so that a list
 * need not read messages (decision 0013).
 *
 * <p>It is valid only while {@code at} equals the conversation's {@code updated_at}: a program that changes messages
 * without updating the preview sets the time and so invalidates it.
 */
public final class Preview {
    public static final String FIELD = "preview";
    public static final String AT_FIELD = "at";
    /** How much of the message is shown, in Unicode code points. */
    static final int CHARACTERS = 160;

    private static final LocatedFields.Names NAMES = new LocatedFields.Names("text", AT_FIELD);
    private static final int TEXT = 0;
    private static final int AT = 1;

    private final LocatedFields fields;

    private Preview(LocatedFields fields) {
        this.fields = fields;
    }

    /**
     * A stored preview; empty unless it is valid.
     *
     * @param updatedAt the conversation's time in milliseconds since 1970
     */
    static Optional<Preview> of(BsonFields document, long updatedAt) {
        LocatedFields fields = NAMES.in(document);
        boolean current = fields.is(AT, BsonType.DATE_TIME) && fields.millis(AT) == updatedAt;
        return current ? Optional.of(new Preview(fields)) : Optional.empty();
    }

    /** Whether a stored value has the shape of a preview; only other programs store another one. */
    static boolean isOurs(BsonDocument stored) {
        return Set.of("text", AT_FIELD).containsAll(stored.keySet());
    }

    /** The beginning of the newest message; empty if there is no message. */
    Optional<String> text() {
        return fields.has(TEXT) ? Optional.of(fields.text(TEXT)) : Optional.empty();
    }

    /** Whether it can be written without being decoded. */
    boolean isText() {
        return fields.is(TEXT, BsonType.STRING);
    }

    /** Writes the field of a preview that is text. */
    void write(JsonGenerator json) throws IOException {
        json.writeFieldName(FIELD);
        fields.writeText(json, TEXT);
    }

    /** The field to store; without a text if there is no message. */
    static Document of(Optional<String> content, Instant updatedAt) {
        Document preview = new Document();
        content.ifPresent(text -> preview.append("text", beginning(text)));
        return preview.append(AT_FIELD, Date.from(updatedAt));
    }

    /** The field to store for a conversation that ends in these messages. */
    public static Document of(List<Document> messages, Instant updatedAt) {
        Optional<String> newest = messages.isEmpty()
                ? Optional.empty()
                : Optional.of(messages.get(messages.size() - 1).getString("content"));
        return of(newest, updatedAt);
    }

    /** The first characters, never half of one. */
    public static String beginning(String text) {
        // A code point is at most two UTF-16 units, so a long text is not counted to its end.
        int within = Math.min(text.length(), 2 * CHARACTERS);
        int shown = Math.min(CHARACTERS, text.codePointCount(0, within));
        return text.substring(0, text.offsetByCodePoints(0, shown));
    }
}
