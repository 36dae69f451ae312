package org.parley.formats;

import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.parley.intake.ImportedConversation;

/** A conversation while it is put together from another program's export. */
final class ConversationDraft {
    private final String format;
    private final Consumer<String> notes;
    private final PlainValues values;
    private final MessageTree tree = new MessageTree();
    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private final Set<NotInFile> notInFile = EnumSet.noneOf(NotInFile.class);
    private final List<String> tags = new ArrayList<>();
    private Optional<String> id = Optional.empty();
    private String title = "";
    private Optional<Instant> created = Optional.empty();
    private Optional<Instant> updated = Optional.empty();
    private Optional<String> head = Optional.empty();
    private Optional<String> project = Optional.empty();
    private boolean archived;
    private boolean pinned;

    /**
     * An empty conversation.
     *
     * @param format the name of the format, which its source id begins with
     * @param notes gets what reading changes
     */
    ConversationDraft(String format, Consumer<String> notes) {
        this.format = format;
        this.notes = notes;
        this.values = new PlainValues(notes);
    }

    /** A message to be filled. */
    MessageDraft message(String role) {
        return new MessageDraft(role, notes);
    }

    MessageTree tree() {
        return tree;
    }

    /** Adds a message that continues the one added before it. */
    void addNext(MessageDraft message) {
        tree.add(tree.freeId(), tree.last(), message);
    }

    ConversationDraft id(Optional<String> given) {
        id = given;
        return this;
    }

    ConversationDraft title(Optional<String> given) {
        title = given.orElse("");
        return this;
    }

    ConversationDraft times(Optional<Instant> createdAt, Optional<Instant> updatedAt) {
        created = createdAt;
        updated = updatedAt;
        return this;
    }

    /** The last message of the branch that was shown; empty for the newest. */
    ConversationDraft head(Optional<String> message) {
        head = message;
        return this;
    }

    ConversationDraft archived(boolean is) {
        archived = is;
        return this;
    }

    ConversationDraft pinned(boolean is) {
        pinned = is;
        return this;
    }

    /** The name of its folder or project. */
    ConversationDraft project(Optional<String> name) {
        project = name;
        return this;
    }

    ConversationDraft tags(List<String> names) {
        names.stream().map(UnicodeText::visible).filter(name -> !name.isBlank()).forEach(tags::add);
        return this;
    }

    /** What the model was told before the conversation. */
    ConversationDraft systemPrompt(Optional<String> text) {
        text.ifPresent(prompt -> metadata.put("systemPrompt", UnicodeText.visible(prompt)));
        return this;
    }

    /** The model that the conversation was with. */
    ConversationDraft model(Optional<String> name) {
        name.ifPresent(model -> metadata.put("model", UnicodeText.visible(model)));
        return this;
    }

    /** Keeps what Parley has no field for. */
    ConversationDraft keep(String name, JsonValue value) {
        if (value != null && value != JsonValue.NULL) {
            values.put(metadata, name, values.of(value));
        }
        return this;
    }

    ConversationDraft lacks(NotInFile what) {
        notInFile.add(what);
        return this;
    }

    /**
     * The whole conversation.
     *
     * @throws UnreadableConversationException if a message is too long
     */
    Reading read() throws UnreadableConversationException {
        MessageTree.Ordered ordered = tree.order(head);
        int count = ordered.messages().size();
        if (ordered.shown() < count - 1) {
            metadata.put("branch", Map.of("head", ordered.shown(), "of", count));
        }
        TitleText shown = TitleText.of(title);
        if (shown.hasMore()) {
            metadata.put("original_title", shown.original());
        }
        if (shown.isCut()) {
            notes.accept(TitleText.cutNote());
        }
        if (ordered.messages().stream().allMatch(message -> message.timestamp().isEmpty())) {
            notInFile.add(NotInFile.TIMES);
        }
        String source = id.map(text -> format + ":" + UnicodeText.visible(text))
                .orElseGet(() -> ContentId.of(format, shown.original(), created, ordered.messages()));
        return new Reading(
                new ImportedConversation(
                        source,
                        shown.text(),
                        archived ? "archived" : "active",
                        tags,
                        pinned,
                        project.map(UnicodeText::visible),
                        created,
                        updated,
                        metadata,
                        ordered.messages()),
                Set.copyOf(notInFile));
    }
}
