package org.parley.conversation;

import java.time.Instant;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonNumber;
import org.bson.BsonValue;

/** A message as it lies in the database, read leniently: older programs wrote {@code type} for role, or objects. */
final class StoredMessage {
    private final BsonDocument document;

    private StoredMessage(BsonDocument document) {
        this.document = document;
    }

    /** Reads an element of a message array; what is no document is taken as the content of an assistant's message. */
    static StoredMessage of(BsonValue value) {
        return new StoredMessage(
                value instanceof BsonDocument document ? document : new BsonDocument("content", value));
    }

    /** The id, absent in databases of older programs. */
    Optional<String> id() {
        return text("id");
    }

    Role role() {
        return text("role").or(() -> text("type")).map(Role::ofStored).orElse(Role.ASSISTANT);
    }

    String content() {
        return BsonTexts.text(document.get("content"));
    }

    Optional<Instant> timestamp() {
        return BsonTexts.instant(document.get("timestamp"));
    }

    Optional<String> model() {
        return text("model");
    }

    Optional<BsonDocument> metrics() {
        return document.get("metrics") instanceof BsonDocument metrics ? Optional.of(metrics) : Optional.empty();
    }

    /** The message it was said to continue when it was stored, if one that can be: {@code seq} is its own place. */
    Optional<Integer> parent(int seq) {
        return document.get(Branches.PARENT) instanceof BsonNumber number
                        && number.intValue() >= Branches.NONE
                        && number.intValue() < seq
                ? Optional.of(number.intValue())
                : Optional.empty();
    }

    Optional<FinishReason> finishReason() {
        return text("finish_reason").flatMap(FinishReason::of);
    }

    private Optional<String> text(String field) {
        return Optional.of(BsonTexts.text(document.get(field))).filter(text -> !text.isEmpty());
    }
}
