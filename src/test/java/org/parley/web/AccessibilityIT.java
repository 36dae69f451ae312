package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.testing.Node;

/** Every page in every state as axe-core sees it (WCAG 2.2 AA and good practice): light and dark, wide and narrow. */
class AccessibilityIT {
    private static final String FOUND = """
            async () => {
              const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
              return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
            }""";

    private static Chromium chromium;
    private static String axe;

    private final List<String> violations = new ArrayList<>();
    private Person person;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.launch();
        try (InputStream in = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    static void end() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() {
        person = chromium.person(
                Node.shared().url().toString(), new Browser.NewContextOptions().setViewportSize(1280, 800));
        person.register();
    }

    @AfterEach
    void close() {
        assertThat(person.complaints()).isEmpty();
        person.close();
    }

    @Test
    void noPageHasAViolationInAnyLook() {
        String chat = "/chat.xhtml?c=" + Album.fill(person.page);
        for (String look : List.of("light", "dark")) {
            person.page.evaluate("look => localStorage.setItem('parley-theme', look)", look);
            for (String address : List.of(
                    chat,
                    "/chat.xhtml",
                    "/basic.xhtml",
                    "/settings.xhtml",
                    "/login.xhtml",
                    "/register.xhtml",
                    "/nowhere")) {
                person.page.navigate(address);
                person.page.waitForTimeout(500);
                if (address.equals(chat)) {
                    Album.pictures(person, "album-" + look);
                }
                look(address + " " + look);
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void noDialogOrStateOfTheChatHasAViolation() {
        person.say("Something to act on");
        person.messages().first().hover();
        person.page.locator("[data-act=edit]").first().click();
        look("editing");
        person.page.keyboard().press("Escape");
        person.page.locator("#help").click();
        look("shortcuts");
        person.page.keyboard().press("Escape");
        person.page.locator("#prompt").click();
        look("instructions");
        person.page.keyboard().press("Escape");
        person.conversations().first().hover();
        person.conversations().first().locator("button").click();
        look("menu");
        person.page.keyboard().press("End");
        person.page.keyboard().press("Enter");
        look("delete");
        person.page.keyboard().press("Escape");
        person.page.setViewportSize(390, 844);
        person.page.locator("#open-drawer").click();
        look("drawer");
        person.page.locator("#close-drawer").click();
        person.offline(true);
        person.write("Not yet");
        assertThat(person.page.getByText("Not sent yet")).isVisible();
        look("offline");
        person.offline(false);
        assertThat(violations).isEmpty();
    }

    /** What axe finds now, wide and as narrow as a phone. */
    private void look(String state) {
        person.page.evaluate(axe);
        for (int width : new int[] {1280, 390}) {
            boolean fits = person.page.viewportSize().width >= width;
            if (fits) {
                person.page.setViewportSize(width, 844);
                person.page.waitForTimeout(200);
                ((List<?>) person.page.evaluate(FOUND))
                        .forEach(one -> violations.add(state + " " + width + ": " + one));
            }
        }
        person.page.setViewportSize(state.equals("drawer") ? 390 : 1280, 844);
    }
}
