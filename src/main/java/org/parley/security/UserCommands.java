package org.parley.security;

import java.time.Clock;
import java.util.function.ToIntFunction;
import org.parley.migration.SchemaSteps;
import org.parley.platform.ProblemException;
import org.parley.platform.Settings;
import org.parley.store.Database;
import org.parley.store.StoreFailures;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * Creates users from the command line, in the database that {@code MONGODB_URI} names, also while the application runs.
 *
 * <p>Exit status: 0 success; 1 failure, with one line that gives the reason; 2 wrong usage.
 */
@Command(
        name = "parley",
        description = "Creates users.",
        subcommands = {CreateUserCommand.class, CreateTestUsersCommand.class},
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND")
public final class UserCommands implements Runnable {
    private static final int NOT_DONE = 1;

    @Spec
    private CommandSpec spec;

    /** Runs one command and ends the process with its status. */
    public static void main(String[] arguments) {
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // the driver logs to nowhere, which is intended
        System.exit(new CommandLine(new UserCommands()).execute(arguments));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
    }

    /** Runs a task on the users of the configured database, which is prepared as at application start. */
    static int onUsers(CommandSpec command, ToIntFunction<UserRepository> work) {
        try (Database database = Database.join(Settings.ofEnvironment())) {
            return onUsers(command, database, work);
        } catch (ProblemException | IllegalStateException e) {
            return notDone(command, e.getMessage());
        }
    }

    private static int onUsers(CommandSpec command, Database database, ToIntFunction<UserRepository> work) {
        try {
            Clock clock = Clock.systemUTC();
            UserRepository users = new UserRepository(database, clock);
            new SchemaSteps(clock).apply(database);
            users.create(database);
            return work.applyAsInt(users);
        } catch (RuntimeException e) {
            if (StoreFailures.isAway(e)) {
                return notDone(
                        command,
                        "There is no answer from " + database.place() + ". Is it running, and is MONGODB_URI right?");
            }
            throw e;
        }
    }

    static int notDone(CommandSpec command, String why) {
        command.commandLine().getErr().println(why);
        return NOT_DONE;
    }
}
