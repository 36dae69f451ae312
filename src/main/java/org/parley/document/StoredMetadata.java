package org.parley.document;

import java.util.List;
import org.bson.BsonNumber;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;
import org.parley.bson.BsonFields;
import org.parley.bson.LocatedFields;

/** The metadata of a stored conversation; empty if they are missing or no document. */
public final class StoredMetadata {
    public static final String FIELD = "metadata";

    /** Seconds that answers took, in all. */
    public static final String TIME = "total_time";

    /** Tokens that answers took, in all. */
    public static final String TOKENS = "total_tokens";

    public static final String PROMPT_TOKENS = "prompt_tokens";
    public static final String COMPLETION_TOKENS = "completion_tokens";

    /** How many answers there are. */
    public static final String COUNT = "response_count";

    /** The keys that the server adds to, which therefore must hold numbers. */
    public static final List<String> SUMS = List.of(TIME, TOKENS, PROMPT_TOKENS, COMPLETION_TOKENS, COUNT);

    private static final RawBsonDocument NONE = RawBsonDocument.parse("{}");

    private final LocatedFields fields;

    StoredMetadata(LocatedFields fields) {
        this.fields = fields;
    }

    /** Whether keys can be set: there is a document, or nothing. */
    public boolean canBeSet() {
        return !fields.has(StoredFields.METADATA) || isDocument();
    }

    /** Whether the metrics of a message can be added to the sums. */
    public boolean takesMetrics() {
        RawBsonDocument metadata = raw();
        return canBeSet() && SUMS.stream().map(metadata::get).allMatch(sum -> sum == null || sum instanceof BsonNumber);
    }

    /** The value of a key, or null. */
    public BsonValue get(String key) {
        return raw().get(key);
    }

    /** The keys and values, one by one. */
    public BsonFields fields() {
        return isDocument() ? fields.inner(StoredFields.METADATA) : BsonFields.of(NONE);
    }

    /** A copy that can be changed. */
    public Document document() {
        return new DocumentCodec()
                .decode(raw().asBsonReader(), DecoderContext.builder().build());
    }

    private RawBsonDocument raw() {
        return isDocument() ? fields.slice(StoredFields.METADATA) : NONE;
    }

    private boolean isDocument() {
        return fields.is(StoredFields.METADATA, BsonType.DOCUMENT);
    }
}
