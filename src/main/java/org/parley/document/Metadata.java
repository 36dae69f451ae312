package org.parley.document;

import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.parley.bson.BsonSize;
import org.parley.message.NewMessage;
import org.parley.platform.ProblemException;
import org.parley.store.JsonInput;

/**
 * A conversation's metadata: thinking times, sums of the answers' metrics, and what clients store there. At most 64 KiB in
 * BSON.
 */
public final class Metadata {
    public static final int MAX_BYTES = 64 * 1024;

    /** Metric of a message -> the sum it goes into. */
    public static final Map<String, String> SUMS = sums();

    public static final String AVERAGE = "avg_tokens_per_second";

    /** {@code {head, of}}: the branch a reader chose when there were {@code of} messages. */
    public static final String BRANCH = "branch";

    /** The title that was made of the first words; it holds until the conversation gets another title. */
    public static final String AUTO_TITLE = "autoTitle";

    private Metadata() {}

    /** Reads metadata from a body; null values are kept, they mean removal in a change. */
    public static Document of(JsonValue value) {
        Document metadata = JsonInput.object("metadata", value);
        for (String sum : StoredMetadata.SUMS) {
            Object given = metadata.get(sum);
            boolean number = given instanceof Number n && Math.abs(n.doubleValue()) <= NewMessage.MAX_METRIC;
            if (given != null && !number) {
                throw ProblemException.badField(
                        "metadata." + sum, "must be a number, at most 10^15: the server adds to it");
            }
        }
        checkSize(metadata);
        return metadata;
    }

    /** Refuses metadata that is too large. */
    public static void checkSize(Document metadata) {
        if (BsonSize.of(metadata) > MAX_BYTES) {
            throw ProblemException.badField("metadata", "is larger than 64 KiB");
        }
    }

    /** The metadata after a change, key by key; null removes. */
    public static Document merged(Document old, Document change) {
        Document merged = new Document(old);
        change.forEach((key, value) -> {
            if (value == null) {
                merged.remove(key);
            } else {
                merged.put(key, value);
            }
        });
        return merged;
    }

    /** The updates that add the metrics of an appended message to the sums. */
    public static List<Bson> increments(NewMessage message) {
        if (message.metrics().isEmpty()) {
            return List.of();
        }
        List<Bson> changes = new ArrayList<>();
        changes.add(increment(StoredMetadata.COUNT, 1));
        SUMS.forEach((metric, sum) -> changes.add(increment(sum, message.metric(metric))));
        return changes;
    }

    private static Bson increment(String sum, Number by) {
        return new Document("$inc", new Document("metadata." + sum, by));
    }

    /** Adds the metrics of a message to the sums of a document that is about to be stored. */
    public static void add(Document metadata, NewMessage message) {
        if (message.metrics().isEmpty()) {
            return;
        }
        metadata.put(StoredMetadata.COUNT, sum(metadata.get(StoredMetadata.COUNT), 1));
        SUMS.forEach((metric, sum) -> metadata.put(sum, sum(metadata.get(sum), message.metric(metric))));
    }

    private static Number sum(Object stored, Number added) {
        Number before = stored instanceof Number number ? number : 0;
        boolean whole = isWhole(before) && isWhole(added);
        return whole ? before.longValue() + added.longValue() : before.doubleValue() + added.doubleValue();
    }

    private static boolean isWhole(Number number) {
        return number instanceof Integer || number instanceof Long;
    }

    /** The same metadata with other names for sums that are no numbers, because the server adds to them. */
    public static Map<String, Object> withNumericSums(Map<String, Object> given) {
        Map<String, Object> metadata = new LinkedHashMap<>(given);
        for (String sum : StoredMetadata.SUMS) {
            if (metadata.containsKey(sum) && metadata.get(sum) == null) {
                metadata.remove(sum);
            } else if (metadata.containsKey(sum) && !(metadata.get(sum) instanceof Number)) {
                String free = "original_" + sum;
                while (metadata.containsKey(free)) {
                    free += "_";
                }
                metadata.put(free, metadata.remove(sum));
            }
        }
        return metadata;
    }

    private static Map<String, String> sums() {
        Map<String, String> sums = new LinkedHashMap<>();
        sums.put("totalTime", StoredMetadata.TIME);
        sums.put("totalTokens", StoredMetadata.TOKENS);
        sums.put("promptTokens", StoredMetadata.PROMPT_TOKENS);
        sums.put("completionTokens", StoredMetadata.COMPLETION_TOKENS);
        return sums;
    }
}
