package org.parley.conversation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;
import org.parley.platform.Instants;

/**
 * A conversation's document as it lies in the database, whoever wrote it: Parley, or an older program that kept all
 * messages in one array, dates as strings and no counters. Nothing is converted before it is asked for.
 */
final class StoredConversation {
    private static final RawBsonDocument NO_METADATA = RawBsonDocument.parse("{}");

    private static final LocatedFields.Names NAMES = new LocatedFields.Names(
            "_id",
            "user_id",
            "title",
            "messages",
            "status",
            "metadata",
            "created_at",
            "updated_at",
            "message_count",
            "segment_count",
            "tail_first_seq",
            "tail_bytes",
            Branches.FIELD,
            Preview.FIELD,
            "revision",
            ImportMark.FIELD,
            "first_segment",
            "tags");
    private static final int ID = 0;
    private static final int USER_ID = 1;
    private static final int TITLE = 2;
    private static final int MESSAGES = 3;
    private static final int STATUS = 4;
    private static final int METADATA = 5;
    private static final int CREATED_AT = 6;
    private static final int UPDATED_AT = 7;
    private static final int MESSAGE_COUNT = 8;
    private static final int SEGMENT_COUNT = 9;
    private static final int TAIL_FIRST_SEQ = 10;
    private static final int TAIL_BYTES = 11;
    private static final int BRANCHES = 12;
    private static final int PREVIEW = 13;
    private static final int REVISION = 14;
    private static final int FIRST_SEGMENT = 16;
    private static final int TAGS = 17;

    private final LocatedFields fields;
    private final List<StoredMessage> tail;

    private final StoredPreview preview;

    private StoredConversation(LocatedFields fields, List<StoredMessage> tail) {
        this.fields = fields;
        this.tail = tail;
        this.preview = fields.is(PREVIEW, BsonType.DOCUMENT) && hasDates()
                ? StoredPreview.of(fields.inner(PREVIEW), fields.millis(UPDATED_AT))
                : null;
    }

    /** A document as the database sent it. */
    static StoredConversation of(RawBsonDocument raw) {
        LocatedFields fields = NAMES.in(raw);
        return new StoredConversation(
                fields, fields.is(MESSAGES, BsonType.ARRAY) ? StoredMessage.list(fields.inner(MESSAGES)) : null);
    }

    /** This one with the messages that another read of it brought; without any if it is gone by now. */
    StoredConversation withTailOf(StoredConversation other) {
        return new StoredConversation(fields, other == null ? null : other.tail);
    }

    /** The id in hex. */
    String id() {
        return fields.hex(ID);
    }

    BsonValue key() {
        return fields.value(ID);
    }

    String ownerId() {
        return fields.text(USER_ID);
    }

    void writeOwner(JsonGenerator json) throws IOException {
        json.writeFieldName("user_id");
        if (fields.is(USER_ID, BsonType.STRING)) {
            fields.writeText(json, USER_ID);
        } else {
            json.writeString(ownerId());
        }
    }

    void writeTitle(JsonGenerator json) throws IOException {
        json.writeFieldName("title");
        if (fields.is(TITLE, BsonType.STRING) && fields.bytes()[fields.textAt(TITLE)] > ' ') {
            fields.writeText(json, TITLE); // it begins with a letter, so it is not blank
        } else {
            json.writeString(title());
        }
    }

    String title() {
        String title = fields.text(TITLE);
        return title.isBlank() ? Title.DEFAULT : title;
    }

    Status status() {
        return Status.ofStored(fields.text(STATUS));
    }

    RawBsonDocument metadata() {
        return fields.is(METADATA, BsonType.DOCUMENT) ? fields.slice(METADATA) : NO_METADATA;
    }

    /** The fields of the metadata. */
    BsonFields metadataFields() {
        return fields.is(METADATA, BsonType.DOCUMENT) ? fields.inner(METADATA) : BsonFields.of(NO_METADATA);
    }

