package org.parley.testing;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDbPointer;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonJavaScript;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonTimestamp;
import org.bson.BsonType;
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/** Named values of every BSON type, several for a type whose values are read in different ways. */
public final class OddValues {
    /** Stands for a missing field; not a BSON value. */
    public static final BsonValue MISSING = null;

    private OddValues() {}

    /** All values, always in the same order. */
    public static Map<String, BsonValue> all() {
        Map<String, BsonValue> values = new LinkedHashMap<>();
        values.put("missing", MISSING);
        values.put("null", BsonNull.VALUE);
        values.put("undefined", new BsonUndefined());
        values.put("int", new BsonInt32(7));
        values.put("int, negative", new BsonInt32(-1));
        values.put("long", new BsonInt64(1L << 40));
        values.put("long, largest", new BsonInt64(Long.MAX_VALUE));
        values.put("double", new BsonDouble(1.5));
        values.put("double, NaN", new BsonDouble(Double.NaN));
        values.put("double, infinite", new BsonDouble(Double.POSITIVE_INFINITY));
        values.put("decimal", new BsonDecimal128(Decimal128.parse("2.50")));
        values.put("decimal, NaN", new BsonDecimal128(Decimal128.NaN));
        values.put("decimal, -0", new BsonDecimal128(Decimal128.NEGATIVE_ZERO));
        values.put("string", new BsonString("another program's"));
        values.put("string, empty", new BsonString(""));
        values.put("boolean", BsonBoolean.TRUE);
        values.put("date", new BsonDateTime(1_705_314_600_000L));
        values.put("date, latest", new BsonDateTime(Long.MAX_VALUE));
        values.put("date, earliest", new BsonDateTime(Long.MIN_VALUE));
        values.put("timestamp", new BsonTimestamp(1_705_314_600, 1));
        values.put("object id", new BsonObjectId(new ObjectId("65a50a7c0000000000000001")));
        values.put("binary", new BsonBinary(new byte[] {1, 2, 3}));
        values.put("regex", new BsonRegularExpression("a.*", "i"));
        values.put("code", new BsonJavaScript("f()"));
        values.put("code with scope", new BsonJavaScriptWithScope("f()", new BsonDocument("x", new BsonInt32(1))));
        values.put("symbol", new BsonSymbol("symbol"));
        values.put("db pointer", new BsonDbPointer("a.b", new ObjectId("65a50a7c0000000000000001")));
        values.put("min key", new BsonMinKey());
        values.put("max key", new BsonMaxKey());
        values.put("object, empty", new BsonDocument());
        values.put("object", new BsonDocument("a", new BsonString("kept")));
        values.put("object, numbered", new BsonDocument("0", new BsonDocument("a", BsonNull.VALUE)));
        values.put("object, $", new BsonDocument("$a", new BsonString("kept")));
        values.put("array, empty", new BsonArray());
        values.put("array", new BsonArray(List.of(new BsonString("kept"), new BsonInt32(7), BsonNull.VALUE)));
        values.put(
                "array of objects",
                new BsonArray(
                        List.of(new BsonDocument("role", new BsonInt32(7)), new BsonArray(), new BsonUndefined())));
        values.put("array of dates", new BsonArray(List.of(new BsonDateTime(4_102_444_800_000L))));
        return values;
    }

    /** The values that a store can hold: the embedded store does not know the types that MongoDB has deprecated. */
    public static Map<String, BsonValue> heldBy(MongoDatabase store) {
        MongoCollection<BsonDocument> trial = store.getCollection("odd_values", BsonDocument.class);
        Map<String, BsonValue> held = new LinkedHashMap<>(all());
        held.entrySet().removeIf(entry -> {
            try {
                BsonDocument document = new BsonDocument("_id", new BsonObjectId());
                trial.insertOne(entry.getValue() == MISSING ? document : document.append("a", entry.getValue()));
                return !document.equals(
                        trial.find(new BsonDocument("_id", document.get("_id"))).first());
            } catch (MongoException e) {
                return true;
            }
        });
        trial.drop();
        return held;
    }

    /** Copies of a document without an {@code _id}, each with another value in another field. */
    public static List<BsonDocument> inEveryField(BsonDocument usual, Map<String, BsonValue> values) {
        return usual.keySet().stream()
                .flatMap(field -> values.values().stream().map(value -> with(usual, field, value)))
                .toList();
    }

    /** Whether a store takes the value as an {@code _id}. */
    public static boolean isId(BsonValue value) {
        return value != MISSING
                && !value.isArray()
                && value.getBsonType() != BsonType.REGULAR_EXPRESSION
                && value.getBsonType() != BsonType.UNDEFINED
                && !(value instanceof BsonDocument document && document.containsKey("$a"));
    }

    /** Sets a field of a document, which may lie in other documents and in lists ({@code messages.0.role}). */
    public static BsonDocument with(BsonDocument document, String path, BsonValue value) {
        BsonDocument copy = document.clone();
        String[] names = path.split("\\.");
        BsonValue inner = copy;
        for (int i = 0; i < names.length - 1; i++) {
            inner = step(inner, names[i]);
        }
        String last = names[names.length - 1];
        if (inner instanceof BsonArray list) {
            list.set(Integer.parseInt(last), value == MISSING ? BsonNull.VALUE : value);
        } else if (value == MISSING) {
            inner.asDocument().remove(last);
        } else {
            inner.asDocument().put(last, value);
        }
        return copy;
    }

    /** The value of a field, or {@link #MISSING}. */
    public static BsonValue at(BsonDocument document, String path) {
        BsonValue inner = document;
        for (String name : path.split("\\.")) {
            if (inner == MISSING) {
                return MISSING;
            }
            inner = step(inner, name);
        }
        return inner;
    }

    private static BsonValue step(BsonValue value, String name) {
        if (value instanceof BsonArray list) {
            int index = name.matches("\\d+") ? Integer.parseInt(name) : list.size();
            return index < list.size() ? list.get(index) : MISSING;
        }
        return value instanceof BsonDocument document ? document.get(name) : MISSING;
    }
}
