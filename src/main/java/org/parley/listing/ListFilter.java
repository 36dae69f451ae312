package org.parley.listing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.parley.document.Filing;
import org.parley.document.FilingChange;
import org.parley.document.Tags;
import org.parley.platform.ProblemException;
import org.parley.store.ListKeys;

/**
 * Which of a user's conversations are listed or counted: all conditions together.
 *
 * @param status which states
 * @param tag only those with this tag, however it is spelled
 * @param project only those in the project with this id
 * @param pinned whether only pinned ones
 */
public record ListFilter(StatusFilter status, Optional<String> tag, Optional<String> project, boolean pinned) {
    /** Only by the state. */
    public static ListFilter of(StatusFilter status) {
        return new ListFilter(status, Optional.empty(), Optional.empty(), false);
    }

    /**
     * Reads the parameters {@code status}, {@code tag}, {@code project} and {@code pinned}, each null if it is absent.
     *
     * @throws ProblemException 400 for a value that no conversation can match
     */
    public static ListFilter of(String status, String tag, String project, String pinned) {
        if (pinned != null && !"true".equals(pinned)) {
            throw ProblemException.badField(Filing.PINNED, "must be true; leave it out for all conversations");
        }
        return new ListFilter(
                StatusFilter.of(status),
                Optional.ofNullable(tag).map(text -> Tags.named("tag", text)),
                Optional.ofNullable(project).map(id -> FilingChange.projectId("project", id)),
                pinned != null);
    }

    /** The key of the list among the owner's; empty if only the state is asked for. */
    public Optional<String> key(String owner) {
        return ListKeys.of(owner, tag, project, pinned);
    }

    /** The parameters of an address, each with {@code &} before it; those that have their default are left out. */
    public String parameters() {
        return (status == StatusFilter.ACTIVE ? "" : "&status=" + status.name().toLowerCase(Locale.ROOT))
                + tag.map(name -> "&tag=" + URLEncoder.encode(name, StandardCharsets.UTF_8))
                        .orElse("")
                + project.map(id -> "&project=" + id).orElse("")
                + (pinned ? "&pinned=true" : "");
    }
}
