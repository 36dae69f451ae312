package org.parley.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The Chromium of this machine, without a window: {@code CHROMIUM}, else {@code /usr/bin/chromium}. Nothing is
 * downloaded. Where there is none, the tests that ask for it are skipped and say so.
 *
 * <p>A test class registers it in a static field. It starts before the first test. After each test it closes what its
 * persons opened, and fails the test if a page broke the content security policy or a script failed.
 */
final class Chromium implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-quic",
            "--no-first-run",
            "--disable-sync",
            "--disable-component-update");

    private final List<Person> persons = new ArrayList<>();
    private Playwright playwright;
    private Browser browser;

    @Override
    public void beforeAll(ExtensionContext tests) {
        Path executable = executable();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(QUIET));
    }

    /** A person with a browser of their own: no cookie and no storage is shared with anybody else's. */
    Person person(String server, Browser.NewContextOptions options) {
        return welcome(new Person(context(server, options)));
    }

    /** The same, with a name of the test's choice. */
    Person person(String server, Browser.NewContextOptions options, String username) {
        return welcome(new Person(context(server, options), username));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        List<String> complaints =
                persons.stream().flatMap(person -> person.complaints().stream()).toList();
        persons.forEach(Person::close);
        persons.clear();
        assertThat(complaints).isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        if (playwright != null) {
            playwright.close();
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
        Optional<Path> found = Stream.of(System.getenv("CHROMIUM"), "/usr/bin/chromium")
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
