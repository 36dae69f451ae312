package org.parley.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.Assert;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;

/**
 * A collection whose documents are in a map of the file, by id.
 *
 * <p>Stored documents are immutable: an update stores a changed copy in place of the old document. A commit or a reader
 * in another thread sees either the old document or the new one, never a mix.
 */
final class StoredCollection extends AbstractSynchronizedMongoCollection<Object> {
    private static final Document EVERYTHING = new Document();

    private final MVMap<Object, Document> documents;

    StoredCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            CursorRegistry cursors,
            MVMap<Object, Document> documents) {
        super(database, name, options, cursors);
        this.documents = documents;
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        Object position = getIdField() == null ? nextNumber() : Missing.ofNullable(document.get(getIdField()));
        WholeMillis.in(document);
        Document previous = documents.putIfAbsent(position, document);
        Assert.isNull(previous, () -> "There is a document with the id " + position + " in " + this);
        return position;
    }

    /** The position in a collection without ids: documents keep the order of their insertion. */
    private Object nextNumber() {
        return documents.lastKey() instanceof Long last ? last + 1 : 0L;
    }

    @Override
    protected void handleUpdate(Object position, Document oldDocument, Document newDocument) {
        WholeMillis.in(newDocument);
        documents.put(Missing.ofNullable(position), newDocument);
    }

    @Override
    protected void removeDocument(Object position) {
        documents.remove(position);
    }

    @Override
    protected Document getDocument(Object position) {
        return documents.get(position);
    }

    @Override
    protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        return documents.entrySet().stream().map(entry -> new DocumentWithPosition<>(entry.getValue(), entry.getKey()));
    }

    @Override
    protected QueryResult matchDocuments(
            Document query, Document orderBy, int skip, int limit, int batchSize, Document projection) {
        Stream<Document> all = isNaturalDescending(orderBy)
                ? Stream.iterate(documents.lastKey(), key -> key != null, documents::lowerKey)
                        .map(documents::get)
                : documents.values().stream();
        return matchDocumentsFromStream(all, query, orderBy, skip, limit, batchSize, projection);
    }

    @Override
    protected QueryResult matchDocumentsFromStream(
            Document query,
            Stream<Document> candidates,
            int skip,
            int limit,
            int batchSize,
            Comparator<Document> order,
            Document projection) {
        Stream<Document> copies = candidates
                .filter(document -> documentMatchesQuery(document, query))
                .map(Document::clone);
        if (order == null) {
            return super.matchDocumentsFromStream(EVERYTHING, copies, skip, limit, batchSize, null, projection);
        }
        List<Document> sorted = copies.toList();
        return super.matchDocumentsFromStream(
                EVERYTHING, sorted.stream(), skip, limit, batchSize, SortKeys.of(order, sorted), projection);
    }

    @Override
    public synchronized void addIndex(Index<Object> index) {
        super.addIndex(index);
    }

    @Override
    public synchronized void dropIndex(String name) {
        super.dropIndex(name);
    }

    @Override
    public synchronized int count(Document query, int skip, int limit) {
        return super.count(query, skip, limit);
    }

    @Override
    public int count() {
        return documents.size();
    }

    /** Not measured: measuring every document at every change would cost more than the change. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int delta) {
        // not tracked
    }

    @Override
    protected int getDataSize() {
        return 0;
    }
}
