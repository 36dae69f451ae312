package org.parley.conversation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.bson.BsonType;

/** What a conversation's document keeps of its newest message, for lists, as it lies in the database. */
final class StoredPreview {
    private static final LocatedFields.Names NAMES = new LocatedFields.Names(Preview.TEXT, Preview.AT);
    private static final int TEXT = 0;
    private static final int AT = 1;

    private final LocatedFields fields;

    private StoredPreview(LocatedFields fields) {
        this.fields = fields;
    }

    /**
     * The kept preview, or null unless it is of now: an older program changes messages and leaves it as it was.
     *
     * @param updatedAt when the conversation was changed, in milliseconds since 1970
     */
    static StoredPreview of(BsonFields document, long updatedAt) {
        LocatedFields fields = NAMES.in(document);
        boolean current = fields.is(AT, BsonType.DATE_TIME) && fields.millis(AT) == updatedAt;
        return current ? new StoredPreview(fields) : null;
    }

    /** The beginning of the newest message; empty when there is none. */
    Optional<String> text() {
        return fields.has(TEXT) ? Optional.of(fields.text(TEXT)) : Optional.empty();
    }

    /** Whether it can be written without being decoded. */
    boolean isText() {
        return fields.is(TEXT, BsonType.STRING);
    }

    /** Writes the field, of what is a text. */
    void write(JsonGenerator json) throws IOException {
        json.writeFieldName(Preview.FIELD);
        fields.writeText(json, TEXT);
    }
}
