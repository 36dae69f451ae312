package org.parley.conversation;

import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;

/**
 * How a conversation's messages are divided: the newest ones, the tail, stay in the conversation's document, and the
 * oldest are sealed in segments (MongoDB's outlier pattern).
 *
 * <p>Where a segment ends depends only on the messages it begins with, so that two nodes that seal at once, or one that
 * repeats what a killed one began, make the same segment.
 */
final class Tail {
    /** A tail of more messages than this is sealed; after it at least 60 stay, more than the usual page of 50. */
    static final int SEAL_MESSAGES = 160;
    /** A tail of more bytes than this is sealed, so that it stays below the 256 KiB of the design. */
    static final int SEAL_BYTES = 192 * 1024;
    /** The most messages in one segment. */
    static final int SEGMENT_MESSAGES = 100;
    /** The most bytes in one segment, unless its only message is larger. */
    static final int SEGMENT_BYTES = 128 * 1024;

    private Tail() {}

    /** What a document takes in BSON, in bytes. */
    static int bytes(Document document) {
        return new RawBsonDocument(document, new DocumentCodec())
                .getByteBuffer()
                .remaining();
    }

    /** What messages take together, in bytes. */
    static int bytes(List<Document> messages) {
        return messages.stream().mapToInt(Tail::bytes).sum();
    }

    /** Whether a tail is to be sealed. Its last message always stays, however large. */
    static boolean isLong(long messages, long bytes) {
        return messages > SEAL_MESSAGES || (bytes > SEAL_BYTES && messages > 1);
    }

    /** How many messages, counted from {@code from}, the next segment holds: at least one, never the newest. */
    static int segmentLength(List<Document> messages, int from) {
        int length = 0;
        int size = 0;
        while (length < SEGMENT_MESSAGES && from + length < messages.size() - 1) {
            size += bytes(messages.get(from + length));
            if (size > SEGMENT_BYTES && length > 0) {
                break;
            }
            length++;
        }
        return length;
    }

    /** Divides a whole list of messages as appending them one by one would. */
    static Split split(List<Document> messages) {
        List<List<Document>> segments = new ArrayList<>();
        int from = 0;
        long left = bytes(messages);
        while (isLong(messages.size() - from, left)) {
            List<Document> segment = messages.subList(from, from + segmentLength(messages, from));
            segments.add(segment);
            from += segment.size();
            left -= bytes(segment);
        }
        return new Split(
                segments, messages.subList(from, messages.size()), from, (int) left, Branches.stored(messages, 0));
    }

    /**
     * Messages divided.
     *
     * @param segments the sealed ones, oldest first
     * @param tail the newest ones
     * @param firstSeq the {@code seq} of the tail's first message
     * @param tailBytes what the tail takes in BSON
     * @param branches which of them continue another one than the one before them, as it is stored
     */
    record Split(
            List<List<Document>> segments, List<Document> tail, int firstSeq, int tailBytes, List<Document> branches) {}
}
