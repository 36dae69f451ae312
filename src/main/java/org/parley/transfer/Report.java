package org.parley.transfer;

import org.parley.conversation.Imported;
import org.parley.conversation.Imported.Outcome;

/** Tells the person or the program that asked what became of each conversation. */
interface Report {
    /** Before the first conversation. */
    void begin(String file, String username, int conversations, boolean dryRun);

    /** After each conversation, in the order of the file. */
    void conversation(Entry entry, Imported imported);

    /** After the last one. */
    void end(Totals totals, int exitStatus);

    /** The word for an outcome, the same in every form of the report. */
    static String word(Outcome outcome) {
        return switch (outcome) {
            case NEW -> "imported";
            case EXTENDED -> "updated";
            case UNCHANGED -> "skipped";
            case FAILED -> "failed";
        };
    }
}
