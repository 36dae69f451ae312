package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parley.retention.RetentionService;
import org.parley.retention.RetentionService.Terms;

/** What the pages say about conversations that are archived or put into the trash by age. */
@Named
@RequestScoped
public class RetentionTerms {
    private final RetentionService retention;
    private final Viewer viewer;

    /** For the client proxy. */
    protected RetentionTerms() {
        retention = null;
        viewer = null;
    }

    @Inject
    RetentionTerms(RetentionService retention, Viewer viewer) {
        this.retention = retention;
        this.viewer = viewer;
    }

    /**
     * What is done with the viewer's conversations, as parameters of {@code GET /auth/me/retention/preview}; empty if
     * nothing is, or the viewer has acknowledged it. Reads one document.
     */
    public String getNote() {
        String query = query();
        return viewer.caller()
                        .preferences()
                        .retentionNote()
                        .filter(query::equals)
                        .isPresent()
                ? ""
                : query;
    }

    private String query() {
        Terms terms = retention.terms(viewer.caller().userId());
        return Stream.of(
                        terms.archiveAfter().map(age -> "archive_after=" + age),
                        terms.trashAfter().map(age -> "trash_after=" + age))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("&"));
    }

    /** The age in days at which everybody's conversations are put into the trash, null without such a limit. */
    public Integer getMaxDays() {
        return retention.maxDays().isPresent() ? retention.maxDays().getAsInt() : null;
    }
}
