package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** An answer with every Markdown construct, as it shows on the page. */
@Tag("browser")
class RenderedMessagesIT {
    private static final String AXE = """
            async () => {
              const { violations } = await axe.run('.prose', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
              return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 200)}`));
            }""";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private final Node node = Node.shared();
    private Person person;

    @AfterEach
    void noOtherHostWasAsked() {
        assertThat(person.hosts()).containsOnly("localhost");
    }

    @Test
    void codeHasItsLanguageItsColoursAndAButtonThatCopiesIt() throws IOException {
        Locator message = open(new Browser.NewContextOptions(), true);
        Locator code = message.locator("pre").first();
        person.page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));

        assertThat(code.locator(".language")).hasText("java");
        assertThat(message.locator("pre").nth(1).locator(".language")).hasText("Code");
        assertThat(code.locator(".hljs-keyword").first()).hasText("public");
        Locator button = code.locator("button");
        assertThat(button).hasText("Copy");
        button.focus();
        person.page.keyboard().press("Enter");

        assertThat(button).hasText("✓ Copied");
        assertThat(code.locator("[role=status]")).hasText("✓ Copied");
        assertThat((String) person.page.evaluate("() => navigator.clipboard.readText()"))
                .startsWith("/** A point in the plane. */\npublic record")
                .doesNotContain("Copied");
        assertThat(button).hasText("Copy");
    }

    @Test
    void formulasAreDrawnAndWhatIsNoneStaysReadable() throws IOException {
        Locator message = open(new Browser.NewContextOptions(), true);

        assertThat(message.locator("code.math.inline math msup")).hasCount(1);
        assertThat(message.locator("code.math.display math mtable mfrac")).hasCount(2);
        assertThat(message.locator("p", new Locator.LocatorOptions().setHasText("What is no formula")))
                .containsText("\\frac{");
        assertThat(message).containsText("a price: $5 or $10");
    }

    @Test
    void onAPhoneWideCodeAndTablesScrollByThemselves() throws IOException {
        Locator message = open(
                new Browser.NewContextOptions()
                        .setViewportSize(390, 844)
                        .setHasTouch(true)
                        .setColorScheme(ColorScheme.DARK),
                true);
        assertThat(message.locator("code.math.display math")).isVisible();
        message.evaluate("message => message.scrollIntoView()");
        person.picture("markdown-phone-dark");

        assertThat(person.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        for (String wide : List.of("pre > code", ".table")) {
            Locator box = message.locator(wide).first();
            assertThat(box.evaluate("box => box.scrollWidth > box.clientWidth"))
                    .as(wide)
                    .isEqualTo(true);
            assertThat(box).hasAttribute("tabindex", "0");
        }
        assertThat(message.locator("pre > code").nth(1)).not().hasAttribute("tabindex", "0");
    }

    @Test
    void everyElementIsWithinReachOfEverybody() throws IOException {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {390, 1280}) {
                if (person != null) {
                    person.close();
                }
                Locator message = open(
                        new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 844), true);
                assertThat(message.locator(".hljs-keyword").first()).isVisible();
                assertThat(message.locator("code.math.display math")).isVisible();
                person.page.evaluate(resource(AxeBuilder.class, "/axe.min.js"));

                assertThat((List<?>) person.page.evaluate(AXE))
                        .as("%s, %d px", scheme, width)
                        .isEmpty();
            }
        }
    }

    @Test
    void withoutScriptsCodeAndFormulasAreThereToRead() throws IOException {
        Locator message = open(new Browser.NewContextOptions().setJavaScriptEnabled(false), false);

        assertThat(message.locator("pre > code.language-java")).containsText("public record Point");
        assertThat(message.locator("code.math.inline").first()).hasText("e^{i\\pi} + 1 = 0");
        assertThat(message.locator("input[type=checkbox]")).hasCount(2);
        person.picture("markdown-basic");
    }

    private Locator open(Browser.NewContextOptions options, boolean scripts) throws IOException {
        person = chromium.person(node.url().toString(), options.setLocale("en-GB"));
        Client client = person.enter();
        Answer stored = client.post(
                "/api/conversations",
                Json.createObjectBuilder()
                        .add("title", "Every element")
                        .add(
                                "messages",
                                Json.createArrayBuilder()
                                        .add(Json.createObjectBuilder()
                                                .add("role", "assistant")
                                                .add(
                                                        "content",
                                                        resource(RenderedMessagesIT.class, "every-element.md"))))
                        .build());
        assertThat(stored.status()).isEqualTo(201);
        String id = stored.json().getString("id");
        person.page.navigate((scripts ? "/chat.xhtml?c=" : "/basic.xhtml?c=") + id);
        Locator message = person.page.locator(".prose").first();
        assertThat(message).isVisible();
        return message;
    }

    private static String resource(Class<?> beside, String name) throws IOException {
        try (InputStream text = beside.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
