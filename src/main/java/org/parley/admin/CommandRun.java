package org.parley.admin;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.audit.CommandAudit;
import org.parley.migration.SchemaSteps;
import org.parley.platform.Operation;
import org.parley.platform.Outcome;
import org.parley.platform.ProblemException;
import org.parley.platform.Settings;
import org.parley.security.Account;
import org.parley.security.AccountRepository;
import org.parley.store.Database;
import org.parley.store.StoreFailures;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands of {@link AdminCommands} have in common: the database, whom they are about, and the audit log. */
final class CommandRun {
    private static final int NOT_DONE = 1;

    private CommandRun() {}

    /** The user of a name, in any case. */
    static Optional<Account> account(Database database, String username) {
        return new AccountRepository(database).byUsername(username).filter(found -> ObjectId.isValid(found.id()));
    }

    /** Says that there is no such user, also to the audit log. */
    static int unknown(CommandSpec spec, Database database, String action, String username) {
        record(database, action, Optional.empty(), 404);
        return notDone(spec, "There is no user '" + username + "'");
    }

    /**
     * Stores the entry of a command.
     *
     * @param about the user's id
     * @param status what the same request would have been answered
     */
    static void record(Database database, String action, Optional<String> about, int status) {
        Operation operation = new Operation(
                action,
                "user",
                about,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "CLI",
                "bin/parley",
                status,
                Outcome.of(status, false),
                Optional.empty(),
                Optional.empty(),
                Clock.systemUTC().instant(),
                false);
        new CommandAudit().append(database, List.of(operation));
    }

    /** What a command does with the database; returns its exit status. */
    interface Work {
        int with(Database database);
    }

    /** Runs a command on the configured database. */
    static int on(CommandSpec command, Work work) {
        try (Database database = Database.join(Settings.ofEnvironment())) {
            new SchemaSteps(Clock.systemUTC()).apply(database);
            return work.with(database);
        } catch (ProblemException | IllegalStateException e) {
            return notDone(command, e.getMessage());
        } catch (RuntimeException e) {
            if (StoreFailures.isAway(e)) {
                return notDone(command, "The database does not answer. Is it running, and is MONGODB_URI right?");
            }
            throw e;
        }
    }

    /** Says why nothing was done. */
    static int notDone(CommandSpec command, String why) {
        command.commandLine().getErr().println(why);
        return NOT_DONE;
    }
}
