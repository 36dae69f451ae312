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
 * Creates users from the command line, on the database that {@code MONGODB_URI} names, also while the application runs.
 *
 * <p>Exit status: 0 done, 1 not done and one line says why, 2 wrong usage.
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
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // the driver's logging has nowhere to go, and need not
        System.exit(new CommandLine(new UserCommands()).execute(arguments));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
    }

    /** Does something with the users of the configured database, prepared as the application would. */
    static int onUsers(CommandSpec command, ToIntFunction<UserRepository> work) {
        try (Database database = Database.join(Settings.ofEnvironment())) {
            Clock clock = Clock.systemUTC();
            UserRepository users = new UserRepository(database, clock);
            new SchemaSteps(clock).apply(database);
            users.create(database);
            return work.applyAsInt(users);
        } catch (ProblemException | IllegalStateException e) {
            return notDone(command, e.getMessage());
        } catch (RuntimeException e) {
            if (StoreFailures.isAway(e)) {
                return notDone(command, "The database does not answer. Is it running, and is MONGODB_URI right?");
            }
            throw e;
        }
    }

    static int notDone(CommandSpec command, String why) {
        command.commandLine().getErr().println(why);
        return NOT_DONE;
    }
}
