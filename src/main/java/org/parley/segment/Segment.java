package org.parley.segment;

import java.util.List;
import org.bson.Document;

/**
 * A segment to be stored.
 *
 * @param number its place among the conversation's segments
 * @param firstSeq the {@code seq} of its first message
 * @param messages the messages, oldest first
 */
public record Segment(int number, int firstSeq, List<Document> messages) {}
