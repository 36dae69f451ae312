package org.parley.transfer;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.parley.conversation.ConversationImport;
import org.parley.conversation.Imported;
import org.parley.conversation.Imported.Outcome;
import org.parley.conversation.ImportedConversation;
import org.parley.platform.Operation;
import org.parley.security.Account;
import org.parley.store.Database;
import org.parley.store.StoreFailures;

/**
 * One run over a checked file: imports what can be read, some conversations at a time, and reports all of it in the
 * order of the file.
 *
 * <p>When the database goes away it waits for it for some seconds, the time an election takes. If it stays away the
 * remaining conversations fail without being tried.
 */
final class Migration {
    private static final int BATCH_CONVERSATIONS = 100;
    private static final int BATCH_CHARACTERS = 1 << 20;
    private static final int ATTEMPTS = 8;
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
     * @throws WrongFileException if it is no longer what it was when it was checked; what was read before is imported
     */
    Totals run(ExportFile file) throws WrongFileException {
        try {
            file.read(this::add);
        } finally {
            flush();
        }
        return totals;
    }

    /** How many conversations are there whose entries the audit log lacks, because the database went away. */
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
        List<ImportedConversation> readable =
                batch.stream().filter(Entry::readable).map(Entry::conversation).toList();
        List<Imported> results = readable.isEmpty() ? List.of() : store(readable);
        int next = 0;
        for (Entry entry : batch) {
            Imported result = entry.readable() ? results.get(next++) : Imported.failed(entry.reason());
            totals.add(result.outcome(), result.added());
            report.conversation(entry, result);
        }
        batch.clear();
        characters = 0;
    }

    private List<Imported> store(List<ImportedConversation> readable) {
        for (int attempt = 0; !away; attempt++) {
            try {
                List<Imported> results = conversations.importAll(owner.id(), readable, dryRun);
                record(results);
                return results;
            } catch (RuntimeException failed) {
                if (!StoreFailures.isAway(failed)) {
                    throw failed;
                }
                away = attempt >= ATTEMPTS || !pause();
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

    private static boolean pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
