package org.parley.formats;

import java.util.Locale;

/** What conversations have and an export does not hold; a report says so. */
public enum NotInFile {
    /** Pictures, of which there is a name or an id. */
    IMAGES,
    /** Other files, of which there is a name or an id. */
    FILES,
    /** What was spoken; its text is there. */
    AUDIO,
    /** When messages were written. */
    TIMES,
    /** Which model answered. */
    MODELS,
    /** Other versions of messages. */
    BRANCHES,
    /** What tools answered. */
    TOOL_RESULTS;

    /** The name in a report. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
