package org.parley.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Turns session attributes into plain BSON and back. Nothing from the store is ever deserialised as Java: whoever can
 * write to the database cannot run code here, and the two servers read each other's sessions.
 *
 * <p>Plain values are strings, {@code Integer, Long, Double, Boolean, Date, byte[]}, and lists and string-keyed maps of
 * them. The one exception is {@link SecretKeySpec}, kept as algorithm and bytes, for the key that Faces binds its view
 * state to. A list or map comes back as a copy: changing it changes the session only when it is set again.
 */
final class AttributeCodec {
    /** Marks a stored key. No attribute can be called so, because {@link #encodeName} escapes every percent sign. */
    private static final String KEY_ALGORITHM = "%key";

    private static final String KEY_BYTES = "%bytes";

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
                    && document.get(KEY_BYTES) instanceof Binary bytes) {
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

    /** A name as a BSON field: dots and dollars would be taken for paths and operators in an update. */
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
