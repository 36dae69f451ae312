package org.parley.embedded;

import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.EmptyCursor;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a reply whose documents are larger than one message may be. As with MongoDB, the driver gets a first batch and
 * fetches the rest with {@code getMore}; mongo-java-server sends all documents at once, and drivers refuse the reply.
 */
final class ReplyBatches {
    /** The documents of a batch, in bytes of BSON: MongoDB's own limit, the size of the largest document. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    /** A batch of this many is not measured: it is smaller than a message of 48,000,000 bytes whatever it holds. */
    private static final int NEVER_TOO_LARGE = 2;

    private final CursorRegistry cursors;

    ReplyBatches(CursorRegistry cursors) {
        this.cursors = cursors;
    }

    /** The reply itself, or a shorter one with a cursor over the documents it leaves out. */
    Document split(Document reply) {
        if (reply.get("cursor") instanceof Document cursor) {
            for (String batch : List.of("firstBatch", "nextBatch")) {
                if (cursor.get(batch) instanceof List<?> documents && documents.size() > NEVER_TOO_LARGE) {
                    split(
                            cursor,
                            batch,
                            documents.stream().map(Document.class::cast).toList());
                }
            }
        }
        return reply;
    }

    private void split(Document cursor, String batch, List<Document> documents) {
        int fitting = fitting(documents);
        if (fitting < documents.size()) {
            long id = ((Number) cursor.get("id")).longValue();
            Cursor after = EmptyCursor.get();
            if (id == after.getId()) {
                id = cursors.generateCursorId();
            } else {
                after = cursors.getCursor(id);
                cursors.remove(id);
            }
            cursors.add(new Rest(id, documents.subList(fitting, documents.size()), after));
            cursor.put("id", id);
            cursor.put(batch, documents.subList(0, fitting));
        }
    }

    /** How many of the documents fit into a batch: at least one. */
    private static int fitting(List<Document> documents) {
        ByteBuf buffer = Unpooled.buffer();
        try {
            long bytes = 0;
            for (int i = 0; i < documents.size(); i++) {
                BsonEncoder.encodeDocument(documents.get(i), buffer.clear());
                bytes += buffer.writerIndex();
                if (bytes > MAX_BYTES && i > 0) {
                    return i;
                }
            }
            return documents.size();
        } finally {
            buffer.release();
        }
    }

    /** What a reply left out, and then what its own cursor still had. */
    private static final class Rest extends AbstractCursor {
        private final Cursor after;
        private List<Document> left;

        Rest(long id, List<Document> left, Cursor after) {
            super(id);
            this.left = left;
            this.after = after;
        }

        @Override
        public boolean isEmpty() {
            return left.isEmpty() && after.isEmpty();
        }

        /** @param limit how many at most, or 0 for as many as fit into a batch */
        @Override
        public List<Document> takeDocuments(int limit) {
            if (left.isEmpty()) {
                return after.takeDocuments(limit);
            }
            int taken = Math.min(fitting(left), limit > 0 ? limit : left.size());
            List<Document> batch = new ArrayList<>(left.subList(0, taken));
            left = left.subList(taken, left.size());
            return batch;
        }
    }
}
