package org.parley.conversation;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.platform.Instants;

/** Makes the answers of the conversation resources. Long ones are written while they are read. */
@ApplicationScoped
class ConversationAnswers {
    /** Whole conversations read at once for a list: their tails are at most 256 KiB each. */
    private static final int BATCH = 10;

    /** How often a conversation is read anew because its messages were replaced while they were read. */
    private static final int TRIES = 20;

    private final ConversationService service;
    private final ConversationRepository conversations;
    private final Transcript transcript;

    /** For the client proxy. */
    ConversationAnswers() {
        this(null, null, null);
    }

    @Inject
    ConversationAnswers(ConversationService service, ConversationRepository conversations, Transcript transcript) {
        this.service = service;
        this.conversations = conversations;
        this.transcript = transcript;
    }

    /** The whole conversation with all its messages. */
    Response.ResponseBuilder whole(int status, String userId, ObjectId id) {
        return whole(status, userId, snapshot(userId, id));
    }

    Response.ResponseBuilder whole(int status, String userId, StoredConversation snapshot) {
        Whole whole = whole(userId, snapshot).orElseThrow(() -> service.notFound(new ObjectId(snapshot.id())));
        JsonBody body = json -> write(json, whole);
        Response.ResponseBuilder answer =
                whole.messages() == null ? JsonBody.streamed(status, body) : JsonBody.answer(status, body);
        return answer.header("ETag", whole.snapshot().etag());
    }

    StoredConversation snapshot(String userId, ObjectId id) {
        return transcript.snapshot(userId, id).orElseThrow(() -> service.notFound(id));
    }

    /** Whole conversations, a few in memory at a time. */
    Response.ResponseBuilder wholeList(String userId, List<ObjectId> ids) {
        return JsonBody.streamed(200, json -> {
            json.writeStartArray();
            for (int from = 0; from < ids.size(); from += BATCH) {
                List<ObjectId> batch = ids.subList(from, Math.min(ids.size(), from + BATCH));
                for (StoredConversation found : conversations.findAll(userId, batch)) {
                    Optional<Whole> whole =
                            transcript.numbered(userId, found).flatMap(snapshot -> whole(userId, snapshot));
                    if (whole.isPresent()) {
                        write(json, whole.get());
                    }
                }
            }
            json.writeEndArray();
        });
    }

    /** One conversation without its messages; costs the same whatever its length. */
    Response.ResponseBuilder summary(String userId, ObjectId id) {
        StoredConversation found = conversations.newest(userId, id, 1).orElseThrow(() -> service.notFound(id));
        int count = found.messageCount()
                .orElseGet(() -> conversations.arrayLengths(List.of(id)).getOrDefault(id, 0));
        return JsonBody.answer(200, json -> ConversationJson.summary(json, found, count))
                .header("ETag", found.etag());
    }

    Response.ResponseBuilder summaries(List<StoredConversation> page) {
        List<ObjectId> uncounted = page.stream()
                .filter(found -> found.messageCount().isEmpty())
                .map(found -> new ObjectId(found.id()))
                .toList();
        Map<ObjectId, Integer> lengths = uncounted.isEmpty() ? Map.of() : conversations.arrayLengths(uncounted);
        return JsonBody.answer(200, json -> {
            json.writeStartArray();
            for (StoredConversation found : page) {
                int counted = lengths.getOrDefault(new ObjectId(found.id()), 0);
                ConversationJson.summary(json, found, found.messageCount().orElse(counted));
            }
            json.writeEndArray();
        });
    }

    Response.ResponseBuilder page(MessagePage page) {
        return JsonBody.answer(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("messages");
            int seq = page.firstSeq();
            for (StoredMessage message : page.messages()) {
                ConversationJson.message(json, page.conversationId(), message, seq++);
            }
            json.writeEndArray();
            json.writeBooleanField("has_more", page.hasMore());
            json.writeEndObject();
        });
    }

    /** What an append answers to {@code Prefer: return=minimal}. */
    Response.ResponseBuilder appended(AppendedMessage appended) {
        return JsonBody.answer(200, json -> {
                    json.writeStartObject();
                    json.writeStringField("id", appended.id());
                    json.writeStringField("conversation_id", appended.conversationId());
                    json.writeNumberField("seq", appended.seq());
                    json.writeNumberField("message_count", appended.messageCount());
                    json.writeStringField("updated_at", Instants.format(appended.updatedAt()));
                    json.writeEndObject();
                })
                .header("Preference-Applied", "return=minimal");
    }

    /**
     * A conversation about to be answered.
     *
     * @param messages its messages, or null when it is long and they are read while they are written
     */
    private record Whole(StoredConversation snapshot, List<StoredMessage> messages) {}

    /** Reads ahead, and anew when the messages were replaced meanwhile; empty when the conversation is gone. */
    private Optional<Whole> whole(String userId, StoredConversation first) {
        StoredConversation snapshot = first;
        for (int i = 0; i < TRIES; i++) {
            try {
                return Optional.of(new Whole(snapshot, transcript.ahead(snapshot)));
            } catch (SnapshotGoneException replaced) {
                StoredConversation now =
                        transcript.snapshot(userId, new ObjectId(first.id())).orElse(null);
                if (now == null) {
                    return Optional.empty();
                }
                snapshot = now;
            }
        }
        throw new SnapshotGoneException();
    }

    private void write(JsonGenerator json, Whole whole) throws IOException {
        StoredConversation snapshot = whole.snapshot();
        json.writeStartObject();
        ConversationJson.header(json, snapshot);
        json.writeArrayFieldStart("messages");
        if (whole.messages() == null) {
            transcript.forEach(snapshot, (message, seq) -> ConversationJson.message(json, snapshot.id(), message, seq));
        } else {
            int seq = 0;
            for (StoredMessage message : whole.messages()) {
                ConversationJson.message(json, snapshot.id(), message, seq++);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
