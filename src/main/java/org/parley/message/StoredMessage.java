package org.parley.message;

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
import org.parley.bson.BsonFields;
import org.parley.bson.BsonJson;
import org.parley.bson.LocatedFields;

/**
 * A message as it was read from the database. Older programs wrote {@code type} for role, or objects as content. Only the
 * position of each field is known in advance; texts are copied from the database's bytes into the answer's.
 */
public final class StoredMessage {
    private static final LocatedFields.Names NAMES = new LocatedFields.Names(
            "role",
            "content",
            "timestamp",
            "id",
            "model",
            "metrics",
            Branches.PARENT,
            "finish_reason",
            Thought.TEXT,
            Thought.SECONDS,
            Enclosures.TOOL_CALLS,
            Enclosures.ATTACHMENTS,
            "type");
    /** The most that a character takes. */
    private static final int UTF_8_BYTES = 4;

    private static final int ROLE = 0;
    private static final int CONTENT = 1;
    private static final int TIMESTAMP = 2;
    private static final int ID = 3;
    private static final int MODEL = 4;
    private static final int METRICS = 5;
    private static final int PARENT = 6;
    private static final int FINISH_REASON = 7;
    private static final int THOUGHT = 8;
    private static final int THOUGHT_SECONDS = 9;
    private static final int TOOL_CALLS = 10;
    private static final int ATTACHMENTS = 11;
    private static final int TYPE = 12;

    private final LocatedFields fields;

    private StoredMessage(BsonFields document) {
        this.fields = NAMES.in(document);
    }

    /** Reads an element of a message array; what is no document is taken as the content of an assistant's message. */
    public static StoredMessage of(BsonValue value) {
        BsonDocument message = value instanceof BsonDocument found ? found : new BsonDocument("content", value);
        return new StoredMessage(BsonFields.of(
                message instanceof RawBsonDocument raw ? raw : new RawBsonDocument(message, new BsonDocumentCodec())));
    }

    /** Reads all elements of a message array. */
    public static List<StoredMessage> list(BsonFields elements) {
        List<StoredMessage> messages = new ArrayList<>();
        while (elements.next()) {
            messages.add(
                    elements.type() == BsonType.DOCUMENT ? new StoredMessage(elements.inner()) : of(elements.value()));
        }
        return messages;
    }

    /** The id, absent in databases of older programs. */
    public Optional<String> id() {
        return fields.filled(ID);
    }

    /** Who speaks; the assistant if it is not known. */
    public Role role() {
        return fields.filled(ROLE)
                .or(() -> fields.filled(TYPE))
                .map(Role::ofStored)
                .orElse(Role.ASSISTANT);
    }

    /** The text; of a content in parts the text of its parts, else JSON for content of another type. */
    public String content() {
        return fields.is(CONTENT, BsonType.ARRAY) || fields.is(CONTENT, BsonType.DOCUMENT)
                ? ContentParts.text(fields.value(CONTENT)).orElseGet(() -> fields.text(CONTENT))
                : fields.text(CONTENT);
    }

    /** About how long it is on the wire, in bytes of UTF-8: its texts and what comes with it, found without reading them. */
    public int size() {
        int content = fields.is(CONTENT, BsonType.STRING)
                ? fields.length(CONTENT)
                : content().length();
        return content
                + (hasThought() ? fields.length(THOUGHT) : 0)
                + (fields.is(TOOL_CALLS, BsonType.ARRAY) ? fields.length(TOOL_CALLS) : 0)
                + (fields.is(ATTACHMENTS, BsonType.ARRAY) ? fields.length(ATTACHMENTS) : 0);
    }

    /**
     * The beginning of the content: all of it, or at least this many characters (Unicode code points). A long text is not
     * decoded to its end.
     */
    public String beginning(int characters) {
        if (!fields.is(CONTENT, BsonType.STRING)) {
            return content();
        }
        int begin = Math.min(fields.length(CONTENT), UTF_8_BYTES * characters);
        return new String(fields.bytes(), fields.textAt(CONTENT), begin, StandardCharsets.UTF_8);
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

    /** When it was said; empty if the document does not tell. */
    public Optional<Instant> timestamp() {
        return fields.instant(TIMESTAMP);
    }

    /** The model that said it. */
    public Optional<String> model() {
        return fields.filled(MODEL);
    }

    /** What the answer cost, as its client or the assistant stored it. */
    public Optional<RawBsonDocument> metrics() {
        return fields.is(METRICS, BsonType.DOCUMENT) ? Optional.of(fields.slice(METRICS)) : Optional.empty();
    }

    /** The message it was said to continue when it was stored, if one that can be: {@code seq} is its own place. */
    public Optional<Integer> parent(int seq) {
        return fields.value(PARENT) instanceof BsonNumber number
                        && number.intValue() >= Branches.NONE
                        && number.intValue() < seq
                ? Optional.of(number.intValue())
                : Optional.empty();
    }

    /** Why the answer is incomplete; empty for a complete one. */
    public Optional<FinishReason> finishReason() {
        return fields.filled(FINISH_REASON).flatMap(FinishReason::of);
    }

    /** What the model thought before the answer. */
    public Optional<String> thought() {
        return hasThought() ? fields.filled(THOUGHT) : Optional.empty();
    }

    /** How long the model thought, in seconds. */
    public Optional<Double> thoughtSeconds() {
        return fields.value(THOUGHT_SECONDS) instanceof BsonNumber number && Thought.isDuration(number.doubleValue())
                ? Optional.of(number.doubleValue())
                : Optional.empty();
    }

    /** The calls of tools that led to it; what is no object is left out. */
    public List<BsonDocument> toolCalls() {
        return objects(TOOL_CALLS);
    }

    /** What is known of files that were sent with it; what is no object is left out. */
    public List<BsonDocument> attachments() {
        return objects(ATTACHMENTS);
    }

    private List<BsonDocument> objects(int field) {
        List<BsonDocument> objects = new ArrayList<>();
        if (fields.is(field, BsonType.ARRAY)) {
            for (BsonFields items = fields.inner(field); items.next(); ) {
                if (items.value() instanceof BsonDocument item) {
                    objects.add(item);
                }
            }
        }
        return objects;
    }

    /** Writes the fields with what comes with it; what another program stored there and is no object is left out. */
    void writeEnclosures(JsonGenerator json) throws IOException {
        for (int field = TOOL_CALLS; field <= ATTACHMENTS; field++) {
            boolean begun = false;
            if (fields.is(field, BsonType.ARRAY)) {
                for (BsonFields items = fields.inner(field); items.next(); ) {
                    if (items.type() == BsonType.DOCUMENT) {
                        if (!begun) {
                            json.writeArrayFieldStart(fields.name(field));
                        }
                        begun = true;
                        BsonJson.value(json, items);
                    }
                }
            }
            if (begun) {
                json.writeEndArray();
            }
        }
    }

    private boolean hasThought() {
        return fields.is(THOUGHT, BsonType.STRING);
    }

    /** The whole message, as it can be changed and stored. */
    public Document document() {
        return new DocumentCodec()
                .decode(
                        fields.document().asBsonReader(),
                        DecoderContext.builder().build());
    }
}
