package org.parley.listing;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.platform.ProblemException;

/**
 * Where a page of the list ended: at an entry's time and id, or, among entries whose {@code updated_at} is no date,
 * after a number of entries. Opaque on the wire (base64url); paging by time costs the same on every page.
 *
 * @param updatedAt the last entry's {@code updated_at}; empty if it is no date
 * @param id the last entry's id, which orders equal times; empty if {@code updatedAt} is
 * @param passed how many entries came before; 0 with a time
 * @param undatedOnly whether {@code passed} counts only the entries behind all dates, instead of the whole list
 */
public record Cursor(Optional<Instant> updatedAt, Optional<ObjectId> id, int passed, boolean undatedOnly) {
    private static final int DATED_BYTES = Long.BYTES + 12;
    private static final int COUNTED_BYTES = 1 + Integer.BYTES;

    /** After an entry with a date. */
    public Cursor(Instant updatedAt, ObjectId id) {
        this(Optional.of(updatedAt), Optional.of(id), 0, false);
    }

    /** After the first entries of the list. */
    public static Cursor after(int entries) {
        return new Cursor(Optional.empty(), Optional.empty(), entries, false);
    }

    /** After the first of the entries that the list has behind all dates. */
    public static Cursor afterUndated(int entries) {
        return new Cursor(Optional.empty(), Optional.empty(), entries, true);
    }

    /** The cursor of a query parameter. */
    public static Cursor parse(String text) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (buffer.remaining() == DATED_BYTES) {
                return new Cursor(Instant.ofEpochMilli(buffer.getLong()), new ObjectId(buffer));
            }
            if (buffer.remaining() == COUNTED_BYTES) {
                int undatedOnly = buffer.get();
                int passed = buffer.getInt();
                if ((undatedOnly == 0 || undatedOnly == 1) && passed >= 0) {
                    return new Cursor(Optional.empty(), Optional.empty(), passed, undatedOnly == 1);
                }
            }
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    public boolean isDated() {
        return updatedAt.isPresent();
    }

    @Override
    public String toString() {
        ByteBuffer buffer;
        if (isDated()) {
            buffer = ByteBuffer.allocate(DATED_BYTES)
                    .putLong(updatedAt.orElseThrow().toEpochMilli());
            id.orElseThrow().putToByteBuffer(buffer);
        } else {
            buffer = ByteBuffer.allocate(COUNTED_BYTES)
                    .put((byte) (undatedOnly ? 1 : 0))
                    .putInt(passed);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
    }

    private static ProblemException invalid() {
        return ProblemException.badField("cursor", "must be the cursor of a Link header, as it was sent");
    }
}
