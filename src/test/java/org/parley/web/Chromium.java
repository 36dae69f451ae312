package org.parley.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The installed Chromium, headless: {@code CHROMIUM}, else the first of {@code /usr/bin/chromium-headless-shell}, which takes
 * less than half the processor time, and {@code /usr/bin/chromium}. Nothing is downloaded. Without a Chromium, the tests that
 * need it are skipped and say so.
 *
 * <p>A test class registers it in a static field. It starts before the first test and is shared by all classes of this JVM,
 * which run one after another in one thread. After each test it closes what its
 * persons opened, and fails the test if a page broke the content security policy or a script failed.
 */
final class Chromium implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
    /** The longest test takes 40 s on two processors. */
    private static final long LIMIT_SECONDS = 300;

    private static final long CLOSING_SECONDS = 60;

    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-quic",
            "--no-first-run",
            "--disable-sync",
            "--disable-component-update");

    private static Browser browser;

    /** Playwright's own 5 seconds are too short for a busy machine. */
    private static final double ASSERTION_MILLIS = 30_000;

    private final List<Person> persons = new ArrayList<>();
    private BrowserWatch watch;

    @Override
    public void beforeAll(ExtensionContext tests) {
        if (browser == null) {
            browser = launched(executable());
            PlaywrightAssertions.setDefaultAssertionTimeout(ASSERTION_MILLIS);
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        beforeAll(test);
        watch = new BrowserWatch(LIMIT_SECONDS);
    }

    private static Browser launched(Path executable) {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(QUIET));
    }

    /** A user with a separate browser, which shares no cookies and no storage with others. */
    Person person(String server, Browser.NewContextOptions options) {
        return welcome(new Person(context(server, options), server));
    }

    /** The same, with a name that the test chooses. */
    Person person(String server, Browser.NewContextOptions options, String username) {
        return welcome(new Person(context(server, options), server, username));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        List<String> complaints =
                persons.stream().flatMap(person -> person.complaints().stream()).toList();
        if (watch.stop()) {
            browser = null; // the next test starts another one
        } else {
            close(persons);
        }
        persons.clear();
        assertThat(complaints).isEmpty();
    }

    /** A browser that cannot close its pages is ended. That says nothing of the pages, so the test does not fail. */
    private static void close(List<Person> persons) {
        BrowserWatch closing = new BrowserWatch(CLOSING_SECONDS);
        try {
            persons.forEach(Person::close);
        } catch (PlaywrightException e) {
            if (!closing.hasEnded()) {
                throw e;
            }
        } finally {
            if (closing.stop()) {
                browser = null;
            }
        }
    }

    private BrowserContext context(String server, Browser.NewContextOptions options) {
        return browser.newContext(options.setBaseURL(server));
    }

    private Person welcome(Person person) {
        persons.add(person);
        return person;
    }

    private static Path executable() {
        Optional<Path> found = Stream.of(
                        System.getenv("CHROMIUM"), "/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
                .filter(path -> path != null && !path.isBlank())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            String why = "SKIPPED: the browser tests need Chromium. Install it or set CHROMIUM to its path.";
            System.err.println(why);
            Assumptions.abort(why);
        }
        return found.get();
    }
}
