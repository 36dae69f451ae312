package org.parley.conversation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.parley.store.Database;

/**
 * Keeps whole conversations of other programs for their new owner, each exactly once however often it comes.
 *
 * <p>A conversation is recognised by its owner and its source id. When it comes again, only messages that are not there
 * are added, at its end; what was written in Parley meanwhile stays. One that was deleted in Parley comes back. A new
 * conversation appears whole or not at all: segments are stored before the document that counts them, under numbers
 * that no other run uses, so that what a killed run left is seen by nobody. Adding to an existing one goes in small steps that each leave it
 * whole.
 *
 * <p>Needs no container: it is made with a database and a clock. It may run while the application does, and several
 * may run at once. It checks no limits but those of the database and fires no events; both are its caller's.
 */
public class ConversationImport {
    /** The longest content of one message, in bytes of UTF-8: two of them fit into one document. */
    public static final int MAX_CONTENT_BYTES = 7 << 20;

    private static final int MAX_DOCUMENT_BYTES = 16 << 20;
    private static final String TOO_LARGE = "it takes %d bytes without its older messages; a document holds %d";

    private final ImportRepository imports;
    private final Division division;
    private final ImportExtension extension;
    private final Clock clock;
    private final String run = UUID.randomUUID().toString();
    private final Set<String> brought = new HashSet<>();

    public ConversationImport(Database database, Clock clock) {
        this.imports = new ImportRepository(database);
        this.division = new Division(new SegmentRepository(database));
        this.extension = new ImportExtension(database, clock, run);
        this.clock = clock;
    }

    /** How many bytes of UTF-8 a well-formed text has. */
    public static int bytesOf(String text) {
        int bytes = text.length();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            bytes += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
        }
        return bytes;
    }

    /**
     * Imports conversations for one owner; best called with some hundred small ones or a single large one. Calling it
     * again with the same does no harm: that is what to do when the database was away.
     *
     * @param userId who owns them from now on
     * @param dryRun whether to say only what would be done
     * @return what became of each one, in the same order
     * @throws com.mongodb.MongoException if the database is away; some may be stored by then
     */
    public List<Imported> importAll(String userId, List<ImportedConversation> conversations, boolean dryRun) {
        List<Arrival> arrivals = conversations.stream()
                .map(conversation -> Arrival.of(userId, conversation))
                .toList();
        Set<ObjectId> ids = new HashSet<>();
        arrivals.forEach(arrival -> ids.addAll(arrival.ids().all()));
        Map<ObjectId, StoredConversation> found = imports.headers(userId, ids);
        Map<Integer, Imported> results = new HashMap<>();
        Map<Integer, Arrival> fresh = new LinkedHashMap<>();
        Set<String> waiting = new HashSet<>();
        for (int place = 0; place < arrivals.size(); place++) {
            Arrival arrival = arrivals.get(place);
            if (waiting.contains(arrival.conversation().sourceId())) {
                store(userId, fresh, dryRun, results);
                fresh.clear();
                waiting.clear();
                found.putAll(imports.headers(userId, arrival.ids().all()));
            }
            Optional<StoredConversation> existing = existing(userId, arrival, found);
            if (existing.isPresent()) {
                results.put(place, again(existing.get(), arrival, dryRun));
            } else {
                fresh.put(place, arrival);
                waiting.add(arrival.conversation().sourceId());
            }
        }
        store(userId, fresh, dryRun, results);
        return IntStream.range(0, arrivals.size()).mapToObj(results::get).toList();
    }

    /** A conversation that has come, and what it is recognised by. */
    record Arrival(ImportedConversation conversation, MessageTrail trail, ImportIds ids) {
        static Arrival of(String userId, ImportedConversation conversation) {
            MessageTrail trail = MessageTrail.of(conversation.messages());
            return new Arrival(conversation, trail, ImportIds.of(userId, conversation, trail));
        }
    }

    private Optional<StoredConversation> existing(
            String userId, Arrival arrival, Map<ObjectId, StoredConversation> found) {
        for (ObjectId id : arrival.ids().all()) {
            if (found.containsKey(id)) {
                return Optional.of(found.get(id));
            }
        }
        // An older export may hold a conversation empty that has begun since.
        return arrival.trail().size() == 0
                ? imports.bySource(userId, arrival.conversation().sourceId())
                : Optional.empty();
    }

    private void store(String userId, Map<Integer, Arrival> fresh, boolean dryRun, Map<Integer, Imported> results) {
        List<Integer> places = new ArrayList<>();
        List<Document> documents = new ArrayList<>();
        fresh.forEach((place, arrival) -> {
            Document document = prepare(userId, arrival, dryRun);
            int bytes = Tail.bytes(document);
            if (bytes > MAX_DOCUMENT_BYTES) {
                results.put(place, Imported.failed(TOO_LARGE.formatted(bytes, MAX_DOCUMENT_BYTES)));
            } else {
                places.add(place);
                documents.add(document);
            }
        });
        Map<Integer, String> refused = dryRun || documents.isEmpty() ? Map.of() : imports.insert(documents);
        for (int index = 0; index < documents.size(); index++) {
            if (refused.containsKey(index)) {
                removeSegments(documents.get(index));
            }
            int place = places.get(index);
            results.put(place, stored(userId, fresh.get(place), refused.get(index)));
        }
    }

    private Imported stored(String userId, Arrival arrival, String refusal) {
        if (refusal != null) {
            return refusal.isEmpty() ? taken(userId, arrival) : Imported.failed("the database refused it: " + refusal);
        }
        String id = arrival.ids().own().toHexString();
        return brought.add(id)
                ? new Imported(Imported.Outcome.NEW, id, arrival.trail().size(), null)
                : new Imported(Imported.Outcome.UNCHANGED, id, 0, null); // twice in the file of a dry run
    }

    /** Somebody else has imported it this very moment. */
    private Imported taken(String userId, Arrival arrival) {
        ObjectId id = arrival.ids().own();
        StoredConversation there = imports.headers(userId, Set.of(id)).get(id);
        return there == null ? Imported.failed("its place in the database is taken") : again(there, arrival, false);
    }

    /** What this run stored before it lost its answer is still new. */
    private Imported again(StoredConversation there, Arrival arrival, boolean dryRun) {
        Imported result = extension.extend(there, arrival, dryRun);
        boolean ours = there.importMark() != null && there.importMark().run().equals(run) && there.revision() == 1;
        return ours && result.outcome() == Imported.Outcome.UNCHANGED && brought.add(there.id())
                ? new Imported(Imported.Outcome.NEW, there.id(), arrival.trail().size(), null)
                : result;
    }

    private void removeSegments(Document refused) {
        division.remove(
                refused.getObjectId("_id"),
                refused.getInteger("first_segment", 0),
                refused.getInteger("segment_count"));
    }

    private Document prepare(String userId, Arrival arrival, boolean dryRun) {
        ObjectId id = arrival.ids().own();
        ImportTargets all = ImportTargets.all(arrival.trail().size());
        ImportedDocuments documents = new ImportedDocuments(arrival.conversation(), clock.instant());
        Tail.Split split = Tail.split(documents.messages(all, id, new HashSet<>()));
        int firstSegment = split.segments().isEmpty() ? 0 : division.freshNumber();
        if (!dryRun && firstSegment > 0) {
            division.store(id, userId, split, firstSegment);
        }
        ImportMark mark = ImportMark.of(
                arrival.conversation(), arrival.trail(), arrival.trail().size(), run);
        return documents.conversation(id, userId, split, firstSegment, mark);
    }
}