    /** The metadata as it can be changed. */
    Document metadataDocument() {
        return new DocumentCodec()
                .decode(metadata().asBsonReader(), DecoderContext.builder().build());
    }

    /** The tags that are strings. */
    List<String> tags() {
        return fields.value(TAGS) instanceof BsonArray tags
                ? tags.stream()
                        .filter(BsonValue::isString)
                        .map(tag -> tag.asString().getValue())
                        .toList()
                : List.of();
    }

    Optional<Instant> createdAt() {
        return fields.instant(CREATED_AT);
    }

    Optional<Instant> updatedAt() {
        return fields.instant(UPDATED_AT);
    }

    /** Whether {@code updated_at} is a BSON date, as what we write is; sorting needs it. */
    boolean hasDates() {
        return fields.is(UPDATED_AT, BsonType.DATE_TIME);
    }

    /** Whether the document has our counters; an older program's gets them at its first change. */
    boolean adopted() {
        return fields.has(REVISION);
    }

    /** Counts changes; 0 for a document that was never changed by us. */
    long revision() {
        return fields.number(REVISION, 0);
    }

    /** How many messages there are, as the document says; empty when it does not say. */
    Optional<Integer> messageCount() {
        long count = fields.number(MESSAGE_COUNT, -1);
        return count < 0 ? Optional.empty() : Optional.of((int) count);
    }

    int segmentCount() {
        return (int) fields.number(SEGMENT_COUNT, 0);
    }

    /** The number of the first segment; not 0 after the messages were replaced. */
    int firstSegment() {
        return (int) fields.number(FIRST_SEGMENT, 0);
    }

    /** The {@code seq} of the tail's first message. */
    int tailFirstSeq() {
        return (int) fields.number(TAIL_FIRST_SEQ, 0);
    }

    long tailBytes() {
        return fields.number(TAIL_BYTES, 0);
    }

    /** The messages in the document: all, or the newest ones when there are segments or a projection. */
    List<StoredMessage> tail() {
        return tail == null ? List.of() : tail;
    }

    /** Whether {@code messages} is an array, as it should be. */
    boolean hasMessageArray() {
        return tail != null;
    }

    /** The {@code seq} after the newest message, of a document that holds its tail to the end. */
    int end() {
        return tailFirstSeq() + tail().size();
    }

    /** Whether the beginning of the newest message is kept in the document, and is of now. */
    boolean hasPreview() {
        return preview != null;
    }

    /** The beginning of the newest message; empty when there is none. */
    Optional<String> preview() {
        if (preview != null) {
            return preview.text();
        }
        return tail().isEmpty()
                ? Optional.empty()
                : Optional.of(tail().get(tail().size() - 1).preview());
    }

    /** Writes the field {@code preview}, if there is a message. */
    void writePreview(JsonGenerator json) throws IOException {
        if (preview != null && preview.isText()) {
            preview.write(json);
        } else if (preview().isPresent()) {
            json.writeStringField(Preview.FIELD, preview().get());
        }
    }

    /** The preview of what is here, as it is to be kept. */
    Document newPreview() {
        return Preview.of(preview(), updatedAt().orElseThrow());
    }

    /** The messages that do not continue the one before them, and what they continue, as far as it can be read. */
    Map<Integer, Integer> branches() {
        return Branches.read(fields.value(BRANCHES));
    }

    /** A strong entity tag: it changes with every change of ours and of an older program that sets the time. */
    String etag() {
        return "\"" + revision() + "-"
                + Long.toHexString(updatedAt().map(Instant::toEpochMilli).orElse(0L)) + "\"";
    }

    /** What it remembers of the file it was imported from, or null. */
    ImportMark importMark() {
        return ImportMark.of(fields.document());
    }

    /** The raw {@code updated_at}, for filters that must meet exactly this state. */
    BsonValue updatedAtValue() {
        return fields.value(UPDATED_AT);
    }

    @Override
    public String toString() {
        return "conversation " + id() + " of "
                + updatedAt().map(Instants::format).orElse("?");
    }
}
