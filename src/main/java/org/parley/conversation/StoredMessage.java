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
    private static final String[] NAMES = {
        "id", "role", "type", "content", "timestamp", "model", "metrics", Branches.PARENT, "finish_reason"
    };
    private static final byte[][] ASCII = ascii(NAMES);
    private static final int ID = 0;
    private static final int ROLE = 1;
    private static final int TYPE = 2;
    private static final int CONTENT = 3;
    private static final int TIMESTAMP = 4;
    private static final int MODEL = 5;
    private static final int METRICS = 6;
    private static final int PARENT = 7;
    private static final int FINISH_REASON = 8;

    private final RawBsonDocument document;
    private final byte[] bytes;

    /** Where the value of each field begins, or 0. */
    private final int[] at = new int[NAMES.length];

    private StoredMessage(RawBsonDocument document) {
        this.document = document;
        this.bytes = document.getByteBuffer().array();
        BsonFields fields = BsonFields.of(document);
        while (fields.next()) {
            for (int i = 0; i < ASCII.length; i++) {
                if (fields.isNamed(ASCII[i])) {
                    at[i] = fields.valueAt();
                    break;
                }
            }
        }
    }

    /** Reads an element of a message array; what is no document is taken as the content of an assistant's message. */
    static StoredMessage of(BsonValue value) {
        BsonDocument message = value instanceof BsonDocument found ? found : new BsonDocument("content", value);
        return new StoredMessage(
                message instanceof RawBsonDocument raw ? raw : new RawBsonDocument(message, new BsonDocumentCodec()));
    }

    /** Reads all elements of a message array. */
    static List<StoredMessage> list(BsonFields array) {
        List<StoredMessage> messages = new ArrayList<>();
        BsonFields elements = array.inner();
        while (elements.next()) {
            messages.add(
                    elements.type() == BsonType.DOCUMENT ? new StoredMessage(elements.slice()) : of(elements.value()));
        }
        return messages;
    }

    /** The id, absent in databases of older programs. */
    Optional<String> id() {
        return filled(ID);
    }

    Role role() {
        return filled(ROLE).or(() -> filled(TYPE)).map(Role::ofStored).orElse(Role.ASSISTANT);
    }

    String content() {
        return text(CONTENT);
    }

    /** Writes the first characters of the content, never half a character. */
    void writePreview(JsonGenerator json, int characters) throws IOException {
        if (isString(CONTENT)) {
            int from = at[CONTENT] + 4;
            json.writeUTF8String(bytes, from, cut(from, BsonFields.int32(bytes, at[CONTENT]) - 1, characters));
        } else {
            String text = content();
            int shown = Math.min(characters, text.codePointCount(0, text.length()));
            json.writeString(text.substring(0, text.offsetByCodePoints(0, shown)));
        }
    }

    /** How many bytes of a text its first characters take: in UTF-8 all but a character's first byte begin with 10. */
    private int cut(int from, int length, int characters) {
        int begun = 0;
        for (int i = 0; i < length; i++) {
            if ((bytes[from + i] & 0xc0) != 0x80 && ++begun > characters) {
                return i;
            }
        }
        return length;
    }

    /** Writes the content without making a text of it. */
    void writeContent(JsonGenerator json) throws IOException {
        if (isString(CONTENT)) {
            writeText(json, CONTENT);
        } else {
            json.writeString(content());
        }
    }

    /** Writes the id; a message of an older program has none and gets {@code <conversation id>-<seq>}. */
    void writeId(JsonGenerator json, String conversationId, int seq) throws IOException {
        if (isString(ID) && BsonFields.int32(bytes, at[ID]) > 1) {
            writeText(json, ID);
        } else {
            json.writeString(id().orElseGet(() -> conversationId + "-" + seq));
        }
    }

    Optional<Instant> timestamp() {
        if (typeOf(TIMESTAMP) == BsonType.DATE_TIME.getValue()) {
            return Optional.of(Instant.ofEpochMilli(BsonFields.int64(bytes, at[TIMESTAMP])));
        }
        return at[TIMESTAMP] == 0 ? Optional.empty() : BsonTexts.instant(value(TIMESTAMP));
    }

    Optional<String> model() {
        return filled(MODEL);
    }

    Optional<RawBsonDocument> metrics() {
        return typeOf(METRICS) == BsonType.DOCUMENT.getValue()
                ? Optional.of(new RawBsonDocument(bytes, at[METRICS], BsonFields.int32(bytes, at[METRICS])))
                : Optional.empty();
    }

    /** The message it was said to continue when it was stored, if one that can be: {@code seq} is its own place. */
    Optional<Integer> parent(int seq) {
        return value(PARENT) instanceof BsonNumber number
                        && number.intValue() >= Branches.NONE
                        && number.intValue() < seq
                ? Optional.of(number.intValue())
                : Optional.empty();
    }

    Optional<FinishReason> finishReason() {
        return filled(FINISH_REASON).flatMap(FinishReason::of);
    }

    /** The whole message, as it can be changed and stored. */
    Document document() {
        return new DocumentCodec()
                .decode(document.asBsonReader(), DecoderContext.builder().build());
    }

    private Optional<String> filled(int field) {
        return at[field] == 0 ? Optional.empty() : Optional.of(text(field)).filter(text -> !text.isEmpty());
    }

    private String text(int field) {
        return isString(field) ? BsonFields.text(bytes, at[field]) : BsonTexts.text(value(field));
    }

    private void writeText(JsonGenerator json, int field) throws IOException {
        json.writeUTF8String(bytes, at[field] + 4, BsonFields.int32(bytes, at[field]) - 1);
    }

    private BsonValue value(int field) {
        return at[field] == 0 ? null : document.get(NAMES[field]);
    }

    private boolean isString(int field) {
        return typeOf(field) == BsonType.STRING.getValue();
    }

    /** The type's number stands in front of the name. */
    private int typeOf(int field) {
        return at[field] == 0 ? 0 : bytes[at[field] - NAMES[field].length() - 2];
    }

    private static byte[][] ascii(String... names) {
        byte[][] ascii = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            ascii[i] = names[i].getBytes(StandardCharsets.US_ASCII);
        }
        return ascii;
    }
}
