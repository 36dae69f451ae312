package org.parley.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.parley.platform.ProblemException;

/** What a conversation can be exported as. */
enum ExportFormat {
    /** The branch a reader sees, as text (CommonMark). */
    MARKDOWN("text/markdown; charset=UTF-8", "md"),
    /** All of it, in Parley's own format, which can be imported. */
    JSON("application/json", "json"),
    /** The branch a reader sees, as one file without scripts that shows and prints well anywhere. */
    HTML("text/html; charset=UTF-8", "html"),
    /** The same, printed. */
    PDF("application/pdf", "pdf");

    private final String mediaType;
    private final String extension;

    ExportFormat(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /**
     * Reads the parameter {@code format}.
     *
     * @param text its value; null for Markdown
     * @throws ProblemException 400 for any other
     */
    static ExportFormat of(String text) {
        if (text == null) {
            return MARKDOWN;
        }
        return Arrays.stream(values())
                .filter(format -> format.wire().equals(text))
                .findFirst()
                .orElseThrow(() -> ProblemException.badField(
                        "format",
                        "must be one of "
                                + Arrays.stream(values())
                                        .map(ExportFormat::wire)
                                        .collect(Collectors.joining(", "))));
    }

    String mediaType() {
        return mediaType;
    }

    String extension() {
        return extension;
    }

    private String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
