package org.parley.search;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.util.IOUtils;
import org.bson.types.ObjectId;
import org.parley.conversation.SearchableRepository;
import org.parley.document.StoredConversation;
import org.parley.platform.Component;
import org.parley.search.IndexVersion.StoredFile;
import org.parley.segment.SegmentRepository;

/** Moves indexes between the memory of this node and the database, and reads the conversations they are made of. */
@Component
class IndexStorage {
    private static final Logger LOG = Logger.getLogger(IndexStorage.class.getName());

    private final IndexRepository repository;
    private final SearchableRepository conversations;
    private final SegmentRepository segments;
    private final Clock clock;

    @Inject
    IndexStorage(
            IndexRepository repository, SearchableRepository conversations, SegmentRepository segments, Clock clock) {
        this.repository = repository;
        this.conversations = conversations;
        this.segments = segments;
        this.clock = clock;
    }

    /** An index in memory and the stored version it is. */
    record Loaded(UserIndex index, IndexVersion version) {}

    /**
     * The state of an index.
     *
     * @param seen when it was last looked for changes
     * @param complete whether it holds all conversations
     */
    record State(Instant seen, boolean complete) {}

    /**
     * A version that is ready to be stored.
     *
     * @param base the number of the version that it continues
     * @param added the files that are not stored yet; they can be read whatever becomes of the index
     * @param obsolete the saves of earlier versions that no node may read on; empty if they may
     */
    record Save(
            String userId,
            long base,
            IndexVersion version,
            Map<StoredFile, IndexInput> added,
            Set<ObjectId> obsolete) {}

    /** How long the files of a user's stored index are, in bytes. */
    long bytes(String userId) {
        return repository.version(userId).files().stream()
                .mapToLong(StoredFile::bytes)
                .sum();
    }

    /** The stored index of a user. One that is damaged or of another kind is taken as empty and rebuilt. */
    Loaded load(String userId) {
        IndexVersion version = repository.version(userId);
        ByteBuffersDirectory directory = UserIndex.newDirectory();
        try {
            if (version.files().isEmpty()) {
                return empty(version);
            }
            Map<StoredFile, List<byte[]>> files = repository.read(userId, version.files());
            if (files.size() < version.files().size()) {
                IndexVersion newer = repository.version(userId);
                return newer.number() == version.number() ? empty(version) : load(userId);
            }
            for (StoredFile file : version.files()) {
                write(directory, file.name(), files.remove(file)); // so that its memory is free for the next
            }
            return new Loaded(new UserIndex(directory), version);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, e, () -> "The search index of the user " + userId + " is rebuilt");
            return empty(version);
        }
    }

    /** Every index begins with an emptied directory; the next version follows the stored one. */
    private static Loaded empty(IndexVersion version) {
        return new Loaded(new UserIndex(), new IndexVersion(version.number(), List.of(), Instant.EPOCH, false));
    }

    /**
     * Completes an index and takes what is new of it.
     *
     * @param purged whether no earlier version may be left
     */
    Save prepare(String userId, IndexVersion base, UserIndex index, State state, boolean purged) throws IOException {
        Set<ObjectId> obsolete = purged ? repository.saves(userId) : Set.of();
        Map<String, StoredFile> stored =
                base.files().stream().collect(Collectors.toMap(StoredFile::name, file -> file));
        ObjectId save = new ObjectId();
        List<StoredFile> files = new ArrayList<>();
        Map<StoredFile, IndexInput> added = new LinkedHashMap<>();
        for (String name : index.commit()) {
            StoredFile file = stored.get(name);
            if (file == null) {
                file = new StoredFile(name, save, index.directory().fileLength(name), 0);
                added.put(file, index.directory().openInput(name, IOContext.DEFAULT));
            }
            files.add(file);
        }
        IndexVersion version = new IndexVersion(base.number() + 1, files, state.seen(), state.complete());
        return new Save(userId, base.number(), version, added, obsolete);
    }

    /**
     * Stores a version.
     *
     * @return it, with what its files take; empty if another node has stored one since
     */
    Optional<IndexVersion> store(Save save) {
        if (!repository.isReplaceable(save.userId(), save.base())) {
            IOUtils.closeWhileHandlingException(save.added().values());
            return Optional.empty();
        }
        Map<StoredFile, StoredFile> added = new HashMap<>();
        save.added().forEach((file, content) -> added.put(file, upload(save.userId(), file, content)));
        IndexVersion version = save.version().stored(added);
        boolean stored = repository.replace(save.userId(), save.base(), version);
        if (stored) {
            removeOld(save);
        } else {
            save.added().keySet().stream()
                    .map(StoredFile::save)
                    .distinct()
                    .forEach(mine -> repository.remove(save.userId(), mine, Set.of()));
        }
        return stored ? Optional.of(version) : Optional.empty();
    }

    private void removeOld(Save save) {
        Map<ObjectId, Set<String>> kept = save.version().files().stream()
                .collect(Collectors.groupingBy(
                        StoredFile::save, Collectors.mapping(StoredFile::name, Collectors.toSet())));
        Instant now = clock.instant();
        for (ObjectId earlier : repository.saves(save.userId())) {
            if (save.obsolete().contains(earlier) || IndexRepository.isOld(earlier, now)) {
                repository.remove(save.userId(), earlier, kept.getOrDefault(earlier, Set.of()));
            }
        }
    }

    /** What is new of single conversations is read by this. */
    ConversationIndexer indexer(String userId, UserIndex index) {
        return new ConversationIndexer(userId, index, conversations, segments);
    }

    List<StoredConversation> all(String userId) {
        return conversations.all(userId);
    }

    List<StoredConversation> changedAfter(String userId, Instant time) {
        return conversations.changedAfter(userId, time);
    }

    private static void write(ByteBuffersDirectory directory, String name, List<byte[]> parts) throws IOException {
        try (IndexOutput out = directory.createOutput(name, IOContext.DEFAULT)) {
            for (byte[] part : parts) {
                out.writeBytes(part, part.length);
            }
        }
    }

    /** A part at a time: an index can take a good deal of the memory. */
    private StoredFile upload(String userId, StoredFile file, IndexInput content) {
        try (content) {
            long packed = 0;
            for (int number = 0; number < file.parts(); number++) {
                byte[] part = new byte[file.partBytes(number)];
                content.readBytes(part, 0, part.length);
                packed += repository.put(userId, file, number, part);
            }
            return new StoredFile(file.name(), file.save(), file.bytes(), packed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
