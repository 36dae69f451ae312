package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;
import org.parley.testing.Stage;

/** Pages enlarged, in long words, in the system's own colours and without motion. */
class ComfortIT {
    /** What is cut off or sticks out: the page itself, and every text of its controls that is not shortened on purpose. */
    private static final String TOO_WIDE = """
            () => {
              const { scrollWidth, clientWidth } = document.documentElement;
              const found = scrollWidth > clientWidth ? [`the page: ${scrollWidth}`] : [];
              for (const one of document.querySelectorAll('button, .button, a, label, h1, h2, h3, p, dt, dd, option, legend, .choice')) {
                const { right, left, width } = one.getBoundingClientRect();
                const shortened = one.closest('.visually-hidden, .skip, nav, .topbar, .account, .api-frame, pre, .table, .sidebar');
                if (width > 0 && !shortened && (right > clientWidth + 1 || left < -1 || one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')) {
                  found.push(`${one.outerHTML.slice(0, 120)}: ${left} to ${right}`);
                }
              }
              return found;
            }""";

    /** Controls that cannot be told from what is around them once the system paints the colours. */
    private static final String INVISIBLE = """
            () => [...document.querySelectorAll('.button, .send, input:not([type=checkbox], [type=radio], [type=file], [type=hidden]), select, textarea')]
              .filter((one) => one.checkVisibility() && getComputedStyle(one.closest('.composer .box') && one.matches('textarea') ? one.parentElement : one).borderTopStyle === 'none' && !one.matches('.model-picker'))
              .map((one) => one.outerHTML.slice(0, 120))""";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static ScriptedModel model;

    private final CountDownLatch goOn = new CountDownLatch(1);
    private Person person;

    @BeforeAll
    static void start() {
        model = Stage.shared().model();
    }

    @AfterEach
    void letGo() {
        goOn.countDown();
        model.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-GB", "de-DE", "es-ES"})
    void everythingFitsIntoAWindowOf320Pixels(String locale) {
        open(locale, 320, 640);
        for (String page : List.of("login", "register")) {
            person.page.navigate("/" + page + ".xhtml");
            fits(page);
        }
        person.register();
        fits("welcome");
        String rich = Album.fill(person.page);
        for (String address : List.of(
                "chat.xhtml?c=" + rich,
                "settings.xhtml",
                "api.xhtml",
                "basic.xhtml",
                "basic.xhtml?c=" + rich,
                "nowhere")) {
            person.page.navigate("/" + address);
            person.page.waitForTimeout(500);
            fits(address.replaceAll("\\.xhtml|\\?c=.*", ""));
        }
        person.page.navigate("/chat.xhtml?c=" + rich);
        assertThat(person.answers()).hasCount(1);
        for (String dialog : List.of("prompt", "help")) {
            if (dialog.equals("help")) {
                person.openList();
                fits("list");
            }
            person.page.locator("#" + dialog).click();
            fits(dialog);
            assertThat(person.page.locator("dialog h2")).isInViewport();
            person.page.keyboard().press("Escape");
        }
    }

    @Test
    void enlargedFourfoldOneStillReadsAndWrites() {
        open("de-DE", 320, 256); // 1280 × 1024 at 400 % (WCAG 2.2, 1.4.10)
        person.register();
        person.say("Lässt sich das lesen?");
        person.picture("comfort-fourfold");

        assertThat(person.page.locator("#composer-text")).isInViewport();
        assertThat((Double) person.page.evaluate(
                        "document.getElementById('scroller').getBoundingClientRect().height + 0.01"))
                .isGreaterThan(100);
        fits("fourfold");
    }

    @Test
    void inTheSystemsColoursEveryControlHasItsEdge() {
        open("en-GB", 1280, 800);
        person.page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
        person.page.navigate("/login.xhtml");
        hasEdges("login");
        person.register();
        hasEdges("welcome");
        person.say("Hello");
        person.page.locator("#help").focus();
        hasEdges("chat");
        person.openMenu("Hello");
        hasEdges("menu");
        person.page.keyboard().press("Escape");
        person.page.navigate("/settings.xhtml");
        hasEdges("settings");
    }

    @Test
    void whoWantsNoMotionSeesNone() {
        open("en-GB", 1280, 800);
        person.page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        person.register();
        model.next(Script.tokens().await(goOn).then("Here."));
        person.write("Wait for it");
        assertThat(person.page.locator(".dots")).isVisible();
        person.page.waitForTimeout(700); // the delays of animations that are over at once

        assertThat(person.page.evaluate("document.getAnimations().filter((one) => one.playState === 'running').length"))
                .isEqualTo(0);
        person.page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
        person.page.waitForTimeout(200);
        assertThat((Integer) person.page.evaluate("document.getAnimations().length"))
                .isPositive();
    }

    private void open(String locale, int width, int height) {
        person = chromium.person(
                Stage.shared().node().url().toString(),
                new Browser.NewContextOptions().setViewportSize(width, height).setLocale(locale));
    }

    private void fits(String state) {
        person.page.waitForTimeout(250);
        person.picture("comfort-" + person.page.locator("html").getAttribute("lang") + "-" + state);
        assertThat((List<?>) person.page.evaluate(TOO_WIDE)).as(state).isEmpty();
    }

    private void hasEdges(String state) {
        person.picture("comfort-forced-" + state);
        assertThat((List<?>) person.page.evaluate(INVISIBLE)).as(state).isEmpty();
    }
}
