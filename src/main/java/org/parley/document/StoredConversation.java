package org.parley.document;

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
import org.bson.types.ObjectId;
import org.parley.bson.BsonTexts;
import org.parley.bson.LocatedFields;
import org.parley.message.Branches;
import org.parley.message.ConversationKey;
import org.parley.message.StoredMessage;
import org.parley.platform.Instants;
import org.parley.segment.SegmentRange;

/**
 * A conversation as it was read from the database. Parley wrote its document, or an older program that kept all messages
 * in one array, wrote dates as strings and had no counters. Each field is converted when it is asked for.
 *
 * <p>What a conversation is, {@code conversation.Conversation} says.
 */
public final class StoredConversation {
    /** The title of a conversation without one. */
    public static final String UNTITLED = "New Conversation";

    private final LocatedFields fields;
    private final List<StoredMessage> tail;
    private final StoredCounters counters;
    private final Optional<Preview> preview;

    private StoredConversation(LocatedFields fields, List<StoredMessage> tail, StoredCounters counters) {
        this.fields = fields;
        this.tail = tail;
        this.counters = counters;
        this.preview = fields.is(StoredFields.PREVIEW, BsonType.DOCUMENT) && times().areSortable()
                ? Preview.of(fields.inner(StoredFields.PREVIEW), fields.millis(StoredFields.UPDATED_AT))
                : Optional.empty();
    }

    /** A document as the database sent it. */
    public static StoredConversation of(RawBsonDocument raw) {
        LocatedFields fields = StoredFields.NAMES.in(raw);
        return new StoredConversation(
                fields,
                fields.is(StoredFields.MESSAGES, BsonType.ARRAY)
                        ? StoredMessage.list(fields.inner(StoredFields.MESSAGES))
                        : null,
                new StoredCounters(fields, true));
    }

    /** The same with the messages of another read; without messages if that found nothing. */
    public StoredConversation withTailOf(Optional<StoredConversation> other) {
        return new StoredConversation(fields, other.map(found -> found.tail).orElse(null), counters);
    }

    /** The id in hex. */
    public String id() {
        return fields.hex(StoredFields.ID);
    }

    /** Owner and id. */
    public ConversationKey key() {
        return new ConversationKey(ownerId(), new ObjectId(id()));
    }

    /** The owner's id, stored as a string or an ObjectId; of a list, which other programs keep, the first. */
    public String ownerId() {
        return fields.value(StoredFields.USER_ID) instanceof BsonArray owners && !owners.isEmpty()
                ? BsonTexts.text(owners.get(0))
                : fields.text(StoredFields.USER_ID);
    }

    public void writeOwner(JsonGenerator json) throws IOException {
        json.writeFieldName("user_id");
        if (fields.is(StoredFields.USER_ID, BsonType.STRING)) {
            fields.writeText(json, StoredFields.USER_ID);
        } else {
            json.writeString(ownerId());
        }
    }

    public void writeTitle(JsonGenerator json) throws IOException {
        json.writeFieldName("title");
        if (fields.is(StoredFields.TITLE, BsonType.STRING) && fields.bytes()[fields.textAt(StoredFields.TITLE)] > ' ') {
            fields.writeText(json, StoredFields.TITLE); // it begins with a letter, so it is not blank
        } else {
            json.writeString(title());
        }
    }

    public String title() {
        String title = fields.text(StoredFields.TITLE);
        return title.isBlank() ? UNTITLED : title;
    }

    public Status status() {
        return Status.ofStored(fields.text(StoredFields.STATUS));
    }

    public StoredMetadata metadata() {
        return new StoredMetadata(fields);
    }

    public StoredTimes times() {
        return new StoredTimes(fields, tail());
    }

    /** Its tags, its project and whether it is pinned; values of unexpected types do not count. */
    public Filing filing() {
        return Filing.of(fields);
    }

