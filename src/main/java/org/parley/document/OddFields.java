package org.parley.document;

import static org.parley.document.StoredFields.BRANCHES;
import static org.parley.document.StoredFields.FIRST_SEGMENT;
import static org.parley.document.StoredFields.LIST_KEYS;
import static org.parley.document.StoredFields.MESSAGES;
import static org.parley.document.StoredFields.MESSAGE_COUNT;
import static org.parley.document.StoredFields.METADATA;
import static org.parley.document.StoredFields.PINNED;
import static org.parley.document.StoredFields.PREVIEW;
import static org.parley.document.StoredFields.PROJECT;
import static org.parley.document.StoredFields.REVISION;
import static org.parley.document.StoredFields.SEGMENT_COUNT;
import static org.parley.document.StoredFields.TAGS;
import static org.parley.document.StoredFields.TAIL_BYTES;
import static org.parley.document.StoredFields.TAIL_FIRST_SEQ;

import java.util.Optional;
import java.util.stream.Stream;
import org.bson.BsonType;
import org.bson.Document;
import org.parley.bson.LocatedFields;
import org.parley.message.Branches;

/**
 * The values that another program keeps in a conversation's document where Parley keeps values of another type. A change
 * moves them to another name, or is refused. Only for documents that were read whole.
 */
public final class OddFields {
    private final LocatedFields fields;

    OddFields(LocatedFields fields) {
        this.fields = fields;
    }

    /** Whether there is something else than a list in {@code messages}. */
    public boolean areMessages() {
        return !fields.isNothing(MESSAGES) && !fields.is(MESSAGES, BsonType.ARRAY);
    }

    /** Whether there is something else than our preview in {@code preview}. */
    public boolean arePreview() {
        return !fields.isNothing(PREVIEW)
                && !(fields.is(PREVIEW, BsonType.DOCUMENT) && Preview.isOurs(fields.slice(PREVIEW)));
    }

    /**
     * The field, if there is one, beside whose value no message can be added without loss: messages that are no list, or
     * what says where the older messages are.
     */
    public Optional<OddField> obstacle() {
        if (areMessages()) {
            return Optional.of(odd(MESSAGES));
        }
        return fields.isNumber(REVISION)
                ? Stream.of(SEGMENT_COUNT, FIRST_SEGMENT, TAIL_FIRST_SEQ)
                        .filter(this::isNoNumber)
                        .findFirst()
                        .map(this::odd)
                : Optional.empty();
    }

    private OddField odd(int field) {
        return new OddField(fields.name(field), fields.value(field).getBsonType());
    }

    private boolean isNoNumber(int field) {
        return !fields.isNothing(field) && !fields.isNumber(field);
    }

    /** Those that stand where our counters will, under the names that they get. */
    public Document displaced() {
        Document displaced = new Document();
        Stream.of(MESSAGE_COUNT, TAIL_BYTES, SEGMENT_COUNT, FIRST_SEGMENT, TAIL_FIRST_SEQ, REVISION)
                .filter(this::isNoNumber)
                .forEach(field -> displace(displaced, field));
        if (arePreview()) {
            displace(displaced, PREVIEW);
        }
        if (!fields.isNothing(BRANCHES) && !Branches.isReadable(fields.value(BRANCHES))) {
            displace(displaced, BRANCHES);
        }
        return displaced;
    }

    /** Tags, project, pin and keys that are none, under the names that they get. */
    public Document displacedFiling() {
        Document displaced = new Document();
        boolean tags = fields.is(TAGS, BsonType.ARRAY)
                && Filing.areTags(fields.value(TAGS).asArray());
        displaceUnless(tags, displaced, TAGS);
        displaceUnless(fields.is(PROJECT, BsonType.STRING), displaced, PROJECT);
        displaceUnless(fields.is(PINNED, BsonType.BOOLEAN), displaced, PINNED);
        displaceUnless(fields.is(LIST_KEYS, BsonType.ARRAY), displaced, LIST_KEYS);
        return displaced;
    }

    private void displaceUnless(boolean fitting, Document displaced, int field) {
        if (!fitting && !fields.isNothing(field)) {
            displace(displaced, field);
        }
    }

    /** The metadata, if it is no document, under the name that it gets. */
    public Document displacedMetadata() {
        Document displaced = new Document();
        if (!fields.isNothing(METADATA) && !fields.is(METADATA, BsonType.DOCUMENT)) {
            displace(displaced, METADATA);
        }
        return displaced;
    }

    private void displace(Document displaced, int field) {
        String name = "original_" + fields.name(field);
        while (fields.document().containsKey(name)) {
            name += "_";
        }
        displaced.append(name, fields.value(field));
    }
}
