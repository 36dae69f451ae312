package org.parley.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The Chromium of this machine, without a window: {@code CHROMIUM}, else {@code /usr/bin/chromium}. Nothing is
 * downloaded. Where there is none, the tests that ask for it are skipped and say so.
 */
final class Chromium implements AutoCloseable {
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-quic",
            "--no-first-run",
            "--disable-sync",
            "--disable-component-update");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path executable) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(QUIET));
    }

    /** Starts it, or skips whoever called. */
    static Chromium launch() {
        Optional<Path> executable = Stream.of(System.getenv("CHROMIUM"), "/usr/bin/chromium")
                .filter(path -> path != null && !path.isBlank())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (executable.isEmpty()) {
            String why = "SKIPPED: the browser tests need Chromium. Install it or set CHROMIUM to its path.";
            System.err.println(why);
            Assumptions.abort(why);
        }
        return new Chromium(executable.get());
    }

    /** A person with a browser of their own: no cookie and no storage is shared with anybody else's. */
    Person person(String server, Browser.NewContextOptions options) {
        return new Person(browser.newContext(options.setBaseURL(server)));
    }

    /** The same, with a name of the test's choice. */
    Person person(String server, Browser.NewContextOptions options, String username) {
        return new Person(browser.newContext(options.setBaseURL(server)), username);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
