package org.parley.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.parley.conversation.NewConversation;
import org.parley.document.Filing;
import org.parley.document.Origin;
import org.parley.message.Enclosures;
import org.parley.message.NewMessage;
import org.parley.message.Role;
import org.parley.message.Thought;

/**
 * Builds a new conversation, or messages to append, from a file's conversation. Times that the file lacks are taken from
 * the neighbours: a message gets the time of the one before it, the first one that of the conversation, and the
 * conversation those of its messages.
 */
final class ImportBuilder {
    private final ImportedConversation conversation;
    private final Instant now;

    ImportBuilder(ImportedConversation conversation, Instant now) {
        this.conversation = conversation;
        this.now = now;
    }

    /**
     * Messages to store. Each gets an id that no other one has: its own from the file if possible, else one made of the
     * conversation's id and its place.
     *
     * @param targets which messages of the file, and where they will stand
     * @param id the conversation's id
     * @param taken ids that are in use; the new ones are added
     */
    List<NewMessage> messages(ImportTargets targets, String id, Set<String> taken) {
        List<Instant> times = times();
        List<NewMessage> messages = new ArrayList<>(targets.places().size());
        for (int place : targets.places()) {
            ImportedMessage message = conversation.messages().get(place);
            Optional<Integer> parent = targets.parent(place, message.parent());
            Map<String, Object> kept = new LinkedHashMap<>(message.kept());
            if (parent.isEmpty()) {
                message.parent().ifPresent(impossible -> kept.put("parent", impossible));
            }
            messages.add(new NewMessage(
                    Role.of(message.role()).orElse(Role.ASSISTANT),
                    message.content(),
                    times.get(place),
                    message.model(),
                    Optional.of(message.metrics()).filter(metrics -> !metrics.isEmpty()),
                    parent,
                    message.finishReason(),
                    Thought.takenFrom(kept),
                    Enclosures.takenFrom(kept),
                    Optional.of(id(message, id + "-" + targets.seq(place), taken)),
                    kept));
        }
        return messages;
    }

    /**
     * The new conversation with all messages of the file.
     *
     * @param project the id of the project it is filed under
     */
    NewConversation conversation(String id, Origin origin, Optional<String> project) {
        return new NewConversation(
                conversation.title(),
                "archived".equals(conversation.status()),
                Filing.NONE.withTags(conversation.tags()).withProject(project).withPinned(conversation.pinned()),
                conversation.metadata(),
                messages(ImportTargets.all(conversation.messages().size()), id, new HashSet<>()),
                Optional.of(createdAt()),
                Optional.of(updatedAt()),
                Optional.of(origin));
    }

    Instant updatedAt() {
        return conversation
                .updatedAt()
                .or(() -> known().reduce((earlier, later) -> later))
                .or(conversation::createdAt)
                .orElse(now);
    }

    private Instant createdAt() {
        return conversation
                .createdAt()
                .or(() -> known().findFirst())
                .or(conversation::updatedAt)
                .orElse(now);
    }

    private List<Instant> times() {
        List<Instant> times = new ArrayList<>(conversation.messages().size());
        Instant time = createdAt();
        for (ImportedMessage message : conversation.messages()) {
            time = message.timestamp().orElse(time);
            times.add(time);
        }
        return times;
    }

    /** The times that the messages have. */
    private Stream<Instant> known() {
        return conversation.messages().stream().map(ImportedMessage::timestamp).flatMap(Optional::stream);
    }

    private static String id(ImportedMessage message, String otherwise, Set<String> taken) {
        return message.id().filter(taken::add).orElseGet(() -> {
            String id = otherwise;
            while (!taken.add(id)) {
                id += "-";
            }
            return id;
        });
    }
}
