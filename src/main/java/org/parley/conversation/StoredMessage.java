package org.parley.conversation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonNumber;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;

/**
 * A message as it lies in the database, read leniently: older programs wrote {@code type} for role, or objects. Only
 * where its fields begin is known beforehand; texts go from the database's bytes into the answer's.
 */
final class StoredMessage {
    private static final LocatedFields.Names NAMES = new LocatedFields.Names(
            "role", "content", "timestamp", "id", "model", "metrics", Branches.PARENT, "finish_reason", "type");
    private static final int ROLE = 0;
    private static final int CONTENT = 1;
    private static final int TIMESTAMP = 2;
    private static final int ID = 3;
    private static final int MODEL = 4;
    private static final int METRICS = 5;
    private static final int PARENT = 6;
    private static final int FINISH_REASON = 7;
    private static final int TYPE = 8;

    private final LocatedFields fields;

    private StoredMessage(BsonFields document) {
        this.fields = NAMES.in(document);
    }

    /** Reads an element of a message array; what is no document is taken as the content of an assistant's message. */
    static StoredMessage of(BsonValue value) {
        BsonDocument message = value instanceof BsonDocument found ? found : new BsonDocument("content", value);
        return new StoredMessage(BsonFields.of(
                message instanceof RawBsonDocument raw ? raw : new RawBsonDocument(message, new BsonDocumentCodec())));
    }

    /** Reads all elements of a message array. */
    static List<StoredMessage> list(BsonFields elements) {
        List<StoredMessage> messages = new ArrayList<>();
        while (elements.next()) {
            messages.add(
                    elements.type() == BsonType.DOCUMENT ? new StoredMessage(elements.inner()) : of(elements.value()));
        }
        return messages;
    }

    /** The id, absent in databases of older programs. */
    Optional<String> id() {
        return fields.filled(ID);
    }

    Role role() {
        return fields.filled(ROLE)
                .or(() -> fields.filled(TYPE))
                .map(Role::ofStored)
                .orElse(Role.ASSISTANT);
    }

    String content() {
        return fields.text(CONTENT);
    }

    /** About how long the content is, in bytes of UTF-8, found without reading it. */
    int size() {
        return fields.is(CONTENT, BsonType.STRING)
                ? fields.length(CONTENT)
                : content().length();
    }

    /** The first characters of the content, as a list shows it. */
    String preview() {
        if (!fields.is(CONTENT, BsonType.STRING)) {
            return Preview.beginning(content());
        }
        // A long text is not decoded to its end: a character takes four bytes at most.
        int begin = Math.min(fields.length(CONTENT), 4 * Preview.CHARACTERS);
        return Preview.beginning(new String(fields.bytes(), fields.textAt(CONTENT), begin, StandardCharsets.UTF_8));
    }

    /** Writes the content without making a text of it. */
    void writeContent(JsonGenerator json) throws IOException {
        if (fields.is(CONTENT, BsonType.STRING)) {
            fields.writeText(json, CONTENT);
        } else {
            json.writeString(content());
        }
    }

    /** Writes the id; a message of an older program has none and gets {@code <conversation id>-<seq>}. */
    void writeId(JsonGenerator json, String conversationId, int seq) throws IOException {
        if (fields.is(ID, BsonType.STRING) && fields.length(ID) > 0) {
            fields.writeText(json, ID);
        } else {
            json.writeString(id().orElseGet(() -> conversationId + "-" + seq));
        }
    }

    Optional<Instant> timestamp() {
        return fields.instant(TIMESTAMP);
    }

    Optional<String> model() {
        return fields.filled(MODEL);
    }

    Optional<RawBsonDocument> metrics() {
        return fields.is(METRICS, BsonType.DOCUMENT) ? Optional.of(fields.slice(METRICS)) : Optional.empty();
    }

    /** The message it was said to continue when it was stored, if one that can be: {@code seq} is its own place. */
    Optional<Integer> parent(int seq) {
        return fields.value(PARENT) instanceof BsonNumber number
                        && number.intValue() >= Branches.NONE
                        && number.intValue() < seq
                ? Optional.of(number.intValue())
                : Optional.empty();
    }

    Optional<FinishReason> finishReason() {
        return fields.filled(FINISH_REASON).flatMap(FinishReason::of);
    }

    /** The whole message, as it can be changed and stored. */
    Document document() {
        return new DocumentCodec()
                .decode(
                        fields.document().asBsonReader(),
                        DecoderContext.builder().build());
    }
}
