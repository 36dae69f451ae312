package org.parley.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.parley.conversation.SegmentRepository.Segment;

/** Divides whole lists of new messages into tail and segments, and stores the segments before the tail is. */
@ApplicationScoped
class Division {
    private final SegmentRepository segments;

    /** For the client proxy. */
    Division() {
        this(null);
    }

    @Inject
    Division(SegmentRepository segments) {
        this.segments = segments;
    }

    /** Gives the messages ids and divides them. */
    Tail.Split split(List<NewMessage> messages) {
        List<Document> documents = new ArrayList<>(messages.size());
        messages.forEach(message -> documents.add(message.document(new ObjectId().toHexString())));
        return Tail.split(documents);
    }

    /** Stores the segments of a division under numbers from {@code first} on. */
    void store(ObjectId conversation, String userId, Tail.Split split, int first) {
        List<Segment> numbered = new ArrayList<>();
        int seq = 0;
        for (List<Document> messages : split.segments()) {
            numbered.add(new Segment(first + numbered.size(), seq, messages));
            seq += messages.size();
        }
        segments.put(conversation, userId, numbered);
    }

    /**
     * Where the segments of replaced messages may lie: a number that nobody who seals, and no other replacement, will
     * use for this conversation. It is drawn at random from two thousand million, so that what a killed replacement
     * left is never taken for a segment.
     */
    int freshNumber() {
        return ThreadLocalRandom.current().nextInt(1 << 20, Integer.MAX_VALUE - (1 << 24));
    }

    void remove(ObjectId conversation, int first, int count) {
        segments.remove(conversation, first, first + count);
    }

    void removeAll(ObjectId conversation) {
        segments.removeAll(conversation);
    }
}
