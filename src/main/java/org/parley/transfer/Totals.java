package org.parley.transfer;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.parley.formats.NotInFile;
import org.parley.intake.Imported.Outcome;

/** Counts the outcomes of a file's conversations, and gathers what the file does not hold. */
final class Totals {
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final Set<NotInFile> notInFile = EnumSet.noneOf(NotInFile.class);
    private long messages;

    void add(Outcome outcome, int added) {
        counts.merge(outcome, 1, Integer::sum);
        messages += added;
    }

    int of(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    int all() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    long messages() {
        return messages;
    }

    void lack(Set<NotInFile> more) {
        notInFile.addAll(more);
    }

    /** What is missing in at least one conversation. */
    Set<NotInFile> notInFile() {
        return notInFile;
    }
}
