package org.parley.embedded;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;

/**
 * The binary format of document values in the file: one byte for the type, then the value.
 *
 * <p>Every type of the wire protocol has its letter here. Files written with these letters must stay readable, so a
 * letter never changes its meaning. The size of a document is unlimited.
 */
final class StoredValues {
    private static final int OBJECT_ID_BYTES = 12;
    private static final int OVERHEAD = 16;

    private StoredValues() {}

    static void write(WriteBuffer out, Object value) {
        if (value == null) {
            out.put((byte) 'n');
        } else if (value instanceof Document document) {
            out.put((byte) 'D').putVarInt(document.size());
            document.forEach((key, field) -> {
                text(out, key);
                write(out, field);
            });
        } else if (value instanceof Collection<?> list) {
            out.put((byte) 'L').putVarInt(list.size());
            list.forEach(element -> write(out, element));
        } else if (value instanceof String string) {
            text(out.put((byte) 'S'), string);
        } else if (value instanceof Integer number) {
            out.put((byte) 'I').putInt(number);
        } else if (value instanceof Long number) {
            out.put((byte) 'J').putLong(number);
        } else if (value instanceof Double number) {
            out.put((byte) 'F').putDouble(number);
        } else if (value instanceof Boolean flag) {
            out.put((byte) (flag ? 't' : 'f'));
        } else if (value instanceof Instant instant) {
            out.put((byte) 'T').putLong(instant.toEpochMilli());
        } else if (value instanceof ObjectId id) {
            out.put((byte) 'O').put(id.toByteArray());
        } else {
            writeRare(out, value);
        }
    }

    private static void writeRare(WriteBuffer out, Object value) {
        if (value instanceof Missing) {
            out.put((byte) 'm');
        } else if (value instanceof MinKey) {
            out.put((byte) '<');
        } else if (value instanceof MaxKey) {
            out.put((byte) '>');
        } else if (value instanceof BinData binary) {
            out.put((byte) 'B').putVarInt(binary.getData().length).put(binary.getData());
        } else if (value instanceof UUID uuid) {
            uuid(out.put((byte) 'U'), uuid);
        } else if (value instanceof LegacyUUID uuid) {
            uuid(out.put((byte) 'u'), uuid.getUuid());
        } else if (value instanceof Decimal128 decimal) {
            out.put((byte) 'X').putLong(decimal.getLow()).putLong(decimal.getHigh());
        } else if (value instanceof BsonTimestamp timestamp) {
            out.put((byte) 'P').putLong(timestamp.getValue());
        } else if (value instanceof BsonRegularExpression regex) {
            text(out.put((byte) 'R'), regex.getPattern());
            text(out, regex.getOptions() == null ? "" : regex.getOptions());
        } else if (value instanceof BsonJavaScript script) {
            text(out.put((byte) 'C'), script.getCode());
        } else {
            throw new IllegalArgumentException(
                    "Cannot store a " + value.getClass().getName());
        }
    }

    static Object read(ByteBuffer in) {
        char type = (char) in.get();
        return switch (type) {
            case 'n' -> null;
            case 'D' -> document(in);
            case 'L' -> list(in);
            case 'S' -> text(in);
            case 'I' -> in.getInt();
            case 'J' -> in.getLong();
            case 'F' -> in.getDouble();
            case 't' -> true;
            case 'f' -> false;
            case 'T' -> Instant.ofEpochMilli(in.getLong());
            case 'O' -> new ObjectId(bytes(in, OBJECT_ID_BYTES));
            case 'm' -> Missing.getInstance();
            case '<' -> MinKey.getInstance();
            case '>' -> MaxKey.getInstance();
            case 'B' -> new BinData(bytes(in, DataUtils.readVarInt(in)));
            case 'U' -> new UUID(in.getLong(), in.getLong());
            case 'u' -> new LegacyUUID(in.getLong(), in.getLong());
            case 'X' -> new Decimal128(in.getLong(), in.getLong());
            case 'P' -> new BsonTimestamp(in.getLong());
            case 'R' -> new BsonRegularExpression(text(in), text(in));
            case 'C' -> new BsonJavaScript(text(in));
            default -> throw new IllegalStateException("Not a stored value: " + type);
        };
    }

    /** The approximate size of a value in memory in bytes; throws if the value cannot be stored. */
    static int memory(Object value) {
        if (value instanceof Document document) {
            int sum = 4 * OVERHEAD;
            for (Map.Entry<String, Object> field : document.entrySet()) {
                sum += 4 * OVERHEAD + field.getKey().length() + memory(field.getValue());
            }
            return sum;
        }
        if (value instanceof Collection<?> list) {
            return 2 * OVERHEAD + list.stream().mapToInt(StoredValues::memory).sum();
        }
        if (value instanceof String string) {
            return 3 * OVERHEAD + string.length();
        }
        if (value instanceof BinData binary) {
            return 2 * OVERHEAD + binary.getData().length;
        }
        if (value != null && !(value instanceof Number || value instanceof Instant || value instanceof Boolean)) {
            writeRareOrId(value);
        }
        return 2 * OVERHEAD;
    }

    private static void writeRareOrId(Object value) {
        if (!(value instanceof ObjectId)) {
            writeRare(new WriteBuffer(), value);
        }
    }

    private static Document document(ByteBuffer in) {
        Document document = new Document();
        for (int fields = DataUtils.readVarInt(in); fields > 0; fields--) {
            document.put(text(in), read(in));
        }
        return document;
    }

    private static List<Object> list(ByteBuffer in) {
        int size = DataUtils.readVarInt(in);
        List<Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(read(in));
        }
        return list;
    }

    private static void text(WriteBuffer out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putVarInt(bytes.length).put(bytes);
    }

    private static String text(ByteBuffer in) {
        return new String(bytes(in, DataUtils.readVarInt(in)), StandardCharsets.UTF_8);
    }

    private static void uuid(WriteBuffer out, UUID uuid) {
        out.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
