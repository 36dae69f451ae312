package org.parley.export;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.platform.Settings;

/**
 * Prints files of HTML with the Chromium of this machine: {@code PARLEY_CHROMIUM} names it, or is {@code auto} (the one found
 * under a usual name) or {@code none}.
 *
 * <p>The file it prints has no scripts and needs no network, so both are off: scripts by the policy in the file (Chromium's own
 * setting would stop the printing too), the network by a resolver that finds no host.
 */
@Component
class PdfPrinter {
    private static final String KEY = "PARLEY_CHROMIUM";
    private static final List<String> NAMES =
            List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome");
    private static final List<String> FOLDERS =
            List.of("/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome");

    /** One takes a processor and some hundred MiB. */
    private static final int AT_ONCE = 2;

    private static final int WAIT_SECONDS = 20;
    private static final int LIMIT_SECONDS = 60;

    private final Optional<Path> chromium;
    private final Semaphore free = new Semaphore(AT_ONCE, true);

    @Inject
    PdfPrinter(Settings settings) {
        this.chromium = chosen(settings.text(KEY, "auto"));
    }

    /** A wrong setting stops the start. */
    void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {}

    private static Optional<Path> chosen(String setting) {
        if (setting.equals("none")) {
            return Optional.empty();
        }
        if (!setting.equals("auto")) {
            Path path = Path.of(setting);
            if (!Files.isExecutable(path)) {
                throw Settings.refused(KEY, setting, "auto, none, or the path of a Chromium that can be run");
            }
            return Optional.of(path);
        }
        return FOLDERS.stream()
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @throws ProblemException 406 if there is no Chromium */
    void require() {
        if (chromium.isEmpty()) {
            throw new ProblemException(
                    406,
                    "This server has no Chromium to make a PDF with. Export as html and print that, or have PARLEY_CHROMIUM set");
        }
    }

    /**
     * Prints a file.
     *
     * @return the PDF, which the caller deletes
     * @throws ProblemException 406 without a Chromium, 503 if too many print or it takes longer than a minute
     */
    Path print(Path html) throws IOException {
        require();
        try {
            if (!free.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw busy("Too many PDFs are being made. Try again in a moment");
            }
            try {
                return run(html);
            } finally {
                free.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy("The server is stopping. Try again in a moment");
        }
    }

    private Path run(Path html) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("parley-print");
        Path pdf = Files.createTempFile("parley-export", ".pdf");
        try {
            Process process = new ProcessBuilder(
                            chromium.orElseThrow().toString(),
                            "--headless",
                            "--no-sandbox", // containers rarely allow one; the file has neither scripts nor a network
                            "--disable-gpu",
                            "--no-first-run",
                            "--disable-extensions",
                            "--host-resolver-rules=MAP * ~NOTFOUND",
                            "--user-data-dir=" + folder,
                            "--no-pdf-header-footer",
                            "--print-to-pdf=" + pdf,
                            html.toUri().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            await(process);
            if (Files.size(pdf) == 0) {
                throw new ProblemException(
                        500, "The Chromium of this server made no PDF. Export as html and print that");
            }
            return pdf;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            Files.deleteIfExists(pdf);
            throw failed;
        } finally {
            remove(folder);
        }
    }

    /** Whatever happens, it does not go on alone. */
    private static void await(Process process) throws InterruptedException {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw busy("The PDF took longer than a minute. Export as html and print that");
            }
        } finally {
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().onExit().join();
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException stillWriting) {
            folder.toFile().deleteOnExit();
        }
    }

    private static ProblemException busy(String reason) {
        return new ProblemException(503, reason, List.of(), Map.of("Retry-After", "10"));
    }
}
