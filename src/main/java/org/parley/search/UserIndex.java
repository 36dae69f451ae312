package org.parley.search;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.SingleInstanceLockFactory;
import org.bson.types.ObjectId;
import org.parley.document.StoredConversation;
import org.parley.message.StoredMessage;

/**
 * One user's index in memory. Changes are for one thread at a time; readers are for any, and see the index as it was at the
 * last {@link #refresh()}.
 */
final class UserIndex implements Closeable {
    private static final Logger LOG = Logger.getLogger(UserIndex.class.getName());

    /** What an index in memory takes beside its files: the writer and the reader. */
    private static final long OVERHEAD_BYTES = 64 << 10;

    /** What a stamp takes in memory. */
    private static final long STAMP_BYTES = 150;

    private static final double BUFFER_MIB = 32;

    private final ByteBuffersDirectory directory;
    private final IndexWriter writer;
    private final Map<ObjectId, Stamp> stamps = new HashMap<>();
    /** Conversations with messages and no stamp yet; one stays if indexing it broke off. */
    private final Set<ObjectId> begun = new HashSet<>();

    private DirectoryReader reader;
    private long messages;

    /** An empty index. */
    UserIndex() {
        this(newDirectory());
    }

    /**
     * A directory in memory. Each file is one buffer: Lucene's default keeps a file in a hundred buffers or more and makes an object for
     * each of them whenever a search opens a list of hits, which took more time than the search.
     */
    static ByteBuffersDirectory newDirectory() {
        return new ByteBuffersDirectory(
                new SingleInstanceLockFactory(), ByteBuffersDataOutput::new, ByteBuffersDirectory.OUTPUT_AS_ONE_BUFFER);
    }

    /** The index that lies in a directory. */
    UserIndex(ByteBuffersDirectory directory) {
        this.directory = directory;
        try {
            // Without threads of Lucene's own, which no server would end.
            this.writer = new IndexWriter(
                    directory,
                    new IndexWriterConfig(null)
                            .setMergeScheduler(new SerialMergeScheduler())
                            .setRAMBufferSizeMB(BUFFER_MIB)
                            .setCommitOnClose(false)
                            .setIndexSort(new Sort(new SortField(IndexFields.TIME, SortField.Type.LONG, true))));
            this.reader = DirectoryReader.open(writer);
            readStamps();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readStamps() throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            BinaryDocValues stored = leaf.reader().getBinaryDocValues(IndexFields.STAMP);
            SortedDocValues ids = leaf.reader().getSortedDocValues(IndexFields.GROUP);
            if (stored == null || ids == null) {
                continue;
            }
            for (int doc = stored.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = stored.nextDoc()) {
                boolean live = leaf.reader().getLiveDocs() == null
                        || leaf.reader().getLiveDocs().get(doc);
                if (live && ids.advanceExact(doc)) {
                    remember(IndexFields.id(ids.lookupOrd(ids.ordValue())), Stamp.of(stored.binaryValue()));
                }
            }
        }
    }

    /** The stamps of the conversations that are indexed, wholly or in part. */
    Map<ObjectId, Stamp> stamps() {
        return stamps;
    }

    /** How much of a conversation is indexed; empty for nothing. */
    Optional<Stamp> stamp(ObjectId conversation) {
        return Optional.ofNullable(stamps.get(conversation));
    }

    /** Whether a conversation is not indexed as it is now. */
    boolean lacks(StoredConversation conversation) {
        return stamp(new ObjectId(conversation.id()))
                .filter(stamp -> stamp.covers(conversation))
                .isEmpty();
    }

    /** Whether only the end of a conversation is indexed. */
    boolean lacksBeginning(ObjectId conversation) {
        return stamp(conversation).filter(stamp -> stamp.low() > 0).isPresent();
    }

    /** How many messages are indexed. */
    long messages() {
        return messages;
    }

    /** Adds a message that is not there. */
    void add(ObjectId conversation, int seq, StoredMessage message, StoredConversation header) throws IOException {
        if (!stamps.containsKey(conversation)) {
            begun.add(conversation);
        }
        writer.addDocument(
                IndexFields.message(conversation, seq, message, header.times().knownUpdated()));
    }

    /** Says what is now indexed of a conversation, and its title. */
    void stamp(ObjectId conversation, StoredConversation header, Stamp stamp) throws IOException {
        Document document = IndexFields.header(conversation, header, stamp);
        if (stamps.containsKey(conversation)) {
            writer.updateDocument(IndexFields.headerOf(conversation), document);
        } else {
            writer.addDocument(document); // nothing to look for: a build adds thousands
        }
        remember(conversation, stamp);
    }

    private void remember(ObjectId conversation, Stamp stamp) {
        forget(conversation);
        begun.remove(conversation);
        stamps.put(conversation, stamp);
        messages += stamp.messages();
    }

    private void forget(ObjectId conversation) {
        Stamp before = stamps.remove(conversation);
        if (before != null) {
            messages -= before.messages();
        }
    }

    /** Removes a conversation, if the index has it. */
    void remove(ObjectId conversation) throws IOException {
        if (begun.remove(conversation) || stamps.containsKey(conversation)) {
            writer.deleteDocuments(IndexFields.messagesOf(conversation), IndexFields.headerOf(conversation));
            forget(conversation);
        }
    }

    /** Shows readers what has changed. */
    void refresh() throws IOException {
        DirectoryReader newer = DirectoryReader.openIfChanged(reader, writer);
        if (newer != null) {
            reader.decRef();
            reader = newer;
        }
    }

    /** The reader of the last refresh, for one search; whoever gets it calls {@code decRef}. */
    DirectoryReader acquire() {
        reader.incRef();
        return reader;
    }

    /** Rewrites the files without what was removed; until then Lucene keeps its words. Can take seconds. */
    void merge() {
        try {
            writer.forceMerge(1);
        } catch (AlreadyClosedException e) {
            LOG.log(Level.FINE, "The index was closed meanwhile", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Completes the files.
     *
     * @return the names of the files that belong to the index
     */
    List<String> commit() throws IOException {
        writer.commit();
        try (DirectoryReader committed = DirectoryReader.open(directory)) {
            return List.copyOf(committed.getIndexCommit().getFileNames());
        }
    }

    /** The directory, for reading its files. */
    Directory directory() {
        return directory;
    }

    /** What it takes in memory, about. */
    long bytes() {
        long files = 0;
        try {
            for (String file : directory.listAll()) {
                files += directory.fileLength(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files + writer.ramBytesUsed() + OVERHEAD_BYTES + STAMP_BYTES * stamps.size();
    }

    /** Frees the memory once the last search has ended. */
    @Override
    public void close() {
        try {
            writer.rollback();
            reader.decRef();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
