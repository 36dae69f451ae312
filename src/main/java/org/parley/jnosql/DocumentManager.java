package org.parley.jnosql;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.bson.Document;
import org.eclipse.jnosql.communication.Value;
import org.eclipse.jnosql.communication.ValueUtil;
import org.eclipse.jnosql.communication.semistructured.CommunicationEntity;
import org.eclipse.jnosql.communication.semistructured.DatabaseManager;
import org.eclipse.jnosql.communication.semistructured.DeleteQuery;
import org.eclipse.jnosql.communication.semistructured.Element;
import org.eclipse.jnosql.communication.semistructured.SelectQuery;

/**
 * JNoSQL's access to MongoDB, with writes through the driver: an empty list stays a list (JNoSQL 1.1.11 writes {@code
 * {}}, which a later {@code $push} refuses), null fields are left out, and an update that matches no document is an
 * error. Reads go through JNoSQL's own manager.
 */
class DocumentManager implements DatabaseManager {
    private final DatabaseManager reads;
    private final MongoDatabase database;

    /** For the client proxy. */
    DocumentManager() {
        this(null, null);
    }

    DocumentManager(DatabaseManager reads, MongoDatabase database) {
        this.reads = reads;
        this.database = database;
    }

    @Override
    public String name() {
        return reads.name();
    }

    @Override
    public CommunicationEntity insert(CommunicationEntity entity) {
        Document document = document(entity.elements());
        database.getCollection(entity.name()).insertOne(document);
        // Only the id: JNoSQL would read every returned field back into the entity, and cannot read all of them.
        return CommunicationEntity.of(entity.name(), List.of(Element.of("_id", document.get("_id"))));
    }

    @Override
    public CommunicationEntity update(CommunicationEntity entity) {
        Document document = document(entity.elements());
        Object id = document.remove("_id");
        long found = database.getCollection(entity.name())
                .replaceOne(Filters.eq("_id", id), document)
                .getMatchedCount();
        if (found == 0) {
            throw new NoSuchElementException("No document of " + entity.name() + " has this id");
        }
        return entity;
    }

    @Override
    public Iterable<CommunicationEntity> insert(Iterable<CommunicationEntity> entities) {
        entities.forEach(this::insert);
        return entities;
    }

    @Override
    public Iterable<CommunicationEntity> update(Iterable<CommunicationEntity> entities) {
        entities.forEach(this::update);
        return entities;
    }

    @Override
    public CommunicationEntity insert(CommunicationEntity entity, Duration timeToLive) {
        throw new UnsupportedOperationException("MongoDB expires documents by an index, not one by one");
    }

    @Override
    public Iterable<CommunicationEntity> insert(Iterable<CommunicationEntity> entities, Duration timeToLive) {
        throw new UnsupportedOperationException("MongoDB expires documents by an index, not one by one");
    }

    @Override
    public void delete(DeleteQuery query) {
        reads.delete(query);
    }

    @Override
    public Stream<CommunicationEntity> select(SelectQuery query) {
        return reads.select(query);
    }

    @Override
    public long count(String collection) {
        return reads.count(collection);
    }

    /** Does nothing: the client belongs to the application. */
    @Override
    public void close() {}

    static Document document(List<Element> elements) {
        Document document = new Document();
        elements.stream()
                .filter(element -> !element.value().isNull())
                .sorted(Comparator.comparing(element -> !"_id".equals(element.name())))
                .forEach(element -> document.put(element.name(), bson(element.value())));
        return document;
    }

    private static Object bson(Object value) {
        Object plain = value instanceof Value wrapped ? wrapped.get() : value;
        if (plain instanceof Element element) {
            return new Document(element.name(), bson(element.value()));
        }
        if (plain instanceof Map<?, ?> map) {
            Document document = new Document();
            map.forEach((key, item) -> document.put(String.valueOf(key), bson(item)));
            return document;
        }
        if (plain instanceof Iterable<?> items) {
            return list(items);
        }
        return plain == null ? null : ValueUtil.convert(Value.of(plain));
    }

    private static Object list(Iterable<?> items) {
        List<Object> all = new ArrayList<>();
        items.forEach(all::add);
        boolean fields = !all.isEmpty() && all.stream().allMatch(Element.class::isInstance);
        return fields
                ? document(all.stream().map(Element.class::cast).toList())
                : all.stream().map(DocumentManager::bson).toList();
    }
}
