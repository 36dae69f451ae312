package org.parley.bson;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.ByteBuf;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;

/**
 * Goes through the fields of a document, or the elements of an array, as they lie in memory (bsonspec.org, version 1.1)
 * and makes an object of a value only when it is asked for. Reading a conversation's messages through the driver's own
 * reader took longer than everything else in the request.
 */
public final class BsonFields {
    /** The size of a value in bytes by its type's number, for those whose size is fixed; 0 for the others. */
    private static final int[] SIZES = new int[256];

    static {
        SIZES[BsonType.DOUBLE.getValue()] = 8;
        SIZES[BsonType.OBJECT_ID.getValue()] = 12;
        SIZES[BsonType.BOOLEAN.getValue()] = 1;
        SIZES[BsonType.DATE_TIME.getValue()] = 8;
        SIZES[BsonType.INT32.getValue()] = 4;
        SIZES[BsonType.TIMESTAMP.getValue()] = 8;
        SIZES[BsonType.INT64.getValue()] = 8;
        SIZES[BsonType.DECIMAL128.getValue()] = 16;
    }

    private final byte[] bytes;
    private final int start;
    private int next;
    private int typeAt;
    private int valueAt;

    /** The fields of the document that begins there. */
    public BsonFields(byte[] bytes, int start) {
        this.bytes = bytes;
        this.start = start;
        this.next = start + 4; // behind the length
    }

    /** The fields of a document. */
    public static BsonFields of(RawBsonDocument document) {
        ByteBuf buffer = document.getByteBuffer();
        return new BsonFields(buffer.array(), buffer.position());
    }

    /** Goes to the next field; {@code false} when there is none. */
    public boolean next() {
        if (bytes[next] == 0) {
            return false;
        }
        typeAt = next;
        int at = next + 1;
        while (bytes[at] != 0) {
            at++;
        }
        valueAt = at + 1;
        next = end();
        return true;
    }

    /** Whether the field's name is this one, in ASCII. */
    public boolean isNamed(byte[] name) {
        if (valueAt - typeAt != name.length + 2) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (bytes[typeAt + 1 + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    public String name() {
        return new String(bytes, typeAt + 1, valueAt - typeAt - 2, StandardCharsets.UTF_8);
    }

    public BsonType type() {
        return BsonType.findByValue(bytes[typeAt] & 0xff);
    }

    public boolean isString() {
        return bytes[typeAt] == BsonType.STRING.getValue();
    }

    /** The buffer that {@link #valueAt} points into. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the document begins that the fields are in. */
    public int start() {
        return start;
    }

    /** Where the value begins; a string's text begins 4 bytes later, behind its length. */
    public int valueAt() {
        return valueAt;
    }

    /** The length of a string's text in bytes. */
    public int textLength() {
        return int32(bytes, valueAt) - 1; // it is followed by a 0
    }

    /** What is in the value, which must be a document or an array. */
    public BsonFields inner() {
        return new BsonFields(bytes, valueAt);
    }

    /** The value, which must be a document or an array, as a document: an array's names are its indexes. */
    public RawBsonDocument slice() {
        return new RawBsonDocument(bytes, valueAt, int32(bytes, valueAt));
    }

    public double number() {
        return Double.longBitsToDouble(int64(bytes, valueAt));
    }

    public Instant instant() {
        return Instant.ofEpochMilli(int64(bytes, valueAt));
    }

    public int int32() {
        return int32(bytes, valueAt);
    }

    public long int64() {
        return int64(bytes, valueAt);
    }

    /** The value as an object. */
    public BsonValue value() {
        return switch (type()) {
            case STRING -> new BsonString(text(bytes, valueAt));
            case DOUBLE -> new BsonDouble(number());
            case INT32 -> new BsonInt32(int32());
            case INT64 -> new BsonInt64(int64());
            case DATE_TIME -> new BsonDateTime(int64());
            case BOOLEAN -> BsonBoolean.valueOf(bytes[valueAt] != 0);
            case OBJECT_ID -> new BsonObjectId(new ObjectId(Arrays.copyOfRange(bytes, valueAt, valueAt + 12)));
            case NULL -> BsonNull.VALUE;
            case DOCUMENT -> slice();
            default -> new RawBsonDocument(bytes, start, int32(bytes, start)).get(name());
        };
    }

    /** The text of a string value. */
    public static String text(byte[] bytes, int valueAt) {
        return new String(bytes, valueAt + 4, int32(bytes, valueAt) - 1, StandardCharsets.UTF_8);
    }

    private int end() {
        int type = bytes[typeAt] & 0xff;
        if (SIZES[type] > 0) {
            return valueAt + SIZES[type];
        }
        return switch (type()) {
            case STRING, JAVASCRIPT, SYMBOL -> valueAt + 4 + int32(bytes, valueAt);
            case DOCUMENT, ARRAY, JAVASCRIPT_WITH_SCOPE -> valueAt + int32(bytes, valueAt);
            case BINARY -> valueAt + 5 + int32(bytes, valueAt);
            case DB_POINTER -> valueAt + 16 + int32(bytes, valueAt);
            case REGULAR_EXPRESSION -> afterText(afterText(valueAt));
            default -> valueAt; // null and its like have no value
        };
    }

    private int afterText(int from) {
        int at = from;
        while (bytes[at] != 0) {
            at++;
        }
        return at + 1;
    }

    public static int int32(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16 | bytes[at + 3] << 24;
    }

    public static long int64(byte[] bytes, int at) {
        return int32(bytes, at) & 0xffffffffL | (long) int32(bytes, at + 4) << 32;
    }
}
