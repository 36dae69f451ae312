package org.parley.security;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Creates the test users. Not for a server that others can reach: the passwords are public. */
@Command(
        name = "create-test-users",
        description = "Creates admin (password admin123, ADMIN) and testuser (password test123, USER).",
        mixinStandardHelpOptions = true)
final class CreateTestUsersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return UserCommands.onUsers(spec, users -> {
            List<String> created = TestUsers.create(users);
            spec.commandLine()
                    .getOut()
                    .println(
                            created.isEmpty()
                                    ? "The test users are there already"
                                    : "Created the test users: " + String.join(", ", created));
            return 0;
        });
    }
}
