package org.parley.conversation;

import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.parley.platform.ProblemException;

/**
 * What is known about a conversation besides its messages: thinking times, sums of the answers' metrics, and whatever
 * clients put there. At most 64 KiB in BSON.
 */
final class Metadata {
    static final int MAX_BYTES = 64 * 1024;

    /** The largest number that goes into a sum: thousands of them fit the database's integers. */
    static final double MAX_SUMMED = 1e15;

    /** Metric of a message -> the sum it goes into. */
    static final Map<String, String> SUMS = sums();

    static final String COUNT = "response_count";
    static final String AVERAGE = "avg_tokens_per_second";
    static final String TIME = "total_time";
    static final String TOKENS = "total_tokens";

    /** {@code {head, of}}: the branch a reader has chosen, as long as there are {@code of} messages. */
    static final String BRANCH = "branch";

    private Metadata() {}

    /** Reads metadata from a body; null values are kept, they mean removal in a change. */
    static Document of(JsonValue value) {
        Document metadata = JsonInput.object("metadata", value);
        for (String sum : summed()) {
            Object given = metadata.get(sum);
            boolean number = given instanceof Number n && Math.abs(n.doubleValue()) <= MAX_SUMMED;
            if (given != null && !number) {
                throw ProblemException.badField(
                        "metadata." + sum, "must be a number, at most 10^15: the server adds to it");
            }
        }
        checkSize(metadata);
        return metadata;
    }

    /** Refuses metadata that is too large. */
    static void checkSize(Document metadata) {
        if (Tail.bytes(metadata) > MAX_BYTES) {
            throw ProblemException.badField("metadata", "is larger than 64 KiB");
        }
    }

    /** The metadata after a change, key by key; null removes. */
    static Document merged(Document old, Document change) {
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

    /** Adds the metrics of an appended message to the sums, as the database does for a conversation of ours. */
    static void add(Document metadata, NewMessage message) {
        if (message.metrics() == null) {
            return;
        }
        metadata.put(COUNT, sum(metadata.get(COUNT), 1));
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

    /** The keys the server adds to, which therefore must hold numbers. */
    static List<String> summed() {
        return List.of(TIME, TOKENS, "prompt_tokens", "completion_tokens", COUNT);
    }

    private static Map<String, String> sums() {
        Map<String, String> sums = new LinkedHashMap<>();
        sums.put("totalTime", TIME);
        sums.put("totalTokens", TOKENS);
        sums.put("promptTokens", "prompt_tokens");
        sums.put("completionTokens", "completion_tokens");
        return sums;
    }
}
