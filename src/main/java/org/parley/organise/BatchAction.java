package org.parley.organise;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.parley.document.Filing;
import org.parley.document.FilingChange;
import org.parley.document.Status;
import org.parley.document.Tags;
import org.parley.platform.ProblemException;
import org.parley.store.JsonInput;

/** What can be done with many conversations at once. */
enum BatchAction {
    ARCHIVE,
    UNARCHIVE,
    PIN,
    UNPIN,
    TAG,
    UNTAG,
    MOVE,
    TRASH,
    RESTORE;

    private static final String NAMES =
            Arrays.stream(values()).map(BatchAction::wire).collect(Collectors.joining(", "));

    /** The name on the wire. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@code action} from a body.
     *
     * @throws ProblemException 400 for anything else
     */
    static BatchAction of(JsonObject body) {
        String name = JsonInput.text("action", body.getOrDefault("action", JsonValue.NULL));
        return Arrays.stream(values())
                .filter(action -> action.wire().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.badField("action", "must be one of " + NAMES));
    }

    /** The action of the same change of one conversation in the audit log. */
    String audited() {
        return switch (this) {
            case TRASH -> "conversations.delete";
            case RESTORE -> "conversations.restore";
            default -> "conversations.update";
        };
    }

    /** The status that the conversations get; empty if the action is about something else. */
    Optional<Status> status() {
        return switch (this) {
            case ARCHIVE -> Optional.of(Status.ARCHIVED);
            case UNARCHIVE -> Optional.of(Status.ACTIVE);
            default -> Optional.empty();
        };
    }

    /**
     * The change of tags, project or pin; empty if the action is about something else.
     *
     * @param value {@code value} of the body: the tag, or the project's id, null for none
     * @throws ProblemException 400 if the value does not fit
     */
    Optional<FilingChange> filing(JsonValue value) {
        return switch (this) {
            case PIN -> change(filing -> filing.withPinned(true));
            case UNPIN -> change(filing -> filing.withPinned(false));
            case TAG -> {
                String tag = Tags.checked("value", JsonInput.text("value", value));
                yield change(filing -> filing.tagged(tag));
            }
            case UNTAG -> {
                String tag = Tags.named("value", JsonInput.text("value", value));
                yield change(filing -> filing.untagged(tag));
            }
            case MOVE ->
                value == JsonValue.NULL
                        ? change(filing -> filing.withProject(Optional.empty()))
                        : Optional.of(
                                FilingChange.moveTo(FilingChange.projectId("value", JsonInput.text("value", value))));
            default -> Optional.empty();
        };
    }

    private static Optional<FilingChange> change(Function<Filing, Filing> change) {
        return Optional.of(FilingChange.of(change::apply));
    }
}
