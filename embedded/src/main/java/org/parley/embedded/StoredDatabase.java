package org.parley.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.List;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** A database of the embedded MongoDB: a map of the file for each collection and for each index. */
final class StoredDatabase extends AbstractSynchronizedMongoDatabase<Object> {
    private final MVStore store;

    StoredDatabase(String name, MVStore store, CursorRegistry cursors) {
        super(name, cursors);
        this.store = store;
        initializeNamespacesAndIndexes();
    }

    /** The names of the databases in the file. */
    static Stream<String> namesIn(MVStore store) {
        return store.getMapNames().stream()
                .filter(map -> map.startsWith(StoreFile.DOCUMENTS))
                .map(map -> map.split("/")[1])
                .distinct();
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
        return new StoredCollection(this, name, options, cursorRegistry, StoreFile.documents(store, documentsOf(name)));
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return new UniqueIndex(indexMap(collection, name), name, keys, sparse);
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return SecondaryIndex.supports(keys)
                ? new SecondaryIndex(indexMap(collection, name), name, keys)
                : new EmptyIndex<>(name, keys);
    }

    /**
     * Answers a pipeline that begins with {@code $match} from an index, as it answers a query; mongo-java-server hands
     * every document of the collection to the first stage.
     */
    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        if (!command.equalsIgnoreCase("aggregate")) {
            return super.handleCommand(channel, command, query, databases, oplog);
        }
        MongoCollection<Object> collection =
                resolveCollection(query.get(command).toString(), false);
        List<Document> pipeline = Aggregation.parse(query.get("pipeline"));
        if (collection == null
                || pipeline.isEmpty()
                || !isFilter(pipeline.get(0).get("$match"))) {
            return super.handleCommand(channel, command, query, databases, oplog);
        }
        Aggregation rest =
                Aggregation.fromPipeline(pipeline.subList(1, pipeline.size()), databases, this, collection, oplog);
        rest.validate(query);
        List<Document> found = rest.runStages(
                collection.handleQueryAsStream((Document) pipeline.get(0).get("$match")));
        Document cursor = new Document("id", 0L)
                .append("ns", databaseName + "." + collection.getCollectionName())
                .append("firstBatch", found);
        return new Document("cursor", cursor).append("ok", 1.0);
    }

    /** In a query these two names would mean the query itself, and not fields. */
    private static boolean isFilter(Object match) {
        return match instanceof Document filter && !filter.containsKey("query") && !filter.containsKey("$query");
    }

    private MVMap<KeyValue, Object> indexMap(String collection, String name) {
        return StoreFile.index(store, indexOf(collection, name));
    }

    private String indexOf(String collection, String name) {
        return StoreFile.INDEX + databaseName + "/" + collection + "/" + name;
    }

    private String documentsOf(String collection) {
        return StoreFile.DOCUMENTS + databaseName + "/" + collection;
    }

    @Override
    protected void dropIndex(MongoCollection<Object> collection, String name) {
        super.dropIndex(collection, name);
        store.removeMap(indexOf(collection.getCollectionName(), name));
    }

    @Override
    public void dropCollection(String name, Oplog oplog) {
        super.dropCollection(name, oplog);
        store.removeMap(documentsOf(name));
    }

    @Override
    public void drop(Oplog oplog) {
        super.drop(oplog);
        store.getMapNames().stream()
                .filter(map -> map.startsWith(StoreFile.DOCUMENTS + databaseName + "/")
                        || map.startsWith(StoreFile.INDEX + databaseName + "/"))
                .toList()
                .forEach(store::removeMap);
    }

    @Override
    public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String name) {
        throw new UnsupportedOperationException("renameCollection is not supported by the embedded store");
    }

    @Override
    protected long getStorageSize() {
        return store.getFileStore().size();
    }

    @Override
    protected long getFileSize() {
        return getStorageSize();
    }
}
