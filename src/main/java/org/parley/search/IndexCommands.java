package org.parley.search;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.parley.conversation.SearchableRepository;
import org.parley.migration.SchemaSteps;
import org.parley.platform.Settings;
import org.parley.security.Account;
import org.parley.security.AccountRepository;
import org.parley.segment.SegmentRepository;
import org.parley.store.Database;
import org.parley.store.StoreFailures;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * Shows and rebuilds the search indexes of the database that {@code MONGODB_URI} names, also while the application runs.
 *
 * <p>Exit status: 0 success; 1 failure, with one line that gives the reason; 2 wrong usage.
 */
@Command(
        name = "parley index",
        description = "Looks after the search indexes. Searches make and keep them by themselves.",
        subcommands = {IndexCommands.Status.class, IndexCommands.Rebuild.class},
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND")
public final class IndexCommands implements Runnable {
    private static final int NOT_DONE = 1;
    private static final long KIBIBYTE = 1024;

    @Spec
    private CommandSpec spec;

    /** Runs one command and ends the process with its status. */
    public static void main(String[] arguments) {
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // the driver logs to nowhere, which is intended
        System.exit(new CommandLine(new IndexCommands()).execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? It takes status or rebuild");
    }

    /** Says how many indexes there are and what they take. */
    @Command(name = "status", description = "Says how many indexes there are, and what they take.")
    static final class Status implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            return on(spec, database -> {
                SearchIndexes.State state = new SearchIndexes(new IndexRepository(database)).state();
                int owners = new SearchableRepository(database).owners().size();
                spec.commandLine()
                        .getOut()
                        .printf(
                                "%d of %d users with conversations have a search index, %d KiB in all. The others get one at their first"
                                        + " search.%n",
                                state.stored(), owners, state.bytes() / KIBIBYTE);
                if (state.incomplete() > 0) {
                    spec.commandLine()
                            .getOut()
                            .printf(
                                    "%d of them are not complete; the next search goes on with them.%n",
                                    state.incomplete());
                }
                return 0;
            });
        }
    }

    /** Rebuilds indexes. */
    @Command(name = "rebuild", description = "Rebuilds the indexes of all users or of one.")
    static final class Rebuild implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--username", description = "Only this user's index")
        private String username;

        @Override
        public Integer call() {
            return on(spec, database -> {
                List<String> users;
                if (username == null) {
                    users = new SearchableRepository(database).owners();
                } else {
                    Optional<Account> account = new AccountRepository(database).byUsername(username);
                    if (account.isEmpty()) {
                        return notDone(spec, "There is no user '" + username + "'");
                    }
                    users = List.of(account.get().id());
                }
                long messages = 0;
                for (String user : users) {
                    messages += rebuild(database, user);
                }
                spec.commandLine()
                        .getOut()
                        .printf(
                                "Rebuilt %d search %s with %d messages%n",
                                users.size(), users.size() == 1 ? "index" : "indexes", messages);
                return 0;
            });
        }

        private static long rebuild(Database database, String user) {
            Clock clock = Clock.systemUTC();
            IndexRepository repository = new IndexRepository(database);
            repository.drop(user);
            IndexStorage storage = new IndexStorage(
                    repository, new SearchableRepository(database), new SegmentRepository(database), clock);
            NodeIndexes indexes = new NodeIndexes(storage, clock, Long.MAX_VALUE);
            Progress done = new IndexKeeper(indexes, repository, new PurgeRepository(database), clock).buildNow(user);
            indexes.all().forEach(indexes::forget);
            return done.done();
        }
    }

    private static int on(CommandSpec command, ToIntFunction<Database> work) {
        try (Database database = Database.join(Settings.ofEnvironment())) {
            Clock clock = Clock.systemUTC();
            new SchemaSteps(clock).apply(database);
            new PurgeRepository(database).create(database);
            return work.applyAsInt(database);
        } catch (IllegalStateException e) {
            return notDone(command, e.getMessage());
        } catch (RuntimeException e) {
            if (StoreFailures.isAway(e)) {
                return notDone(command, "The database does not answer. Is it running, and is MONGODB_URI right?");
            }
            throw e;
        }
    }

    private static int notDone(CommandSpec command, String why) {
        command.commandLine().getErr().println(why);
        return NOT_DONE;
    }
}
