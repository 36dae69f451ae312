package org.parley.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.parley.testing.Await;
import org.parley.testing.Built;

/** npm's {@code oidc-provider}, installed below {@code target/}. Without Node.js, npm or the registry the tests are skipped. */
final class RealProvider implements AutoCloseable {
    private static final int INSTALLED_WITHIN_SECONDS = 120;

    private final Process process;

    private RealProvider(Process process) {
        this.process = process;
    }

    /** Starts it. */
    static RealProvider start(int port, String parley, String secret) {
        Path folder = installed();
        Path log = folder.resolve("provider.log");
        Process process = run(folder, log, List.of("node", "provider.js", String.valueOf(port), parley, secret));
        RealProvider provider = new RealProvider(process);
        Await.until(() -> "the provider answers: " + text(log), () -> {
            if (!process.isAlive()) {
                throw new AssertionError(text(log));
            }
            return text(log).contains("The provider answers");
        });
        return provider;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static Path installed() {
        Path folder = Built.top().resolve("target/oidc-provider");
        try {
            Files.createDirectories(folder);
            for (String file : List.of("package.json", "provider.js")) {
                Files.copy(
                        Built.top().resolve("src/test/resources/oidc-provider").resolve(file),
                        folder.resolve(file),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            if (Files.notExists(folder.resolve("node_modules/oidc-provider/package.json"))) {
                Path log = folder.resolve("npm.log");
                Process npm =
                        run(folder, log, List.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"));
                if (!npm.waitFor(INSTALLED_WITHIN_SECONDS, TimeUnit.SECONDS) || npm.exitValue() != 0) {
                    npm.destroyForcibly();
                    skip("npm could not install oidc-provider: " + text(log));
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Process run(Path folder, Path log, List<String> command) {
        try {
            Files.deleteIfExists(log);
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            skip("Node.js and npm are not there: " + e.getMessage());
            throw new IllegalStateException(e);
        }
    }

    private static void skip(String why) {
        String reason = "SKIPPED, needs a real OpenID provider. " + why;
        System.err.println(reason);
        Assumptions.abort(reason);
    }

    private static String text(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
