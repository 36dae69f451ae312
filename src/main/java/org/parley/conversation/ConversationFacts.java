package org.parley.conversation;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bson.BsonString;
import org.bson.types.ObjectId;
import org.parley.platform.JsonFactory;

/** What whoever answers has to know of a conversation besides what was said in it. */
@ApplicationScoped
public class ConversationFacts {
    /** A message that was stored a moment ago is among so many. */
    private static final int NEAR = 20;

    private final ConversationService conversations;
    private final Transcript transcript;

    /** For the client proxy. */
    protected ConversationFacts() {
        this(null, null);
    }

    @Inject
    ConversationFacts(ConversationService conversations, Transcript transcript) {
        this.conversations = conversations;
        this.transcript = transcript;
    }

    /**
     * What a conversation's metadata says to its assistant.
     *
     * @param model id of the model that was chosen for it
     * @param systemPrompt how it is to be answered
     * @param unnamed whether it is still called by its first words ({@code metadata.autoTitle})
     */
    public record Choices(Optional<String> model, Optional<String> systemPrompt, boolean unnamed) {}

    /**
     * Reads the choices.
     *
     * @throws ConversationNotFoundException if the user has no such conversation
     */
    public Choices choices(String userId, String conversationId) {
        StoredConversation found = conversations.existing(userId, ConversationService.id(conversationId));
        return new Choices(
                text(found, "model"),
                text(found, "systemPrompt"),
                new BsonString(found.title()).equals(found.metadata().get("autoTitle")));
    }

    /**
     * A message in the form of the wire, with {@code conversation_id}; looked for from the newest on.
     *
     * @throws ConversationNotFoundException if the user has no such conversation
     */
    public Optional<JsonObject> message(String userId, String conversationId, String messageId) {
        ObjectId id = ConversationService.id(conversationId);
        MessagePage newest = transcript.newest(userId, id, NEAR).orElseThrow(() -> conversations.notFound(id));
        for (int i = newest.messages().size() - 1; i >= 0; i--) {
            StoredMessage message = newest.messages().get(i);
            if (message.id().filter(messageId::equals).isPresent()) {
                return Optional.of(wire(conversationId, message, newest.firstSeq() + i));
            }
        }
        return transcript
                .snapshot(userId, id)
                .flatMap(whole -> transcript.seqOf(whole, messageId))
                .flatMap(seq -> transcript
                        .before(userId, id, seq + 1, 1)
                        .map(page -> wire(conversationId, page.messages().get(0), seq)));
    }

    private static JsonObject wire(String conversationId, StoredMessage message, int seq) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonFactory.writer(bytes)) {
            json.writeStartObject();
            json.writeStringField("conversation_id", conversationId);
            ConversationJson.fields(json, conversationId, message, seq);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (JsonParser parser = JsonFactory.parser(new StringReader(bytes.toString(StandardCharsets.UTF_8)))) {
            parser.next();
            return parser.getObject();
        }
    }

    private static Optional<String> text(StoredConversation found, String key) {
        return found.metadata().get(key) instanceof BsonString text
                        && !text.getValue().isBlank()
                ? Optional.of(text.getValue())
                : Optional.empty();
    }
}
