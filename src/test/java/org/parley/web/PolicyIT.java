package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;
import org.parley.testing.Stage;

/**
 * A walk through all pages causes no violation of the policy that {@link PageHeadersFilter} sets, no error in the console
 * and no request to another host.
 */
@Tag("browser")
class PolicyIT {
    private static final String RICH = """
            # All there is

            ```java
            int answer = 42; // a comment
            ```

            ```unknown
            plain
            ```

            Inline $e^{i\\pi} + 1 = 0$, and

            $$
            \\int_0^1 x^2\\,dx = \\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}
            $$

            | a | b |
            |---|---|
            | 1 | 2 |

            - [x] done, see [a page](https://example.org) and ![a picture](https://example.org/a.png)
            - <img src=x onerror=alert(1)><script>alert(1)</script>
            """;

    /**
     * Opens the operations one after another, and counts those that show themselves. In the page, because the driver looks
     * at its thousands of elements before each click; each is closed again, because every one that is open slows the next.
     */
    private static final String EVERY_OPERATION = """
            async () => {
              const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
              let shown = 0;
              for (const operation of document.querySelectorAll('.opblock')) {
                const control = operation.querySelector('.opblock-summary-control');
                const patience = performance.now() + 30_000;
                const body = () => operation.querySelector('.opblock-body')?.checkVisibility() ?? false;
                control.click();
                while (!body() && performance.now() < patience) await drawn();
                shown += body();
                control.click();
              }
              return shown;
            }""";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static Stage stage;
    private static ScriptedModel model;

    private Person person;

    @BeforeAll
    static void start() {
        stage = Stage.shared();
        model = stage.model();
    }

    @AfterEach
    void reset() {
        model.reset();
    }

    @Test
    void whatBreaksThePolicyIsNoticed() {
        open(true);
        person.page.navigate("/login.xhtml");
        person.page.evaluate("""
                () => {
                  const script = document.createElement('script');
                  script.textContent = 'document.title = "broken"';
                  document.body.append(script);
                  const picture = new Image();
                  picture.src = 'https://example.org/a.png';
                  document.body.append(picture);
                  console.error('told');
                }""");
        for (String broken : List.of("script-src-elem inline", "img-src https://example.org")) {
            person.page.waitForCondition(
                    () -> person.complaints().stream().anyMatch(one -> one.startsWith("Policy: " + broken)));
        }
        person.page.waitForCondition(() -> person.errors().contains("told"));
        person.forgive();
        assertThat(person.page).not().hasTitle("broken");
    }

    @Test
    void theChat() {
        open(true);
        front();
        person.register();
        person.page.locator("#prompts button").first().click();
        person.chooseModel("second");
        person.page.locator("#prompt").click();
        person.page.locator("dialog textarea").fill("Be brief.");
        person.page.locator("dialog button[value=yes]").click();
        person.account("Keyboard shortcuts");
        person.page.locator("dialog input[type=checkbox]").click();
        person.page.locator("dialog input[type=checkbox]").click();
        person.page.keyboard().press("Escape");
        model.titles("All there is").next(Script.tokens(RICH.split("(?<=\n)")));
        person.say("Show me everything");
        assertThat(person.page.locator(".hljs-number").first()).isVisible();
        assertThat(person.page.locator("code.math.display math")).isVisible();
        person.page.locator("pre button").first().click();
        everythingOfAMessage();
        everythingOfTheList();
        person.page.locator("#temporary").click();
        person.say("A secret");
        person.page.locator("#new-chat").click();
        person.page.locator("dialog .danger").click();
        assertThat(person.welcome()).isVisible();
        person.offline(true);
        person.write("Later");
        assertThat(person.page.getByText("Not sent yet")).isVisible();
        person.offline(false);
        assertThat(person.answers()).hasCount(1);
        person.errors().removeIf(error -> error.contains("ERR_INTERNET_DISCONNECTED"));
        nothingToComplainAbout();
    }

