package org.parley.conversation;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import org.bson.types.ObjectId;
import org.parley.platform.ProblemException;

/**
 * Where a page of the list ended: the last entry's time and id. Opaque on the wire (base64url of 8 + 12 bytes); paging
 * by it costs the same on every page.
 *
 * @param updatedAt the last entry's {@code updated_at}
 * @param id the last entry's id, which orders equal times
 */
record Cursor(Instant updatedAt, ObjectId id) {
    private static final int BYTES = Long.BYTES + 12;

    /** The cursor of a query parameter. */
    static Cursor parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length == BYTES) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                return new Cursor(Instant.ofEpochMilli(buffer.getLong()), new ObjectId(buffer));
            }
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    @Override
    public String toString() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES).putLong(updatedAt.toEpochMilli());
        id.putToByteBuffer(buffer);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
    }

    private static ProblemException invalid() {
        return ProblemException.badField("cursor", "must be the cursor of a Link header, as it was sent");
    }
}
