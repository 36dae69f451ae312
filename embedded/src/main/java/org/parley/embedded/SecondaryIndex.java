package org.parley.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MinKey;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.MVMap;

/**
 * Finds documents by the first field of a non-unique index. The index's other fields and its order are unused: results
 * are filtered and sorted afterwards.
 */
final class SecondaryIndex extends Index<Object> {
    private static final boolean MAY_LACK_DOCUMENTS = true;

    private final MVMap<KeyValue, Object> entries;

    SecondaryIndex(MVMap<KeyValue, Object> entries, String name, List<IndexKey> keys) {
        super(name, keys, MAY_LACK_DOCUMENTS);
        this.entries = entries;
    }

    /** Leaves nested fields to a scan, because the index does not implement what a path means across lists. */
    static boolean supports(List<IndexKey> keys) {
        return !keys.get(0).getKey().contains(".");
    }

    @Override
    public boolean canHandle(Document query) {
        return PinnedValues.of(query, field()).isPresent();
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        Set<Object> found = new LinkedHashSet<>();
        for (Object value : PinnedValues.of(query, field()).orElseThrow()) {
            Iterator<KeyValue> keys = entries.keyIterator(new KeyValue(value, MinKey.getInstance()));
            while (keys.hasNext()) {
                KeyValue key = keys.next();
                if (StoredType.POSITION.compare(key.get(0), value) != 0) {
                    break;
                }
                found.add(key.get(1));
            }
        }
        return found;
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        for (Object value : values(document)) {
            entries.put(new KeyValue(value, position), Boolean.TRUE);
        }
    }

    @Override
    public Object remove(Document document) {
        remove(document, document.get("_id"));
        return null; // the index of the ids has the position
    }

    private void remove(Document document, Object position) {
        for (Object value : values(document)) {
            entries.remove(new KeyValue(value, position));
        }
    }

    @Override
    public void updateInPlace(
            Document oldDocument, Document newDocument, Object position, MongoCollection<Object> collection) {
        if (!values(oldDocument).equals(values(newDocument))) {
            remove(oldDocument, position);
            add(newDocument, position, collection);
        }
    }

    private Collection<?> values(Document document) {
        Object value = document.get(field());
        if (value == null) {
            return List.of();
        }
        return value instanceof Collection<?> elements
                ? elements.stream()
                        .filter(element -> element != null && !(element instanceof Collection))
                        .toList()
                : List.of(value);
    }

    private String field() {
        return getKeys().get(0).getKey();
    }

    @Override
    public Object getPosition(Document document) {
        return null;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        // refuses nothing
    }

    @Override
    public void checkUpdate(Document oldDocument, Document newDocument, MongoCollection<Object> collection) {
        // refuses nothing
    }

    @Override
    public long getCount() {
        return entries.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public void drop() {
        // the database removes the entries
    }
}
