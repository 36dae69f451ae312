package org.parley.transfer;

import org.parley.intake.Imported;
import org.parley.intake.Imported.Outcome;

/** Reports the result of each conversation to the user or program that started the command. */
interface Report {
    /** Before the first conversation. */
    void begin(String file, String username, int conversations, boolean dryRun);

    /** After each conversation, in the order of the file. */
    void conversation(Entry entry, Imported imported);

    /** After the last one. */
    void end(Totals totals, int exitStatus);

    /** The word for an outcome, the same in every report. */
    static String word(Outcome outcome) {
        return switch (outcome) {
            case NEW -> "imported";
            case EXTENDED -> "updated";
            case UNCHANGED -> "skipped";
            case FAILED -> "failed";
        };
    }
}
