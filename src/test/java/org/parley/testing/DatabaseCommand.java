package org.parley.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * A command that a MongoDB driver sent.
 *
 * @param name such as {@code find}
 * @param collection the collection it works on; empty when it works on none, as {@code ping}
 * @param body all of it; documents that travelled in sections of their own are back in their field
 */
public record DatabaseCommand(String name, String collection, BsonDocument body) {
    private static final int HEADER_BYTES = 16;
    private static final int OP_QUERY = 2004;
    private static final int OP_MSG = 2013;
    private static final int CHECKSUM_PRESENT = 1;
    private static final int CHECKSUM_BYTES = 4;

    /**
     * Reads a message of the MongoDB wire protocol.
     *
     * @param message the whole message with its header, as a client sends it
     * @throws IllegalArgumentException for an opcode other than OP_MSG and OP_QUERY
     */
    static DatabaseCommand read(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        int opcode = in.getInt(HEADER_BYTES - Integer.BYTES);
        in.position(HEADER_BYTES);
        return switch (opcode) {
            case OP_MSG -> of(sections(in));
            case OP_QUERY -> of(query(in));
            default -> throw new IllegalArgumentException("Opcode " + opcode);
        };
    }

    /** The name and the collection, such as {@code find sessions}. */
    @Override
    public String toString() {
        return (name + " " + collection).strip();
    }

    private static DatabaseCommand of(BsonDocument body) {
        String name = body.getFirstKey();
        BsonValue target = body.get(name.equals("getMore") ? "collection" : name);
        return new DatabaseCommand(name, target instanceof BsonString text ? text.getValue() : "", body);
    }

    private static BsonDocument sections(ByteBuffer in) {
        int flags = in.getInt();
        int end = in.limit() - ((flags & CHECKSUM_PRESENT) == 0 ? 0 : CHECKSUM_BYTES);
        BsonDocument body = new BsonDocument();
        BsonDocument sequences = new BsonDocument();
        while (in.position() < end) {
            if (in.get() == 0) {
                body.putAll(document(in));
            } else {
                int sequenceEnd = in.position() + in.getInt();
                BsonArray documents = new BsonArray();
                sequences.append(text(in), documents);
                while (in.position() < sequenceEnd) {
                    documents.add(document(in));
                }
            }
        }
        body.putAll(sequences);
        return body;
    }

    private static BsonDocument query(ByteBuffer in) {
        in.getInt(); // flags
        text(in); // the database's $cmd
        in.getInt(); // documents to skip
        in.getInt(); // documents to return
        return document(in);
    }

    private static BsonDocument document(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt(in.position())];
        in.get(bytes);
        return new RawBsonDocument(bytes);
    }

    private static String text(ByteBuffer in) {
        int start = in.position();
        while (in.get() != 0) {}
        return new String(in.array(), start, in.position() - start - 1, StandardCharsets.UTF_8);
    }
}
