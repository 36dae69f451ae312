package org.parley.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** Runs a command of the project in a terminal and types into it; uses {@code script} of util-linux. */
public final class Terminal implements AutoCloseable {
    private static final int SECONDS = 60;
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    private final Process process;
    private final StringBuffer shown = new StringBuffer();
    private int looked;

    /** Runs a command line in the root of the project; skips the test if there is no {@code script}. */
    public Terminal(Map<String, String> settings, String commandLine) {
        if (!Files.isExecutable(SCRIPT)) {
            String why = "SKIPPED, needs a terminal: install util-linux for " + SCRIPT;
            System.err.println(why);
            throw new TestAbortedException(why);
        }
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "-qec", commandLine, "/dev/null")
                .directory(Built.top().toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(key -> key.startsWith("PARLEY_") || key.startsWith("MONGODB_"));
        builder.environment().putAll(settings);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread reader = new Thread(this::read, "terminal");
        reader.setDaemon(true);
        reader.start();
    }

    /** Waits until this text shows, after the text of the previous call, and types a line. */
    public Terminal at(String prompt, String line) {
        await(prompt);
        try {
            OutputStream keys = process.getOutputStream();
            keys.write((line + "\r").getBytes(StandardCharsets.UTF_8));
            keys.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Waits for its end, and returns the exit status. */
    public int end() {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("It still runs: " + shown);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The whole output so far. */
    public String shown() {
        return shown.toString();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void await(String prompt) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (shown.indexOf(prompt, looked) < 0) {
            if (System.nanoTime() > giveUp || !process.isAlive()) {
                throw new AssertionError("It never asked '" + prompt + "': " + shown);
            }
            Thread.onSpinWait();
        }
        looked = shown.indexOf(prompt, looked) + prompt.length();
    }

    private void read() {
        byte[] buffer = new byte[4096];
        try (InputStream output = process.getInputStream()) {
            for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
                shown.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
            }
        } catch (IOException ended) {
            return; // with the process
        }
    }
}
