package org.parley.embedded;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * The type of all keys and values in the maps of the file: documents, positions of documents (their ids), and keys of
 * indexes.
 */
final class StoredType<T> extends BasicDataType<T> {
    private static final ValueComparator VALUE_ORDER = ValueComparator.ascWithoutListHandling();

    static final StoredType<Document> DOCUMENT =
            new StoredType<>(Document.class, document -> document, Document.class::cast, VALUE_ORDER::compare);
    static final StoredType<Object> POSITION =
            new StoredType<>(Object.class, value -> value, value -> value, StoredType::compareValues);
    static final StoredType<KeyValue> KEY =
            new StoredType<>(KeyValue.class, StoredType::values, StoredType::key, StoredType::compareKeys);

    private final Class<T> type;
    private final Function<T, Object> stored;
    private final Function<Object, T> restored;
    private final Comparator<? super T> order;

    private StoredType(
            Class<T> type, Function<T, Object> stored, Function<Object, T> restored, Comparator<? super T> order) {
        this.type = type;
        this.stored = stored;
        this.restored = restored;
        this.order = order;
    }

    @Override
    public int compare(T a, T b) {
        return order.compare(a, b);
    }

    @Override
    public int getMemory(T value) {
        return StoredValues.memory(stored.apply(value));
    }

    @Override
    public boolean isMemoryEstimationAllowed() {
        return false; // every value is checked before it is stored, so that a commit cannot fail on one
    }

    @Override
    public void write(WriteBuffer out, T value) {
        StoredValues.write(out, stored.apply(value));
    }

    @Override
    public T read(ByteBuffer in) {
        return restored.apply(StoredValues.read(in));
    }

    @Override
    @SuppressWarnings("unchecked")
    public T[] createStorage(int size) {
        return (T[]) Array.newInstance(type, size);
    }

    private static List<Object> values(KeyValue key) {
        List<Object> values = new ArrayList<>(key.size());
        key.forEach(values::add);
        return values;
    }

    private static KeyValue key(Object values) {
        return new KeyValue((List<?>) values);
    }

    /** Patterns and code, which cannot be compared, come behind everything else, in the order of their texts. */
    private static int compareValues(Object a, Object b) {
        if (SortKeys.isRare(a) && SortKeys.isRare(b)) {
            return SortKeys.text(a).compareTo(SortKeys.text(b));
        }
        return SortKeys.isRare(a) ? 1 : SortKeys.isRare(b) ? -1 : VALUE_ORDER.compare(a, b);
    }

    private static int compareKeys(KeyValue a, KeyValue b) {
        int common = Math.min(a.size(), b.size());
        for (int i = 0; i < common; i++) {
            int order = compareValues(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }
}
