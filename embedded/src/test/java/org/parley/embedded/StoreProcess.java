package org.parley.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The embedded store in a process of its own, so that a test can kill it. */
final class StoreProcess {
    private final Process process;
    private final String uri;

    private StoreProcess(Process process, String uri) {
        this.process = process;
        this.uri = uri;
    }

    static StoreProcess start(Path dir) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreProcess.class.getName(),
                        dir.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String uri = output.readLine();
        if (uri == null) {
            throw new IllegalStateException("The store did not start");
        }
        return new StoreProcess(process, uri);
    }

    String uri() {
        return uri;
    }

    /** SIGKILL: nothing in the process gets to run any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /** SIGTERM, which the process does not handle. */
    void terminate() throws InterruptedException {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    public static void main(String[] args) throws InterruptedException {
        try (EmbeddedMongo mongo = EmbeddedMongo.open(Path.of(args[0]))) {
            System.out.println(mongo.uri());
            Thread.sleep(TimeUnit.MINUTES.toMillis(2)); // long enough for a test, then ends by itself
        }
    }
}
