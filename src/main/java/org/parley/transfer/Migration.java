package org.parley.transfer;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.parley.intake.ConversationImport;
import org.parley.intake.Imported;
import org.parley.intake.Imported.Outcome;
import org.parley.intake.ImportedConversation;
import org.parley.platform.Operation;
import org.parley.platform.Retries;
import org.parley.security.Account;
import org.parley.store.Database;
import org.parley.store.StoreFailures;

/**
 * One run over a validated file: imports the readable conversations in batches, and reports all of them in the order of
 * the file.
 *
 * <p>If the database becomes unavailable, it waits some seconds, the time an election takes. If the database stays
 * unavailable, the remaining conversations fail without an attempt.
 */
final class Migration {
    private static final int BATCH_CONVERSATIONS = 100;
    private static final int BATCH_CHARACTERS = 1 << 20;
    private static final Retries RETRIES = Retries.atMost(9).every(Duration.ofSeconds(1));
    private static final String AWAY =
            "the database went away; start it, then run the same command again: what is there is skipped";

    private final Database database;
    private final Account owner;
    private final boolean dryRun;
    private final Report report;
    private final Clock clock;
    private final ConversationImport conversations;
    private final Totals totals = new Totals();
    private final List<Entry> batch = new ArrayList<>();
    private int characters;
    private boolean away;
    private int unrecorded;

    Migration(Database database, Account owner, boolean dryRun, Report report, Clock clock) {
        this.database = database;
        this.owner = owner;
        this.dryRun = dryRun;
        this.report = report;
        this.clock = clock;
        this.conversations = new ConversationImport(database, clock);
    }

    /**
     * Imports the file.
     *
     * @throws WrongFileException if it has changed since it was validated; what was read before is imported
     */
    Totals run(ExportFile file) throws WrongFileException {
        try {
            file.read(this::add);
        } finally {
            flush();
        }
        return totals;
    }

    /** How many conversations were imported without an audit entry, because the database became unavailable. */
    int unrecorded() {
        return unrecorded;
    }

    private void add(Entry entry) {
        batch.add(entry);
        characters += entry.characters();
        if (batch.size() >= BATCH_CONVERSATIONS || characters >= BATCH_CHARACTERS) {
            flush();
        }
    }

    private void flush() {
        List<ImportedConversation> readable = batch.stream()
                .map(Entry::conversation)
                .flatMap(Optional::stream)
                .toList();
        List<Imported> results = readable.isEmpty() ? List.of() : store(readable);
        int next = 0;
        for (Entry entry : batch) {
            Imported result = entry.readable()
                    ? results.get(next++)
                    : Imported.failed(entry.reason().orElseThrow());
            totals.add(result.outcome(), result.added());
            totals.lack(entry.notInFile());
            report.conversation(entry, result);
        }
        batch.clear();
        characters = 0;
    }

    private List<Imported> store(List<ImportedConversation> readable) {
        if (!away) {
            try {
                return RETRIES.whileThrown(StoreFailures::isAway, () -> {
                    List<Imported> results = conversations.importAll(owner.id(), readable, dryRun);
                    record(results);
                    return results;
                });
            } catch (RuntimeException failed) {
                if (!StoreFailures.isAway(failed)) {
                    throw failed;
                }
                away = true;
            }
        }
        return readable.stream().map(each -> Imported.failed(AWAY)).toList();
    }

    private void record(List<Imported> results) {
        List<Operation> operations = results.stream()
                .filter(result -> result.outcome() == Outcome.NEW || result.outcome() == Outcome.EXTENDED)
                .map(result -> CommandOperations.imported(owner, result, clock.instant()))
                .toList();
        if (operations.isEmpty() || dryRun) {
            return;
        }
        try {
            ServiceLoader.load(OperationLog.class).forEach(log -> log.append(database, operations));
        } catch (RuntimeException failed) {
            if (!StoreFailures.isAway(failed)) {
                throw failed;
            }
            away = true;
            unrecorded = operations.size();
        }
    }
}
