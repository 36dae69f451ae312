package org.parley.admin;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.parley.platform.Instants;
import org.parley.security.Account;
import org.parley.security.Caller;
import org.parley.security.User;
import org.parley.security.UserChange;
import org.parley.security.UserCreation;
import org.parley.security.UserListRepository;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * Lists and changes users of the database that {@code MONGODB_URI} names, also while the application runs, as administrators
 * do by REST. Each command is one entry of the audit log, without a user who did it.
 *
 * <p>Exit status: 0 success; 1 failure, with one line that gives the reason; 2 wrong usage.
 */
@Command(
        name = "parley user",
        description = "Lists and changes users.",
        subcommands = {
            AdminCommands.ListUsers.class,
            AdminCommands.Disable.class,
            AdminCommands.Enable.class,
            AdminCommands.Role.class,
            AdminCommands.ResetPassword.class
        },
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND")
public final class AdminCommands implements Runnable {
    private static final int PAGE = 200;
    private static final String UPDATE = "admin.users.update";

    @Spec
    private CommandSpec spec;

    /** Runs one command and ends the process with its status. */
    public static void main(String[] arguments) {
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // the driver logs to nowhere, which is intended
        System.exit(new CommandLine(new AdminCommands()).execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which command? It takes list, disable, enable, role or reset-password");
    }

    /** Lists users. */
    @Command(
            name = "list",
            description = "Lists users, the newest first: name, role, whether on or off, last login, address.")
    static final class ListUsers implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--q", description = "Only users with this in their name, full name or address")
        private String part;

        @Override
        public Integer call() {
            return CommandRun.on(spec, database -> {
                UserListRepository users = UserListRepository.of(database, Clock.systemUTC());
                PrintWriter out = spec.commandLine().getOut();
                Optional<String> last = Optional.empty();
                List<User> page;
                do {
                    page = users.page(last, UserRequests.part(part), PAGE);
                    page.forEach(user -> out.println(line(user)));
                    last = page.isEmpty()
                            ? last
                            : Optional.of(page.get(page.size() - 1).getId());
                } while (page.size() == PAGE);
                CommandRun.record(database, "admin.users.list", Optional.empty(), 200);
                return 0;
            });
        }

        private static String line(User user) {
            String login = Optional.ofNullable(user.getLastLogin())
                    .map(Instants::format)
                    .orElse("never logged in");
            return String.format(
                    "%-24s %-5s %-3s  %-24s  %s",
                    user.getUsername(),
                    user.getRole(),
                    user.isActive() ? "on" : "off",
                    login,
                    Optional.ofNullable(user.getEmail()).orElse(""));
        }
    }

    /** Switches a user off. */
    @Command(
            name = "disable",
            description = "Switches a user off and ends all sessions. API tokens do not work meanwhile.")
    static final class Disable implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "USERNAME")
        private String username;

        @Override
        public Integer call() {
            return change(spec, username, UserChange.NOTHING.withActive(false), "%s is off. The sessions have ended%n");
        }
    }

    /** Switches a user on. */
    @Command(name = "enable", description = "Switches a user on. No session comes back.")
    static final class Enable implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "USERNAME")
        private String username;

        @Override
        public Integer call() {
            return change(spec, username, UserChange.NOTHING.withActive(true), "%s is on%n");
        }
    }

    /** Gives a user a role. */
    @Command(name = "role", description = "Gives a user the role USER or ADMIN.")
    static final class Role implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "USERNAME")
        private String username;

        @Parameters(index = "1", paramLabel = "ROLE", description = "USER or ADMIN")
        private String role;

        @Override
        public Integer call() {
            String wanted = role.toUpperCase(Locale.ROOT);
            if (!List.of(Caller.USER, Caller.ADMIN).contains(wanted)) {
                throw new ParameterException(spec.commandLine(), "The role is USER or ADMIN");
            }
            return change(spec, username, UserChange.NOTHING.withRole(wanted), "%s has the role " + wanted + " now%n");
        }
    }

    /** Gives a user a one-time password. */
    @Command(
            name = "reset-password",
            description = "Gives a user a one-time password, which has to be changed first, and ends all sessions.")
    static final class ResetPassword implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "USERNAME")
        private String username;

        @Override
        public Integer call() {
            return CommandRun.on(spec, database -> {
                String action = "admin.users.password";
                Optional<Account> account = CommandRun.account(database, username);
                if (account.isEmpty()) {
                    return CommandRun.unknown(spec, database, action, username);
                }
                String password = UserCreation.of(database, Clock.systemUTC())
                        .resetPassword(account.get().id());
                CommandRun.record(database, action, account.map(Account::id), 200);
                spec.commandLine()
                        .getOut()
                        .printf(
                                "The one-time password of %s is %s%nIt has to be changed after the login. The sessions have ended%n",
                                account.get().username(), password);
                return 0;
            });
        }
    }

    private static int change(CommandSpec spec, String username, UserChange change, String done) {
        return CommandRun.on(spec, database -> {
            Optional<Account> account = CommandRun.account(database, username);
            if (account.isEmpty()) {
                return CommandRun.unknown(spec, database, UPDATE, username);
            }
            boolean changed = UserListRepository.of(database, Clock.systemUTC())
                    .change(account.get().id(), change);
            CommandRun.record(database, UPDATE, account.map(Account::id), changed ? 200 : 409);
            if (!changed) {
                return CommandRun.notDone(
                        spec,
                        account.get().username()
                                + " is the last active administrator. Make somebody else one first: bin/parley user role USERNAME ADMIN");
            }
            spec.commandLine().getOut().printf(done, account.get().username());
            return 0;
        });
    }
}
