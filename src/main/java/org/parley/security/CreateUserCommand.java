package org.parley.security;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.parley.platform.FieldError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Creates one user. Prefer not to pass the password on the command line, where other users of the machine can read it.
 */
@Command(name = "create-user", description = "Creates a user.", mixinStandardHelpOptions = true)
final class CreateUserCommand implements Callable<Integer> {
    /** A valid password, so that everything else is validated before the command asks for the real one. */
    private static final String ANY = "correct horse battery staple";

    private static final int TRIES = 3;

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
        boolean given = password != null;
        Optional<String> name = Optional.ofNullable(fullName);
        refuse(new NewUser(username, email, given ? password : ANY, name, wanted).errors());
        NewUser user = new NewUser(username, email, given ? password : asked(), name, wanted);
        refuse(user.errors());
        return UserCommands.onUsers(spec, users -> {
            users.insert(user, Passwords.hash(user.password()));
            spec.commandLine().getOut().println("Created the user " + username + " (" + wanted + ")");
            return 0;
        });
    }

    private void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    errors.stream()
                            .map(error -> "--" + error.field().replace('_', '-') + " " + error.message())
                            .collect(Collectors.joining(System.lineSeparator())));
        }
    }

    private String asked() {
        Console console = System.console();
        return console == null ? fromStandardInput() : fromTerminal(console);
    }

    /** Asks twice, because the input is not echoed. */
    private String fromTerminal(Console console) {
        for (int i = 0; i < TRIES; i++) {
            String typed = typed(console, "Password, 8 to 256 characters: ");
            Optional<String> fault = PasswordRules.fault(typed, username, email, Optional.ofNullable(fullName));
            if (!PasswordRules.isLong(typed)) {
                console.printf("That has %d characters. Choose a password of 8 to 256.%n", typed.length());
            } else if (fault.isPresent()) {
                console.printf("That %s.%n", fault.get());
            } else if (typed.equals(typed(console, "The same once more: "))) {
                return typed;
            } else {
                console.printf("Those two were not the same. Type one password, twice.%n");
            }
        }
        throw new ParameterException(spec.commandLine(), "No user was created. Run the command again");
    }

    private static String typed(Console console, String prompt) {
        char[] typed = console.readPassword(prompt);
        return typed == null ? "" : new String(typed);
    }

    private static String fromStandardInput() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
