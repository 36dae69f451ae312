package org.parley.conversation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.parley.conversation.ConversationImport.Arrival;
import org.parley.conversation.ImportRepository.Addition;
import org.parley.store.Database;

/**
 * Adds to a conversation what a later file has and it has not, in steps of at most one segment. Each step also records
 * how far it has come, so that whoever repeats a killed run goes on from there. A change by somebody else in between
 * makes it look anew.
 */
final class ImportExtension {
    private static final int ATTEMPTS = 20;

    private final ImportRepository imports;
    private final ConversationRepository conversations;
    private final AdoptionRepository adoption;
    private final Transcript transcript;
    private final Sealing sealing;
    private final Clock clock;
    private final String run;

    ImportExtension(Database database, Clock clock, String run) {
        SegmentRepository segments = new SegmentRepository(database);
        this.imports = new ImportRepository(database);
        this.conversations = new ConversationRepository(database, null);
        this.adoption = new AdoptionRepository(database, segments);
        this.transcript = new Transcript(conversations, segments, adoption);
        this.sealing = new Sealing(conversations, new ConversationChangeRepository(database), segments);
        this.clock = clock;
        this.run = run;
    }

    Imported extend(StoredConversation header, Arrival arrival, boolean dryRun) {
        int known = known(header, arrival);
        if (known == arrival.trail().size() && header.importMark() != null) {
            return result(header, 0);
        }
        ObjectId id = new ObjectId(header.id());
        int added = 0;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            StoredConversation seen = transcript.snapshot(header.ownerId(), id).orElse(null);
            if (seen == null) {
                return Imported.failed("it was deleted while it was imported; run again to bring it back");
            }
            ImportMatch match = new ImportMatch();
            try {
                transcript.forEach(seen, (message, seq) -> match.stored(message));
            } catch (SnapshotGoneException changed) {
                continue;
            }
            List<Integer> missing = match.missing(arrival.conversation(), arrival.trail(), known(seen, arrival));
            if (missing.isEmpty() || dryRun) {
                return result(seen, added + missing.size());
            }
            if (!seen.adopted()) {
                adoption.adopt(seen);
                continue;
            }
            int more = append(seen, match, arrival, missing);
            added += more;
            if (more == missing.size()) {
                return result(seen, added);
            }
        }
        return Imported.failed("it is being changed all the time; run again");
    }

    /** Returns how many were added before somebody else changed the conversation. */
    private int append(StoredConversation seen, ImportMatch match, Arrival arrival, List<Integer> missing) {
        ObjectId id = new ObjectId(seen.id());
        ImportedDocuments file = new ImportedDocuments(arrival.conversation(), clock.instant());
        ImportTargets targets = ImportTargets.missing(missing, seen, match.size(), match.same(arrival.trail()));
        List<Document> documents = file.messages(targets, id, match.ids());
        Instant updatedAt = seen.updatedAt().filter(file.updatedAt()::isBefore).orElse(file.updatedAt());
        long revision = seen.revision();
        int from = 0;
        while (from < documents.size()) {
            int length = stepLength(documents, from);
            int count = from + length == documents.size() ? arrival.trail().size() : missing.get(from + length - 1) + 1;
            ImportMark mark = ImportMark.of(arrival.conversation(), arrival.trail(), count, run);
            List<Document> step = documents.subList(from, from + length);
            Addition addition = new Addition(revision, match.size() + from, step, mark, updatedAt);
            if (!imports.push(id, seen.ownerId(), addition, clock.instant())) {
                return from;
            }
            conversations.header(seen.ownerId(), id).ifPresent(after -> sealing.afterAppend(after.ownerId(), after));
            from += length;
            revision++;
        }
        return from;
    }

    private static int stepLength(List<Document> documents, int from) {
        int length = 0;
        int bytes = 0;
        while (from + length < documents.size() && length < Tail.SEGMENT_MESSAGES) {
            bytes += Tail.bytes(documents.get(from + length));
            if (bytes > Tail.SEGMENT_BYTES && length > 0) {
                break;
            }
            length++;
        }
        return length;
    }

    private static int known(StoredConversation there, Arrival arrival) {
        ImportMark mark = there.importMark();
        return mark == null ? 0 : mark.known(arrival.trail());
    }

    private static Imported result(StoredConversation there, int added) {
        return new Imported(
                added == 0 ? Imported.Outcome.UNCHANGED : Imported.Outcome.EXTENDED, there.id(), added, null);
    }
}
