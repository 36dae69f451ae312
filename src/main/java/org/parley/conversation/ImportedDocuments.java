package org.parley.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * Makes documents of an imported conversation. Times that its file does not tell are taken from what is next to them:
 * a message has the time of the one before it, the first one that of the conversation, and the conversation those of
 * its messages.
 */
final class ImportedDocuments {
    private final ImportedConversation conversation;
    private final Instant now;

    ImportedDocuments(ImportedConversation conversation, Instant now) {
        this.conversation = conversation;
        this.now = now;
    }

    /**
     * Messages as they are stored. Each has an id that no other one has: its own from the file, else one made of
     * the conversation's id and its place.
     *
     * @param targets where the messages of the file will stand that are not there yet
     * @param taken ids that are in use already; gets the new ones
     */
    List<Document> messages(ImportTargets targets, ObjectId id, Set<String> taken) {
        List<Instant> times = times();
        List<Document> documents = new ArrayList<>(targets.places().size());
        for (int place : targets.places()) {
            ImportedMessage message = conversation.messages().get(place);
            String otherwise = id.toHexString() + "-" + targets.seq(place);
            Document document = message(message, times.get(place), id(message, otherwise, taken));
            Optional<Integer> parent = targets.parent(place, message.parent());
            parent.ifPresent(seq -> document.append(Branches.PARENT, seq));
            Map<String, Object> kept = new LinkedHashMap<>(message.kept());
            if (message.parent() != null && parent.isEmpty()) {
                kept.put(Branches.PARENT, message.parent());
            }
            if (!kept.isEmpty()) {
                document.append(ImportMark.FIELD, new Document(kept));
            }
            documents.add(document);
        }
        return documents;
    }

    /** The conversation itself; its segments are stored by themselves. */
    Document conversation(ObjectId id, String userId, Tail.Split messages, int firstSegment, ImportMark mark) {
        Document document = new Document("_id", id)
                .append("user_id", userId)
                .append("title", conversation.title())
                .append("messages", messages.tail())
                .append("status", conversation.status())
                .append("metadata", metadata())
                .append("created_at", Date.from(createdAt()))
                .append("updated_at", Date.from(updatedAt()))
                .append("message_count", messages.firstSeq() + messages.tail().size())
                .append("segment_count", messages.segments().size())
                .append("tail_first_seq", messages.firstSeq())
                .append("tail_bytes", messages.tailBytes())
                .append(Preview.FIELD, Preview.of(messages.tail(), updatedAt()))
                .append("revision", 1L)
                .append(ImportMark.FIELD, mark.document(now));
        if (firstSegment > 0) {
            document.append("first_segment", firstSegment);
        }
        if (!messages.branches().isEmpty()) {
            document.append(Branches.FIELD, messages.branches());
        }
        if (!conversation.tags().isEmpty()) {
            document.append("tags", conversation.tags());
        }
        return document;
    }

    Instant updatedAt() {
        return firstOf(conversation.updatedAt(), lastMessage(), conversation.createdAt(), now);
    }

    private Instant createdAt() {
        return firstOf(conversation.createdAt(), firstMessage(), conversation.updatedAt(), now);
    }

    /** Sums that the server adds to must be numbers; what a file has there instead gets another name. */
    private Document metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>(conversation.metadata());
        for (String sum : Metadata.summed()) {
            if (metadata.containsKey(sum) && !(metadata.get(sum) instanceof Number)) {
                String free = "original_" + sum;
                while (metadata.containsKey(free)) {
                    free += "_";
                }
                metadata.put(free, metadata.remove(sum));
            }
        }
        return new Document(metadata);
    }

    private List<Instant> times() {
        List<Instant> times = new ArrayList<>(conversation.messages().size());
        Instant time = createdAt();
        for (ImportedMessage message : conversation.messages()) {
            time = message.timestamp() == null ? time : message.timestamp();
            times.add(time);
        }
        return times;
    }

    private Instant firstMessage() {
        return conversation.messages().stream()
                .map(ImportedMessage::timestamp)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private Instant lastMessage() {
        return conversation.messages().stream()
                .map(ImportedMessage::timestamp)
                .filter(Objects::nonNull)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    private static Document message(ImportedMessage message, Instant time, String id) {
        Document document = new Document("role", message.role())
                .append("content", message.content())
                .append("timestamp", Date.from(time))
                .append("id", id);
        if (message.model() != null) {
            document.append("model", message.model());
        }
        if (!message.metrics().isEmpty()) {
            document.append("metrics", new Document(message.metrics()));
        }
        if (message.finishReason() != null) {
            document.append("finish_reason", message.finishReason().wire());
        }
        return document;
    }

    private static String id(ImportedMessage message, String otherwise, Set<String> taken) {
        if (message.id() != null && taken.add(message.id())) {
            return message.id();
        }
        String id = otherwise;
        while (!taken.add(id)) {
            id += "-";
        }
        return id;
    }

    private static Instant firstOf(Instant... times) {
        for (Instant time : times) {
            if (time != null) {
                return time;
            }
        }
        throw new IllegalArgumentException("no time at all");
    }
}
