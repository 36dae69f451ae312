package org.parley.bson;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import org.bson.BsonNumber;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * Where in a document's bytes the values of certain fields begin, found in one go through it. Nothing is decoded before
 * it is asked for, and texts go from the database's bytes into the answer's.
 */
public final class LocatedFields {
    /** The names of the fields that are looked for. They are told by their place in this list. */
    public static final class Names {
        private final String[] names;
        private final byte[][] ascii;

        public Names(String... names) {
            this.names = names;
            this.ascii = new byte[names.length][];
            for (int i = 0; i < names.length; i++) {
                ascii[i] = names[i].getBytes(StandardCharsets.US_ASCII);
            }
        }

        /** Looks in a document for the fields. */
        public LocatedFields in(RawBsonDocument document) {
            return in(BsonFields.of(document));
        }

        public LocatedFields in(BsonFields fields) {
            LocatedFields located = new LocatedFields(this, fields.bytes(), fields.start());
            located.locate(fields);
            return located;
        }
    }

    private final Names names;
    private final byte[] bytes;
    private final int start;

    /** Where the value of each field begins, or 0. */
    private final int[] at;

    private LocatedFields(Names names, byte[] bytes, int start) {
        this.names = names;
        this.bytes = bytes;
        this.start = start;
        this.at = new int[names.names.length];
    }

    /** Documents of one kind have their fields in one order mostly: each name is looked for from where the last one was. */
    private void locate(BsonFields fields) {
        int expected = 0;
        while (fields.next()) {
            for (int i = 0; i < at.length; i++) {
                int name = expected + i < at.length ? expected + i : expected + i - at.length;
                if (fields.isNamed(names.ascii[name])) {
                    at[name] = fields.valueAt();
                    expected = name + 1;
                    break;
                }
            }
        }
    }

    /** The whole document that the fields are in. */
    public RawBsonDocument document() {
        return new RawBsonDocument(bytes, start, BsonFields.int32(bytes, start));
    }

    public byte[] bytes() {
        return bytes;
    }

    /** The name of a field. */
    public String name(int field) {
        return names.names[field];
    }

    public boolean has(int field) {
        return at[field] != 0;
    }

    /** Whether the field is there and of this type. */
    public boolean is(int field, BsonType type) {
        // The type's number stands in front of the name.
        return at[field] != 0 && bytes[at[field] - names.names[field].length() - 2] == (byte) type.getValue();
    }

    /** Where a string's text begins. */
    public int textAt(int field) {
        return at[field] + 4;
    }

    /** The length of a string's text, or of a document, in bytes. */
    public int length(int field) {
        int length = BsonFields.int32(bytes, at[field]);
        return is(field, BsonType.STRING) ? length - 1 : length;
    }

    /** Any value as text; empty when there is none. */
    public String text(int field) {
        return is(field, BsonType.STRING) ? BsonFields.text(bytes, at[field]) : BsonTexts.text(value(field));
    }

    /** The text, if there is one and it is not empty. */
    public Optional<String> filled(int field) {
        return has(field) ? Optional.of(text(field)).filter(text -> !text.isEmpty()) : Optional.empty();
    }

    /** Writes a string without making a text of it. */
    public void writeText(JsonGenerator json, int field) throws IOException {
        json.writeUTF8String(bytes, textAt(field), length(field));
    }

    /** An ObjectId in hex. */
    public String hex(int field) {
        return is(field, BsonType.OBJECT_ID)
                ? HexFormat.of().formatHex(bytes, at[field], at[field] + 12)
                : value(field).asObjectId().getValue().toHexString();
    }

    /** A time of any kind that is read, see {@link StoredTime}. */
    public Optional<Instant> instant(int field) {
        if (is(field, BsonType.DATE_TIME)) {
            return Optional.of(Instant.ofEpochMilli(millis(field)));
        }
        return has(field) ? StoredTime.of(value(field)) : Optional.empty();
    }

    /** A date, in milliseconds since 1970. */
    public long millis(int field) {
        return BsonFields.int64(bytes, at[field]);
    }

    /** A number as a whole one, or what is to stand for anything else. */
    public long number(int field, long otherwise) {
        if (is(field, BsonType.INT32)) {
            return BsonFields.int32(bytes, at[field]);
        }
        if (is(field, BsonType.INT64)) {
            return BsonFields.int64(bytes, at[field]);
        }
        return value(field) instanceof BsonNumber number ? number.longValue() : otherwise;
    }

    /** Whether the field is a number of any type. */
    public boolean isNumber(int field) {
        return is(field, BsonType.INT32)
                || is(field, BsonType.INT64)
                || is(field, BsonType.DOUBLE)
                || is(field, BsonType.DECIMAL128);
    }

    /** A whole number of any type that is not negative and fits into an {@code int}. */
    public OptionalInt count(int field) {
        if (!isNumber(field)) {
            return OptionalInt.empty();
        }
        double number = is(field, BsonType.INT32)
                ? BsonFields.int32(bytes, at[field])
                : value(field).asNumber().doubleValue();
        return number >= 0 && number <= Integer.MAX_VALUE && number == Math.rint(number)
                ? OptionalInt.of((int) number)
                : OptionalInt.empty();
    }

    /** Whether the field is missing, null or undefined. */
    public boolean isNothing(int field) {
        return !has(field) || is(field, BsonType.NULL) || is(field, BsonType.UNDEFINED);
    }

    /** What is in a document, or in an array. */
    public BsonFields inner(int field) {
        return new BsonFields(bytes, at[field]);
    }

    /** A document, or an array, as the document it is in BSON. */
    public RawBsonDocument slice(int field) {
        return new RawBsonDocument(bytes, at[field], BsonFields.int32(bytes, at[field]));
    }

    /** The value as an object, or null. */
    public BsonValue value(int field) {
        return has(field) ? document().get(names.names[field]) : null;
    }
}
