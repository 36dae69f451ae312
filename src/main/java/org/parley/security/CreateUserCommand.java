package org.parley.security;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.parley.platform.FieldError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates one user. The password is best not on the command line, where other users of the machine can read it. */
@Command(name = "create-user", description = "Creates a user.", mixinStandardHelpOptions = true)
final class CreateUserCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--username", required = true, description = "3 to 64 letters, digits, '.', '_', '-' or '@'")
    private String username;

    @Option(names = "--email", required = true, description = "The e-mail address")
    private String email;

    @Option(names = "--full-name", description = "What the user is called")
    private String fullName;

    @Option(names = "--role", defaultValue = "USER", description = "USER (unless given) or ADMIN")
    private String role;

    @Option(
            names = "--password",
            description = "8 to 256 characters. Without it the password is asked for, or read from standard input")
    private String password;

    @Override
    public Integer call() {
        String wanted = role.toUpperCase(Locale.ROOT);
        if (!List.of(Caller.USER, Caller.ADMIN).contains(wanted)) {
            throw new ParameterException(spec.commandLine(), "--role takes USER or ADMIN");
        }
        NewUser user = new NewUser(username, email, password == null ? askForPassword() : password, fullName, wanted);
        List<FieldError> errors = user.errors();
        if (!errors.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    errors.stream()
                            .map(error -> "--" + error.field().replace('_', '-') + " " + error.message())
                            .collect(Collectors.joining(System.lineSeparator())));
        }
        return UserCommands.onUsers(spec, users -> {
            users.insert(user, Passwords.hash(user.password()));
            spec.commandLine().getOut().println("Created the user " + username + " (" + wanted + ")");
            return 0;
        });
    }

    private static String askForPassword() {
        Console console = System.console();
        if (console != null) {
            char[] typed = console.readPassword("Password: ");
            return typed == null ? "" : new String(typed);
        }
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
