package org.parley.document;

import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.parley.bson.BsonSize;

/**
 * The thinking times of answers, in seconds rounded to hundredths. The page keeps the same figures for answers
 * that it times itself; {@code thinking} and {@code withThinkingTime} in {@code format.js} do what this does.
 *
 * @param times the newest single times
 * @param total of all answers, not only of those in {@code times}
 * @param count how many answers that are
 */
public record ThinkingTimes(List<Double> times, double total, long count) {
    /** The most single times that are kept. */
    public static final int KEPT = 2000;

    /** The figures in a conversation's metadata; what is missing is made of the single times. */
    public static ThinkingTimes of(Document metadata) {
        List<Double> times = new ArrayList<>();
        if (metadata.get("thinkingTimes") instanceof List<?> stored) {
            stored.forEach(time -> {
                if (time instanceof Number number && Double.isFinite(number.doubleValue())) {
                    times.add(number.doubleValue());
                }
            });
        }
        double sum = times.stream().mapToDouble(Double::doubleValue).sum();
        double total = number(metadata.get("totalThinkingTime"), sum);
        return new ThinkingTimes(times, total, (long) number(metadata.get("responseCount"), times.size()));
    }

    /** The figures after one more answer. */
    public ThinkingTimes with(double seconds) {
        List<Double> more = new ArrayList<>(times);
        more.add(rounded(seconds));
        return new ThinkingTimes(newest(more, KEPT), rounded(total + seconds), count + 1);
    }

    /** As they are set in metadata, with as many single times as fit into its limit beside the rest. */
    public Document within(Document metadata) {
        Document changed = document();
        for (int kept = times.size();
                kept > 0 && BsonSize.of(Metadata.merged(metadata, changed)) > Metadata.MAX_BYTES;
                kept /= 2) {
            changed = new ThinkingTimes(newest(times, kept / 2), total, count).document();
        }
        return changed;
    }

    private Document document() {
        return new Document("thinkingTimes", times)
                .append("averageThinkingTime", rounded(total / count))
                .append("totalThinkingTime", total)
                .append("responseCount", count == (int) count ? (Number) (int) count : (Number) count);
    }

    private static List<Double> newest(List<Double> all, int kept) {
        return List.copyOf(all.subList(Math.max(0, all.size() - kept), all.size()));
    }

    private static double number(Object stored, double otherwise) {
        return stored instanceof Number number && Double.isFinite(number.doubleValue())
                ? number.doubleValue()
                : otherwise;
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 100) / 100.0;
    }
}
