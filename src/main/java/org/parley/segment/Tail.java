package org.parley.segment;

import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.parley.bson.BsonSize;
import org.parley.message.Branches;

/**
 * Divides a conversation's messages: the newest ones, the tail, stay in the conversation's document; the oldest are
 * sealed in segments (MongoDB's outlier pattern).
 *
 * <p>Where a segment ends depends only on the messages it begins with. Two nodes that seal at once, or one that repeats
 * what a killed one began, make the same segment.
 */
public final class Tail {
    /** A longer tail is sealed; at least 60 messages stay, more than the usual page of 50. */
    public static final int SEAL_MESSAGES = 160;
    /** A larger tail is sealed, so that it stays below the 256 KiB of the design. */
    public static final int SEAL_BYTES = 192 * 1024;
    /** The most messages in one segment. */
    public static final int SEGMENT_MESSAGES = 100;
    /** The most bytes in one segment, unless its only message is larger. */
    public static final int SEGMENT_BYTES = 128 * 1024;

    private Tail() {}

    /** Whether a tail must be sealed. Its last message always stays, however large. */
    public static boolean isLong(long messages, long bytes) {
        return messages > SEAL_MESSAGES || (bytes > SEAL_BYTES && messages > 1);
    }

    /** How many messages, counted from {@code from}, the next segment holds: at least one, never the newest. */
    public static int segmentLength(List<Document> messages, int from) {
        int length = 0;
        int size = 0;
        while (length < SEGMENT_MESSAGES && from + length < messages.size() - 1) {
            size += BsonSize.of(messages.get(from + length));
            if (size > SEGMENT_BYTES && length > 0) {
                break;
            }
            length++;
        }
        return length;
    }

    /**
     * Divides a whole list of messages as appending them one by one would.
     *
     * @param from the {@code seq} of the first of them: how many messages are sealed already
     */
    public static Split split(List<Document> messages, int from) {
        List<List<Document>> segments = new ArrayList<>();
        int sealed = 0;
        long left = BsonSize.of(messages);
        while (isLong(messages.size() - sealed, left)) {
            List<Document> segment = messages.subList(sealed, sealed + segmentLength(messages, sealed));
            segments.add(segment);
            sealed += segment.size();
            left -= BsonSize.of(segment);
        }
        List<Document> tail = messages.subList(sealed, messages.size());
        return new Split(from, segments, tail, (int) left, Branches.stored(messages, from));
    }

    /**
     * Messages divided into segments and a tail.
     *
     * @param from the {@code seq} of the first message
     * @param segments the messages to seal, oldest first
     * @param tail the newest messages
     * @param tailBytes the size of the tail's messages in BSON
     * @param branches the messages that do not continue the one before them, as they are stored
     */
    public record Split(
            int from, List<List<Document>> segments, List<Document> tail, int tailBytes, List<Document> branches) {
        /** The {@code seq} of the tail's first message. */
        public int firstSeq() {
            return from + segments.stream().mapToInt(List::size).sum();
        }

        /** The {@code seq} after the newest message. */
        public int end() {
            return firstSeq() + tail.size();
        }

        /** The segments to store, numbered from {@code first} on. */
        public List<Segment> numbered(int first) {
            List<Segment> numbered = new ArrayList<>();
            int seq = from;
            for (List<Document> messages : segments) {
                numbered.add(new Segment(first + numbered.size(), seq, messages));
                seq += messages.size();
            }
            return numbered;
        }
    }
}
