package org.parley.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A finished run of a command of the project.
 *
 * @param status its exit status
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record Command(int status, String out, String err) {
    private static final int SECONDS = 300;

    /**
     * Runs a command and waits for its end, at most 5 minutes.
     *
     * @param settings environment variables on top of the present ones, except Parley's own, which are left out
     * @param words the command, relative to the top of the project, and its arguments
     */
    public static Command run(Map<String, String> settings, String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.set(0, Built.top().resolve(words[0]).toString());
        try {
            Path out = Files.createTempFile("parley", ".out");
            Path err = Files.createTempFile("parley", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().keySet().removeIf(key -> key.startsWith("PARLEY_") || key.startsWith("MONGODB_"));
            builder.environment().putAll(settings);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end in " + SECONDS + " s: " + Files.readString(err));
            }
            Command ended = new Command(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
