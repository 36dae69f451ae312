package org.parley.intake;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.types.ObjectId;
import org.parley.conversation.NewConversation;
import org.parley.conversation.WholeConversations;
import org.parley.document.Origin;
import org.parley.document.StoredConversation;
import org.parley.project.ProjectNameRepository;
import org.parley.store.Database;

/**
 * Imports whole conversations of other programs for their new owner, each exactly once however often it comes.
 *
 * <p>A conversation is recognised by its owner and its source id. When it comes again, only missing messages are added,
 * at its end; what was written in Parley meanwhile stays. A conversation that lies in the trash is
 * left there and reported; one that was purged is imported again. A
 * new conversation appears whole or not at all. An existing one is extended in small steps, each of which leaves it
 * whole.
 *
 * <p>Needs no container. It may run while the application does, and several imports may run at once. It checks no limits
 * but those of the database, and fires no events: both are up to the caller.
 */
public class ConversationImport {
    /** The longest content of one message, in bytes of UTF-8: two of them fit into one document. */
    public static final int MAX_CONTENT_BYTES = 7 << 20;

    private static final String IN_TRASH = "it is in the trash; restore it there, then run again";

    private final Database database;
    private final WholeConversations conversations;
    private final Map<String, ProjectNameRepository> projects = new HashMap<>();
    private final ImportExtension extension;
    private final Clock clock;
    private final String run = UUID.randomUUID().toString();
    private final Set<String> brought = new HashSet<>();

    /** An import into a database. */
    public ConversationImport(Database database, Clock clock) {
        this.database = database;
        this.conversations = new WholeConversations(database, List.of(), clock);
        this.extension = new ImportExtension(conversations, clock, run);
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
    public List<Imported> importAll(String userId, List<ImportedConversation> files, boolean dryRun) {
        List<Arrival> arrivals =
                files.stream().map(file -> Arrival.of(userId, file)).toList();
        Set<ObjectId> ids = new HashSet<>();
        arrivals.forEach(arrival -> ids.addAll(arrival.ids().all()));
        Map<ObjectId, StoredConversation> found = conversations.find(userId, ids);
        Set<ObjectId> trashed = conversations.inTrash(userId, ids);
        Map<Integer, Imported> results = new HashMap<>();
        Map<Integer, Arrival> fresh = new LinkedHashMap<>();
        Set<String> waiting = new HashSet<>();
        for (int place = 0; place < arrivals.size(); place++) {
            Arrival arrival = arrivals.get(place);
            if (waiting.contains(arrival.conversation().sourceId())) {
                store(userId, fresh, dryRun, results);
                fresh.clear();
                waiting.clear();
                found.putAll(conversations.find(userId, arrival.ids().all()));
            }
            Optional<StoredConversation> existing = existing(userId, arrival, found);
            if (arrival.ids().kept().stream().anyMatch(trashed::contains)) {
                results.put(place, Imported.failed(IN_TRASH));
            } else if (existing.isPresent()) {
                results.put(place, again(userId, existing.get(), arrival, dryRun));
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
                ? conversations.bySource(userId, arrival.conversation().sourceId())
                : Optional.empty();
    }

    private void store(String userId, Map<Integer, Arrival> fresh, boolean dryRun, Map<Integer, Imported> results) {
        Map<ObjectId, NewConversation> wanted = new LinkedHashMap<>();
        fresh.values().forEach(arrival -> wanted.put(arrival.ids().own(), prepare(userId, arrival, dryRun)));
        Map<ObjectId, String> refused = wanted.isEmpty() ? Map.of() : conversations.create(userId, wanted, dryRun);
        fresh.forEach((place, arrival) -> results.put(
                place,
                stored(
                        userId,
                        arrival,
                        Optional.ofNullable(refused.get(arrival.ids().own())))));
    }

    private Imported stored(String userId, Arrival arrival, Optional<String> refusal) {
        if (refusal.isPresent()) {
            return refusal.get().isEmpty() ? taken(userId, arrival) : Imported.failed(refusal.get());
        }
        String id = arrival.ids().own().toHexString();
        return brought.add(id)
                ? Imported.of(Imported.Outcome.NEW, id, arrival.trail().size())
                : Imported.of(Imported.Outcome.UNCHANGED, id, 0); // twice in the file of a dry run
    }

    /** Somebody else has imported it this very moment. */
    private Imported taken(String userId, Arrival arrival) {
        ObjectId id = arrival.ids().own();
        StoredConversation there = conversations.find(userId, Set.of(id)).get(id);
        return there == null
                ? Imported.failed("its place in the database is taken")
                : again(userId, there, arrival, false);
    }

    /** What this run stored before it lost its answer is still new. */
    private Imported again(String userId, StoredConversation there, Arrival arrival, boolean dryRun) {
        Imported result = extension.extend(userId, there, arrival, dryRun);
        boolean ours = there.revision() == 1
                && there.origin().map(Origin::run).filter(run::equals).isPresent();
        return ours && result.outcome() == Imported.Outcome.UNCHANGED && brought.add(there.id())
                ? Imported.of(Imported.Outcome.NEW, there.id(), arrival.trail().size())
                : result;
    }

    private NewConversation prepare(String userId, Arrival arrival, boolean dryRun) {
        MessageTrail trail = arrival.trail();
        Origin origin = trail.origin(arrival.conversation().sourceId(), trail.size(), run);
        Optional<String> project =
                dryRun ? Optional.empty() : arrival.conversation().project().flatMap(name -> project(userId, name));
        return new ImportBuilder(arrival.conversation(), clock.instant())
                .conversation(arrival.ids().own().toHexString(), origin, project);
    }

    private Optional<String> project(String userId, String name) {
        return projects.computeIfAbsent(userId, owner -> new ProjectNameRepository(database, owner, clock))
                .idOf(name);
    }
}