    /** Since when it lies in the trash; empty if it does not. */
    public Optional<Instant> trashedAt() {
        return fields.instant(StoredFields.TRASHED_AT);
    }

    /** Whether it is filed so, and can be found by it. Only for documents that were read with their keys. */
    public boolean isFiled(Filing wanted) {
        return filing().equals(wanted) && Filing.keys(fields).equals(wanted.keys(ownerId()));
    }

    /**
     * Whether the document has our counters, all with values that can be counted on; an older program's document gets
     * them before its first change.
     */
    public boolean adopted() {
        return counters.areComplete();
    }

    /** The number of changes; 0 for a document that we have not changed. */
    public long revision() {
        return counters.revision();
    }

    public StoredCounters counters() {
        return counters;
    }

    /** Those that the document counts. */
    public SegmentRange segments() {
        return new SegmentRange(new ObjectId(id()), counters.firstSegment(), counters.segments());
    }

    /** The {@code seq} of the tail's first message; the messages before it are in segments. */
    public int tailFirstSeq() {
        return counters.tailFirstSeq();
    }

    /** What another program keeps in the place of our values. */
    public OddFields oddFields() {
        return new OddFields(fields);
    }

    /** A value as it is stored, for filters that must match exactly this state; null if the field is absent. */
    public BsonValue stored(String field) {
        return fields.document().get(field);
    }

    /** The messages in the document: the newest ones if there are segments or a projection, else all. */
    public List<StoredMessage> tail() {
        return tail == null ? List.of() : tail;
    }

    /** Whether {@code messages} is an array, as it should be. */
    public boolean hasMessageArray() {
        return tail != null;
    }

    /** Whether the counters agree with the tail, of which at most the newest {@code limit} messages were read. */
    public boolean isCounted(int limit) {
        return counters.agreeWith(tail().size(), limit);
    }

    /** The same with all its messages at hand, and no segments. */
    public StoredConversation withAll(List<StoredMessage> messages) {
        return new StoredConversation(fields, messages, new StoredCounters(fields, false));
    }

    /** The {@code seq} after the newest message, of a document that was read with its whole tail. */
    public int end() {
        return tailFirstSeq() + tail().size();
    }

    /** Whether the document holds an up-to-date preview. */
    public boolean hasPreview() {
        return preview.isPresent();
    }

    /** The beginning of the newest message; empty if there is no message. */
    public Optional<String> preview() {
        if (preview.isPresent()) {
            return preview.get().text();
        }
        return tail().isEmpty()
                ? Optional.empty()
                : Optional.of(Preview.beginning(tail().get(tail().size() - 1).beginning(Preview.CHARACTERS)));
    }

    /** Writes the field {@code preview}, if there is a message. */
    public void writePreview(JsonGenerator json) throws IOException {
        if (preview.isPresent() && preview.get().isText()) {
            preview.get().write(json);
            return;
        }
        Optional<String> text = preview();
        if (text.isPresent()) {
            json.writeStringField(Preview.FIELD, text.get());
        }
    }

    /** The preview to store for the messages that were read. */
    public Document newPreview() {
        return Preview.of(preview(), times().updated().orElseThrow());
    }

    /** The messages that do not continue the one before them, and what they continue, as far as it can be read. */
    public Map<Integer, Integer> branches() {
        return Branches.read(fields.value(StoredFields.BRANCHES));
    }

    /** How many more branches it may have, given how many messages it has. */
    public int branchesLeft(int messages) {
        return Branches.MAX - new Branches(messages, branches()).size();
    }

    /** A strong entity tag: it changes with every change of ours and of an older program that sets the time. */
    public String etag() {
        return "\"" + revision() + "-" + Long.toHexString(times().tag()) + "\"";
    }

    /** The file it was imported from. */
    public Optional<Origin> origin() {
        return Origin.of(fields.value(StoredFields.ORIGIN));
    }

    @Override
    public String toString() {
        return "conversation " + id() + " of "
                + times().updated().map(Instants::format).orElse("?");
    }
}
