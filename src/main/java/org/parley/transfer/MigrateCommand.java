package org.parley.transfer;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.parley.intake.Imported.Outcome;
import org.parley.platform.Settings;
import org.parley.security.Account;
import org.parley.security.AccountRepository;
import org.parley.store.Database;
import org.parley.store.StoreFailures;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code bin/migrate}: imports the export of the old browser application, the backend's conversations, or the export of another
 * program.
 * {@code docs/migration.md} describes its guarantees and output.
 *
 * <p>It validates file, database and user before it stores anything.
 */
@Command(
        name = "migrate",
        description = "Imports the conversations of an export file for a user. Running it again doubles nothing.",
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:Everything in the file is there now, new or already",
            "1:Nothing could be done; one line on standard error says why",
            "2:Wrong usage",
            "3:Some conversations failed, the rest is there"
        },
        footer = {
            "",
            "The database is the one MONGODB_URI names. It works while Parley runs, also on the embedded store.",
        })
public final class MigrateCommand implements Callable<Integer> {
    static final int DONE = 0;
    static final int NOTHING = 1;
    static final int PARTLY = 3;

    private final Settings settings;
    private final Clock clock;

    @Option(
            names = "--file",
            required = true,
            paramLabel = "FILE",
            description = "The export: a JSON file, a ZIP or gzip of it, or a folder")
    private Path file;

    @Option(
            names = "--username",
            required = true,
            paramLabel = "NAME",
            description = "Whose conversations they are from now on; the case does not matter")
    private String username;

    @Option(names = "--dry-run", description = "Say what would be done and store nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the report as one JSON object")
    private boolean json;

    @Option(names = "--help", usageHelp = true, description = "Show this help")
    private boolean help;

    @Spec
    private CommandSpec spec;

    MigrateCommand(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Runs the command and ends the process with its exit status. */
    public static void main(String... arguments) {
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // the WAR has no logger, and a command needs none
        MigrateCommand command = new MigrateCommand(Settings.ofEnvironment(), Clock.systemUTC());
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = new CommandLine(command).setOut(out).setErr(err).execute(arguments);
        out.flush();
        err.flush();
        System.exit(status);
    }

    @Override
    public Integer call() {
        try (ExportFile export = ExportFile.check(file);
                Database database = Database.join(settings)) {
            return migrate(export, database);
        } catch (WrongFileException wrong) {
            return refuse(wrong.getMessage());
        } catch (IllegalStateException | IllegalArgumentException setting) {
            return refuse(setting.getMessage());
        } catch (OutOfMemoryError full) {
            return refuse(file + " needs more memory, a conversation of it is very large; run this again with"
                    + " _JAVA_OPTIONS=-Xmx4g in front, what is there already is skipped");
        } catch (RuntimeException failed) {
            return refuse(
                    StoreFailures.isAway(failed)
                            ? "the database that MONGODB_URI names does not answer; start it, then run this again"
                            : "the database refused: " + failed.getMessage());
        }
    }

    private int migrate(ExportFile export, Database database) throws WrongFileException {
        Account owner = new AccountRepository(database).byUsername(username).orElse(null);
        if (owner == null) {
            return refuse("there is no user " + username
                    + "; check the name and MONGODB_URI, or create the user first (bin/parley create-user)");
        }
        Report report = json ? new JsonReport(out()) : new TextReport(out(), err());
        report.begin(file.toString(), owner.username(), export.size(), dryRun);
        Migration migration = new Migration(database, owner, dryRun, report, clock);
        Totals totals = migration.run(export);
        int failed = totals.of(Outcome.FAILED);
        int status =
                failed == totals.all() && failed > 0 ? NOTHING : failed + migration.unrecorded() > 0 ? PARTLY : DONE;
        report.end(totals, status);
        if (status == NOTHING && !json) {
            err().println("migrate: none of the conversations could be imported; the reasons are above");
        }
        if (migration.unrecorded() > 0) {
            err().println("migrate: the audit log lacks " + migration.unrecorded()
                    + " entries: the database went away");
        }
        return status;
    }

    private int refuse(String reason) {
        String line = reason == null ? "it failed" : reason.replaceAll("\\s*\\R\\s*", " ");
        err().println("migrate: " + line);
        if (json) {
            new JsonReport(out()).refused(line, NOTHING);
        }
        return NOTHING;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
