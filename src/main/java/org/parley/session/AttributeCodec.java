package org.parley.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Converts session attributes to plain BSON and back. Stored values are never deserialised as Java objects, so write
 * access to the database does not allow running code here, and both servers read each other's sessions.
 *
 * <p>Plain values are strings, {@code Integer, Long, Double, Boolean, Date, byte[]}, and lists and string-keyed maps of
 * them. The one exception is {@link SecretKeySpec}, stored as algorithm and bytes, for the key that Faces binds its
 * view state to. Lists and maps are returned as copies: a change takes effect only when the attribute is set again.
 */
final class AttributeCodec {
    /** Marks a stored key. No attribute can have this name, because {@link #encodeName} escapes every percent sign. */
    private static final String KEY_ALGORITHM = "%key";

    private static final String KEY_BYTES = "%bytes";

    /** The lengths of AES keys (FIPS 197, section 1). */
    private static final Set<Integer> AES_BYTES = Set.of(16, 24, 32);

    private AttributeCodec() {}

    /** @throws IllegalArgumentException if the value is not plain; the message names the attribute and the class */
    static Object encode(String name, Object value) {
        if (value == null
                || value instanceof String
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof Date) {
            return value;
        }
        if (value instanceof byte[] bytes) {
            return new Binary(bytes.clone());
        }
        if (value instanceof SecretKeySpec key) {
            return new Document(KEY_ALGORITHM, key.getAlgorithm()).append(KEY_BYTES, new Binary(key.getEncoded()));
        }
        if (value instanceof Collection<?> many) {
            List<Object> list = new ArrayList<>(many.size());
            many.forEach(one -> list.add(encode(name, one)));
            return list;
        }
        if (value instanceof Map<?, ?> map) {
            Document document = new Document();
            map.forEach((key, one) -> document.put(encodeName(String.valueOf(key)), encode(name, one)));
            return document;
        }
        throw new IllegalArgumentException("Session attribute '" + name + "' is a "
                + value.getClass().getName() + "; sessions keep plain values only");
    }

    static Object decode(Object stored) {
        if (stored instanceof Binary binary) {
            return binary.getData();
        }
        if (stored instanceof Document document) {
            if (document.get(KEY_ALGORITHM) instanceof String algorithm
                    && document.get(KEY_BYTES) instanceof Binary bytes
                    && isUsable(algorithm, bytes.length())) {
                return new SecretKeySpec(bytes.getData(), algorithm);
            }
            Map<String, Object> map = new LinkedHashMap<>();
            document.forEach((key, value) -> map.put(decodeName(key), decode(value)));
            return map;
        }
        if (stored instanceof List<?> many) {
            List<Object> list = new ArrayList<>(many.size());
            many.forEach(one -> list.add(decode(one)));
            return list;
        }
        return stored;
    }

    /** Whether Faces can encrypt with it; it fails over any other key instead of drawing a new one. */
    private static boolean isUsable(String algorithm, int bytes) {
        return algorithm.equals("AES") && AES_BYTES.contains(bytes);
    }

    /** Encodes a name as a BSON field; an update would read dots as paths and dollar signs as operators. */
    static String encodeName(String name) {
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("A session attribute's name cannot hold NUL");
        }
        return name.replace("%", "%25").replace(".", "%2E").replace("$", "%24");
    }

    static String decodeName(String stored) {
        return stored.replace("%24", "$").replace("%2E", ".").replace("%25", "%");
    }
}
