package org.parley.transfer;

import java.util.EnumMap;
import java.util.Map;
import org.parley.intake.Imported.Outcome;

/** Counts the outcomes of a file's conversations. */
final class Totals {
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
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
}
