package org.parley.conversation;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.document.StoredConversation;
import org.parley.message.ConversationKey;
import org.parley.message.MessageJson;
import org.parley.message.StoredMessage;
import org.parley.platform.Component;
import org.parley.platform.Instants;
import org.parley.platform.JsonBody;

/** Makes the answers of the conversation resources. A long conversation is written while it is read. */
@Component
public class ConversationAnswers {
    /** Whole conversations read at once for a list: their tails are at most 256 KiB each. */
    private static final int BATCH = 10;

    private final ConversationService service;
    private final ConversationRepository conversations;
    private final ConversationListRepository lists;
    private final Snapshots snapshots;

    @Inject
    ConversationAnswers(
            ConversationService service,
            ConversationRepository conversations,
            ConversationListRepository lists,
            Snapshots snapshots) {
        this.service = service;
        this.conversations = conversations;
        this.lists = lists;
        this.snapshots = snapshots;
    }

    /** The whole conversation with all its messages. */
    Response.ResponseBuilder whole(int status, ConversationKey key) {
        return whole(status, key, snapshot(key));
    }

    Response.ResponseBuilder whole(int status, ConversationKey key, StoredConversation snapshot) {
        Snapshot whole = snapshots.of(key, snapshot).orElseThrow(() -> service.notFound(key));
        JsonBody body = JsonBody.object(whole::write);
        Response.ResponseBuilder answer =
                whole.isLong() ? JsonBody.streamed(status, body) : JsonBody.answer(status, body);
        return answer.header("ETag", whole.conversation().etag());
    }

    StoredConversation snapshot(ConversationKey key) {
        return snapshots.found(key);
    }

    /** Whole conversations, a few in memory at a time. */
    Response.ResponseBuilder wholeList(String userId, List<ObjectId> ids) {
        return JsonBody.streamed(200, json -> {
            json.writeStartArray();
            for (int from = 0; from < ids.size(); from += BATCH) {
                List<ObjectId> batch = ids.subList(from, Math.min(ids.size(), from + BATCH));
                for (StoredConversation found : lists.findAll(userId, batch)) {
                    ConversationKey key = new ConversationKey(userId, new ObjectId(found.id()));
                    Optional<Snapshot> whole = snapshots.ofListed(key, found);
                    if (whole.isPresent()) {
                        JsonBody.object(whole.get()::write).write(json);
                    }
                }
            }
            json.writeEndArray();
        });
    }

    /** One conversation without its messages; costs the same whatever its length. */
    public Response.ResponseBuilder summary(ConversationKey key) {
        StoredConversation found = conversations.newest(key, 1).orElseThrow(() -> service.notFound(key));
        int count = found.counters()
                .messages()
                .orElseGet(() -> lists.arrayLengths(List.of(key.id())).getOrDefault(key.id(), 0));
        return JsonBody.answer(200, JsonBody.object(json -> ConversationJson.summary(json, found, count)))
                .header("ETag", found.etag());
    }

    Response.ResponseBuilder summaries(List<StoredConversation> page) {
        return summaries(page, (json, found) -> {});
    }

    /** What a kind of list adds to each entry. */
    public interface Addition {
        /** Writes fields into the open object. */
        void write(JsonGenerator json, StoredConversation conversation) throws IOException;
    }

    /** A list without messages, each entry with more fields. */
    public Response.ResponseBuilder summaries(List<StoredConversation> page, Addition addition) {
        List<ObjectId> uncounted = page.stream()
                .filter(found -> found.counters().messages().isEmpty())
                .map(found -> new ObjectId(found.id()))
                .toList();
        Map<ObjectId, Integer> lengths = uncounted.isEmpty() ? Map.of() : lists.arrayLengths(uncounted);
        return JsonBody.answer(200, json -> {
            json.writeStartArray();
            for (StoredConversation found : page) {
                int counted = lengths.getOrDefault(new ObjectId(found.id()), 0);
                json.writeStartObject();
                ConversationJson.summary(
                        json, found, found.counters().messages().orElse(counted));
                addition.write(json, found);
                json.writeEndObject();
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
                MessageJson.message(json, page.conversationId(), message, seq++);
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
}