    @Test
    void thePagesBesideTheChat() {
        open(true);
        person.register();
        person.say("To be exported");
        person.page.navigate("/settings.xhtml");
        for (String theme : List.of("dark", "light", "system")) {
            person.page.locator("[name=theme][value=" + theme + "]").check();
        }
        String exported = new String(
                read(person.page.waitForDownload(
                        () -> person.page.locator("#export").click())),
                StandardCharsets.UTF_8);
        person.page
                .locator("#import-file")
                .setInputFiles(
                        new FilePayload("chats.json", "application/json", exported.getBytes(StandardCharsets.UTF_8)));
        assertThat(person.page.locator("#notices")).containsText("1 of 1");
        person.page.locator("#delete-all").click();
        person.page.locator("dialog .danger").click();
        person.page.locator("#language").selectOption("de");
        person.page.locator("#save").click();
        assertThat(person.page.locator("h1")).hasText("Einstellungen");
        person.page.navigate("/account.xhtml");
        person.page.locator("#totp-password").fill(Person.PASSWORD);
        person.page.locator("#totp-begin button").click();
        assertThat(person.page.locator("#totp-qr")).isVisible();
        person.promote();
        for (String page : List.of("admin-system", "admin-audit", "admin")) {
            person.page.navigate("/" + page + ".xhtml");
            assertThat(person.page.locator("#rows tr[data-id]").first()).isVisible();
        }
        person.page.locator("#rows button").first().click();
        person.page.locator("[role=menuitem]").first().click();
        person.page.locator("dialog [value=no]").click();
        person.page.navigate("/api.xhtml");
        Locator operations = person.page.locator(".opblock");
        assertThat(operations.first()).isVisible();
        assertThat(person.page.evaluate(EVERY_OPERATION)).isEqualTo(operations.count());
        Locator get = person.page.locator(".opblock-get:has([data-path='/api/models'])");
        get.locator(".opblock-summary-control").click();
        get.locator(".try-out__btn").click();
        get.locator(".execute").click();
        assertThat(get.locator(".live-responses-table")).isVisible();
        basic();
        nothingToComplainAbout();
    }

    @Test
    void everythingWithoutScripts() {
        open(false);
        front();
        person.registerWithoutScripts();
        basic();
        person.page.navigate("/chat.xhtml");
        person.page.waitForURL("**/basic.xhtml");
        person.page.navigate("/api.xhtml");
        person.page.navigate("/account.xhtml");
        person.promote();
        person.page.navigate("/admin.xhtml");
        person.page.navigate("/settings.xhtml");
        person.page.locator("#language").selectOption("es");
        person.page.locator("#save").click();
        assertThat(person.page.locator("h1")).hasText("Ajustes");
        nothingToComplainAbout();
    }

    @Test
    void pagesThatTellWhatWentWrong() {
        open(true);
        person.register();
        for (Mishap mishap : Mishap.values()) {
            try {
                mishap.lead(stage, person.page);
            } finally {
                Mishap.mend(stage);
            }
        }
        person.errors().removeIf(error -> error.startsWith("Failed to load resource: the server responded with"));
        nothingToComplainAbout();
    }

    private void front() {
        person.page.navigate("/login.xhtml");
        person.page.getByText("Deutsch").click();
        assertThat(person.page.locator("h1")).hasText("Anmelden");
        person.page.getByText("English").click();
        assertThat(person.page.locator("h1")).hasText("Log in");
    }

    private void everythingOfAMessage() {
        Locator question = person.messages().first();
        Locator answer = person.messages().last();
        for (Locator message : List.of(question, answer)) {
            message.hover();
            message.locator("[data-act=copy]").click();
        }
        answer.locator("[data-act=again]").click();
        assertThat(person.page.locator(".versions")).isVisible();
        person.page.locator("[data-act=previous]").click();
        assertThat(person.page.locator("[data-act=previous]")).isDisabled();
        question.hover();
        question.locator("[data-act=edit]").click();
        person.page.locator(".editing").fill("Show me more");
        person.page.locator(".editing").press("Enter");
        assertThat(person.messages().first()).containsText("Show me more");
        assertThat(person.answers()).hasCount(1);
        model.next(Script.words(200, Duration.ofMillis(20)));
        person.write("A long one");
        assertThat(person.page.locator(".message.assistant.writing")).containsText("w2");
        person.page.locator(".send.stop").click();
        assertThat(person.page.locator(".end")).isVisible();
    }

    private void everythingOfTheList() {
        person.choose("All there is", "Rename");
        person.page.keyboard().type("Renamed");
        person.page.keyboard().press("Enter");
        person.choose("Renamed", "Archive");
        person.page.getByText("Archived conversations").click();
        person.conversation("Renamed").locator("a").click();
        assertThat(person.answers().first()).isVisible();
        person.choose("Renamed", "Delete");
        person.page.locator("dialog .danger").click();
        assertThat(person.page.getByText("Nothing is archived")).isVisible();
        person.page.locator("#close-drawer").click();
        person.page.locator("#open-drawer").click();
    }

    private void basic() {
        person.page.navigate("/basic.xhtml");
        model.next(Script.tokens(RICH));
        person.page.locator("#text").fill("Show me everything");
        person.page.locator("#send").click();
        assertThat(person.page.locator(".turn")).hasCount(2);
        person.page.locator("nav a").first().click();
        assertThat(person.page).hasURL(Pattern.compile(".*/basic\\.xhtml"));
    }

    private void open(boolean scripts) {
        Browser.NewContextOptions options = Screen.DESKTOP.options().setJavaScriptEnabled(scripts);
        person = chromium.person(stage.node().url().toString(), options);
    }

    private void nothingToComplainAbout() {
        assertThat(person.complaints()).isEmpty();
        assertThat(person.errors()).isEmpty();
        assertThat(person.hosts()).containsOnly("localhost");
    }

    private static byte[] read(Download download) {
        try (InputStream in = download.createReadStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
