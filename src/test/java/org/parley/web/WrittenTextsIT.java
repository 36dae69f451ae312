package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** Messages as people and models write them, on the chat page and on paper (issue 15). */
@Tag("browser")
class WrittenTextsIT {
    private static final String WIDE = "x_1 + ".repeat(60) + "x_{61}";
    private static final String QUESTION =
            "Please **check** this:\nsecond line\n\n```python\nprint(1)\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |";
    private static final String ANSWER = """
            **重要提示（注意）：**请先备份。价格100~200元，以前300~400元。A note[^1].

            The root is $\\sqrt{\\pi}$, a wide one $%s$ and

            \\begin{align}
            \\int_0^1 \\left(\\frac{\\frac{a}{b}}{\\frac{c}{d}}\\right) &= \\sqrt[3]{\\frac{x}{y}} \\\\
            b &= c
            \\end{align}

            $$%s$$

            ```mermaid
            graph TD; A-->B
            ```

            | %s |
            |%s

            [^1]: A footnote.
            """.formatted(
                    WIDE, WIDE, "unbreakable_heading | ".repeat(12).strip().replaceAll("\\|$", ""), "---|".repeat(12));

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private final Node node = Node.shared();
    private Person person;
    private Client client;

    @AfterEach
    void nothingWasRefused() {
        assertThat(person.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1280})
    void whatPeopleAndModelsWriteIsDrawn(int width) {
        start(width, ColorScheme.LIGHT);
        open(Json.createArrayBuilder().add(said("user", QUESTION)).add(said("assistant", ANSWER)));

        Locator question = person.page.locator(".message.user .prose");
        assertThat(question.locator("strong")).hasText("check");
        assertThat(question.locator("p br")).hasCount(1);
        assertThat(question.locator("pre .language")).hasText("python");
        assertThat(question.locator("td")).hasCount(2);
        Locator answer = person.page.locator(".message.assistant .prose");
        assertThat(answer.locator("strong")).hasText("重要提示（注意）：");
        assertThat(answer.locator("del")).hasCount(0);
        assertThat(answer.locator("sup")).hasText("1");
        assertThat(answer.locator(".footnotes")).hasText("A footnote.");
        assertThat(answer.locator("pre .language")).hasText("Mermaid diagram");
        assertThat(answer.locator("code.math mtable")).hasCount(1);
        assertThat(answer.locator("code.math.display")).hasCount(3); // the wide one in a line, too
        for (String kind : List.of(".table", "code.math.display >> nth=0", "code.math.display >> nth=2")) {
            Locator box = answer.locator(kind);
            assertThat(box).hasAttribute("tabindex", "0");
            assertThat(box).hasAttribute("data-more", Pattern.compile(".*after.*"));
            box.focus();
            box.press("ArrowRight");
            assertThat(box).hasAttribute("data-more", Pattern.compile(".*before.*"));
        }
        assertThat((Boolean) person.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
        person.picture("written-texts-" + width + "-light");
        person.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        person.settle();
        person.picture("written-texts-" + width + "-dark");
    }

    /** With a font for formulas or without one, at any width of the page. */
    @ParameterizedTest
    @CsvSource({"390", "1280"})
    void rootsHaveTheirSign(int width) {
        start(width, ColorScheme.LIGHT);
        open(Json.createArrayBuilder().add(said("assistant", "$\\sqrt{\\pi}$ and $\\pi$")));

        Locator formulas = person.page.locator("code.math math");
        assertThat(formulas).hasCount(2);
        Object wider = formulas.evaluateAll("([root, pi]) => root.querySelector('.under-root')"
                + " ? root.textContent.includes('\\u221A')"
                + " : root.getBoundingClientRect().width > pi.getBoundingClientRect().width + 2");
        assertThat(wider).isEqualTo(true);
    }

    @Test
    void aMessageIsRenderedWhenItIsSent() {
        start(1280, ColorScheme.LIGHT);
        person.page.navigate("/chat.xhtml");
        person.say("Is `a < b` **so**?\nSay it.");

        Locator question = person.page.locator(".message.user .prose");
        assertThat(question.locator("strong")).hasText("so");
        assertThat(question.locator("br")).hasCount(1);
        assertThat(person.page.locator(".message.user")).hasCount(1);
    }

    @Test
    void aLongMessageIsFolded() {
        start(1280, ColorScheme.LIGHT);
        open(Json.createArrayBuilder()
                .add(said("user", "line of a paste\n".repeat(3_000) + "the end of it"))
                .add(said("assistant", "Long.")));

        Locator message = person.page.locator(".message.user");
        Locator more = message.getByText("Show more");
        assertThat(more).hasAttribute("aria-expanded", "false");
        assertThat(message.boundingBox().height).isLessThan(500);
        person.picture("folded");
        more.click();
        assertThat(message.getByText("Show less")).hasAttribute("aria-expanded", "true");
        assertThat(message.boundingBox().height).isGreaterThan(10_000);
        message.getByText("Show less").click();
        assertThat(message.boundingBox().height).isLessThan(500);
    }

    @Test
    void pastedAndDroppedFilesAreRefusedWithAWord() {
        start(1280, ColorScheme.LIGHT);
        person.page.navigate("/chat.xhtml");
        Locator notice = person.page.locator("#notices [data-kind=files]");
        String give = """
                ([type, transfer, text]) => {
                  const data = new DataTransfer();
                  data.items.add(new File(['x'], 'cat.png', { type: 'image/png' }));
                  if (text) data.setData('text/plain', text);
                  const made = { bubbles: true, cancelable: true, [transfer]: data };
                  const event = type === 'paste' ? new ClipboardEvent(type, made) : new DragEvent(type, made);
                  return !document.getElementById('composer-text').dispatchEvent(event);
                }""";

        assertThat(person.page.evaluate(give, new String[] {"drop", "dataTransfer", ""}))
                .isEqualTo(true);
        assertThat(person.page.evaluate(give, new String[] {"paste", "clipboardData", "text"}))
                .isEqualTo(false);
        Await.until(
                "a pasted file is refused, once the page has loaded what says so",
                () -> Boolean.TRUE.equals(person.page.evaluate(give, new String[] {"paste", "clipboardData", ""})));
        assertThat(notice).containsText("Images and files can't be sent");
        person.picture("no-files");
        person.say("Hello");
        assertThat(notice).hasCount(0);
        assertThat(person.page.evaluate(give, new String[] {"dragover", "dataTransfer", ""}))
                .isEqualTo(true);
        assertThat(person.page.evaluate(give, new String[] {"drop", "dataTransfer", ""}))
                .isEqualTo(true);
        assertThat(notice).isVisible();
    }

    @Test
    void searchReachesWhatIsLoadedAndPrintingAllOfIt() {
        start(1280, ColorScheme.DARK);
        JsonArrayBuilder messages = Json.createArrayBuilder();
        for (int i = 0; i < 330; i++) {
            messages.add(said(i % 2 == 0 ? "user" : "assistant", "Number **" + i + "**"));
        }
        open(messages);
        assertThat(person.messages().last()).containsText("Number 329");
        Locator newest = person.page.locator(".message[data-seq='329']");
        Await.until("the newest message has made room", () -> {
            person.page.locator("#scroller").evaluate("box => { box.scrollTop = 0; }");
            return newest.count() == 0;
        });
        assertThat(person.messages().count()).isLessThanOrEqualTo(200);
        person.page.evaluate("document.addEventListener('keydown', (key) => { window.kept = key.defaultPrevented; })");
        person.page.keyboard().press("Control+f");
        assertThat(newest).hasCount(1);
        assertThat(person.messages().count()).isGreaterThan(200);
        assertThat(person.page.evaluate("window.kept")).isEqualTo(false); // the browser's search opens

        person.page.reload();
        assertThat(person.messages().last()).containsText("Number 329");
        person.page.evaluate(
                "window.print = () => { window.dispatchEvent(new Event('beforeprint')); window.printed = true; }");
        person.page.keyboard().press("Control+p");
        Await.until("it is printed", () -> Boolean.TRUE.equals(person.page.evaluate("window.printed === true")));
        assertThat(person.messages()).hasCount(330);
        person.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(person.page.locator("#sidebar")).isHidden();
        assertThat(person.page.locator("#composer")).isHidden();
        assertThat((Boolean) person.page.evaluate("document.getElementById('thread').scrollHeight > 330 * 30"
                        + " && document.getElementById('scroller').clientHeight > 330 * 30"))
                .isTrue();
        assertThat(person.page.pdf().length).isGreaterThan(20_000);
        person.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));

        person.page.reload();
        assertThat(person.messages().last()).containsText("Number 329");
        person.page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
        assertThat(person.page.locator("#messages")).hasAttribute("data-older", Pattern.compile(".+"));
    }

    private void start(int width, ColorScheme scheme) {
        person = chromium.person(
                node.url().toString(),
                new Browser.NewContextOptions()
                        .setViewportSize(width, 844)
                        .setColorScheme(scheme)
                        .setLocale("en-GB"));
        client = person.enter();
    }

    private void open(JsonArrayBuilder messages) {
        String id = client.post(
                        "/api/conversations",
                        Json.createObjectBuilder()
                                .add("title", "Texts")
                                .add("messages", messages)
                                .build())
                .json()
                .getString("id");
        person.page.navigate("/chat.xhtml?c=" + id);
        assertThat(person.messages().last()).isVisible();
    }

    private static JsonObject said(String role, String content) {
        return Json.createObjectBuilder()
                .add("role", role)
                .add("content", content)
                .build();
    }
}
