package org.parley.conversation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNumber;
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
    private static final byte[] MESSAGES = "messages".getBytes(StandardCharsets.US_ASCII);

    private final BsonDocument document;
    private final List<StoredMessage> tail;

    /** A document without messages. */
    StoredConversation(BsonDocument document) {
        this(document, null);
    }

    private StoredConversation(BsonDocument document, List<StoredMessage> tail) {
        this.document = document;
        this.tail = tail;
    }

    /** A document as the database sent it. */
    static StoredConversation of(RawBsonDocument raw) {
        BsonDocument document = new BsonDocument();
        List<StoredMessage> tail = null;
        BsonFields fields = BsonFields.of(raw);
        while (fields.next()) {
            if (fields.isNamed(MESSAGES)) {
                tail = fields.type() == BsonType.ARRAY ? StoredMessage.list(fields) : null;
            } else {
                document.put(fields.name(), fields.value());
            }
        }
        return new StoredConversation(document, tail);
    }

    /** The id in hex. */
    String id() {
        return document.getObjectId("_id").getValue().toHexString();
    }

    BsonValue key() {
        return document.get("_id");
    }

    String ownerId() {
        return BsonTexts.text(document.get("user_id"));
    }

    String title() {
        String title = BsonTexts.text(document.get("title"));
        return title.isBlank() ? Title.DEFAULT : title;
    }

    Status status() {
        return Status.ofStored(BsonTexts.text(document.get("status")));
    }

    RawBsonDocument metadata() {
        return document.get("metadata") instanceof RawBsonDocument metadata ? metadata : NO_METADATA;
    }

    /** The metadata as it can be changed. */
    Document metadataDocument() {
        return new DocumentCodec()
                .decode(metadata().asBsonReader(), DecoderContext.builder().build());
    }

    /** The tags that are strings. */
    List<String> tags() {
        return document.get("tags") instanceof BsonArray tags
                ? tags.stream()
                        .filter(BsonValue::isString)
                        .map(tag -> tag.asString().getValue())
                        .toList()
                : List.of();
    }

    Optional<Instant> createdAt() {
        return BsonTexts.instant(document.get("created_at"));
    }

    Optional<Instant> updatedAt() {
        return BsonTexts.instant(document.get("updated_at"));
    }

    /** Whether {@code updated_at} is a BSON date, as what we write is; sorting needs it. */
    boolean hasDates() {
        return document.get("updated_at") != null && document.isDateTime("updated_at");
    }

    /** Whether the document has our counters; an older program's gets them at its first change. */
    boolean adopted() {
        return document.containsKey("revision");
    }

    /** Counts changes; 0 for a document that was never changed by us. */
    long revision() {
        return number("revision", 0);
    }

    /** How many messages there are, as the document says; empty when it does not say. */
    Optional<Integer> messageCount() {
        return document.get("message_count") instanceof BsonNumber count
                ? Optional.of(count.intValue())
                : Optional.empty();
    }

    int segmentCount() {
        return (int) number("segment_count", 0);
    }

    /** The number of the first segment; not 0 after the messages were replaced. */
    int firstSegment() {
        return (int) number("first_segment", 0);
    }

    /** The {@code seq} of the tail's first message. */
    int tailFirstSeq() {
        return (int) number("tail_first_seq", 0);
    }

    long tailBytes() {
        return number("tail_bytes", 0);
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

    /** The messages that do not continue the one before them, and what they continue, as far as it can be read. */
    Map<Integer, Integer> branches() {
        Map<Integer, Integer> branches = new HashMap<>();
        if (document.get(Branches.FIELD) instanceof BsonArray stored) {
            for (BsonValue value : stored) {
                if (value instanceof BsonDocument branch
                        && branch.get(Branches.SEQ) instanceof BsonNumber seq
                        && branch.get(Branches.PARENT) instanceof BsonNumber parent) {
                    branches.put(seq.intValue(), parent.intValue());
                }
            }
        }
        return branches;
    }

    /** A strong entity tag: it changes with every change of ours and of an older program that sets the time. */
    String etag() {
        return "\"" + revision() + "-"
                + Long.toHexString(updatedAt().map(Instant::toEpochMilli).orElse(0L)) + "\"";
    }

    /** What it remembers of the file it was imported from, or null. */
    ImportMark importMark() {
        return ImportMark.of(document);
    }

    /** The raw {@code updated_at}, for filters that must meet exactly this state. */
    BsonValue updatedAtValue() {
        return document.get("updated_at");
    }

    private long number(String field, long otherwise) {
        return document.get(field) instanceof BsonNumber value ? value.longValue() : otherwise;
    }

    @Override
    public String toString() {
        return "conversation " + id() + " of "
                + updatedAt().map(Instants::format).orElse("?");
    }
}
