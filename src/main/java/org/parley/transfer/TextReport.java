package org.parley.transfer;

import java.io.PrintWriter;
import java.util.stream.Collectors;
import org.parley.intake.Imported;
import org.parley.intake.Imported.Outcome;

/** Prints one line per conversation, and the progress while it runs. */
final class TextReport implements Report {
    private static final long PROGRESS_NANOS = 1_000_000_000L;

    private final PrintWriter out;
    private final PrintWriter progress;
    private int conversations;
    private int done;
    private long lastProgress = System.nanoTime();
    private boolean dryRun;

    /**
     * @param out receives the report
     * @param progress receives one line per second while the command runs
     */
    TextReport(PrintWriter out, PrintWriter progress) {
        this.out = out;
        this.progress = progress;
    }

    @Override
    public void begin(String file, String username, int expected, boolean dry) {
        conversations = expected;
        dryRun = dry;
        progress.println(file + ": " + counted(expected, "conversation") + " for " + username
                + (dry ? " (dry run, nothing is stored)" : ""));
        progress.flush();
    }

    @Override
    public void conversation(Entry entry, Imported imported) {
        done++;
        String title = entry.title().map(given -> "\"" + oneLine(given) + "\"").orElse("without a title");
        out.printf("%-9s %d %s: %s%n", Report.word(imported.outcome()), entry.position(), title, what(entry, imported));
        entry.notes().forEach(note -> out.println("          note: " + oneLine(note)));
        if (System.nanoTime() - lastProgress > PROGRESS_NANOS) {
            lastProgress = System.nanoTime();
            out.flush();
            progress.println(done + " of " + conversations);
            progress.flush();
        }
    }

    @Override
    public void end(Totals totals, int exitStatus) {
        out.printf(
                "%s: %d %s, %d %s, %d skipped, %d failed; %s %s%n",
                counted(totals.all(), "conversation"),
                totals.of(Outcome.NEW),
                dryRun ? "to import" : "imported",
                totals.of(Outcome.EXTENDED),
                dryRun ? "to update" : "updated",
                totals.of(Outcome.UNCHANGED),
                totals.of(Outcome.FAILED),
                counted(totals.messages(), "message"),
                dryRun ? "would be added" : "added");
        if (!totals.notInFile().isEmpty()) {
            out.println("The file does not hold all of these: "
                    + totals.notInFile().stream()
                            .map(what -> what.wire().replace('_', ' '))
                            .collect(Collectors.joining(", ")));
        }
        out.flush();
    }

    private static String what(Entry entry, Imported imported) {
        return switch (imported.outcome()) {
            case NEW -> counted(imported.added(), "message");
            case EXTENDED -> counted(imported.added(), "new message");
            case UNCHANGED -> "already there";
            case FAILED -> oneLine(entry.reason().or(imported::reason).orElseThrow());
        };
    }

    private static String counted(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
