package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Await;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;
import org.parley.testing.Stage;

/** Pages at high zoom, with long words, with forced colours and with reduced motion. */
@Tag("browser")
class ComfortIT {
    /** What is cut off or overflows: the page itself, and every text of its controls that is not shortened on purpose. */
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

    /** Controls that cannot be told from their surroundings with forced colours. */
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
        person.promote();
        for (String address : List.of(
                "chat.xhtml?c=" + rich,
                "settings.xhtml",
                "account.xhtml",
                "admin.xhtml",
                "admin-audit.xhtml",
                "admin-system.xhtml",
                "api.xhtml",
                "basic.xhtml",
                "basic.xhtml?c=" + rich,
                "nowhere")) {
            person.page.navigate("/" + address);
            fits(address.replaceAll("\\.xhtml|\\?c=.*", ""));
        }
        person.page.navigate("/chat.xhtml?c=" + rich);
        assertThat(person.answers()).hasCount(1);
        person.page.locator("#prompt").click();
        fits("prompt");
        assertThat(person.page.locator("dialog h2")).isInViewport();
        person.page.keyboard().press("Escape");
        person.openList();
        fits("list");
        person.page.locator("#account").click();
        assertThat(person.page.getByRole(AriaRole.MENU)).isVisible();
        fits("account");
        person.page.keyboard().press("Escape");
        person.openShortcuts();
        fits("shortcuts");
        assertThat(person.page.locator("dialog h2")).isInViewport();
        person.page.keyboard().press("Escape");
        person.page.keyboard().press("Control+k");
        assertThat(person.page.locator(".search .tips")).isVisible();
        fits("search");
        person.page.keyboard().press("Escape");
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
        person.page.locator("#account").focus();
        hasEdges("chat");
        person.openMenu("Hello");
        hasEdges("menu");
        person.page.keyboard().press("Escape");
        person.page.keyboard().press("Control+k");
        assertThat(person.page.locator(".search .tips")).isVisible();
        hasEdges("search");
        person.page.keyboard().press("Escape");
        assertThat(person.page).not().hasURL(Pattern.compile("[?&]q=")); // it goes back, which takes a moment
        person.page.navigate("/settings.xhtml");
        hasEdges("settings");
        person.page.navigate("/account.xhtml");
        hasEdges("account");
        person.promote();
        for (String page : List.of("admin", "admin-audit", "admin-system")) {
            person.page.navigate("/" + page + ".xhtml");
            assertThat(person.page.locator("#rows tr[data-id]").first()).isVisible();
            hasEdges(page);
        }
    }

    @Test
    void whoWantsNoMotionSeesNone() {
        open("en-GB", 1280, 800);
        person.page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        person.register();
        model.next(Script.tokens().await(goOn).then("Here."));
        person.write("Wait for it");
        assertThat(person.page.locator(".dots")).isVisible();
        // Animations with a delay and no duration may still be listed, so this polls. It polls from here, because the
        // page's
        // policy forbids a wait inside the page, which evaluates text.
        Await.until("nothing moves", () ->
                (boolean) person.page.evaluate("document.getAnimations().every((one) => one.playState !== 'running')"));
        person.page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
        Await.until("something moves", () -> (boolean) person.page.evaluate("document.getAnimations().length > 0"));
    }

    private void open(String locale, int width, int height) {
        person = chromium.person(
                Stage.shared().node().url().toString(),
                new Browser.NewContextOptions().setViewportSize(width, height).setLocale(locale));
    }

    private void fits(String state) {
        person.settle();
        person.picture("comfort-" + person.page.locator("html").getAttribute("lang") + "-" + state);
        assertThat((List<?>) person.page.evaluate(TOO_WIDE)).as(state).isEmpty();
    }

    private void hasEdges(String state) {
        person.picture("comfort-forced-" + state);
        assertThat((List<?>) person.page.evaluate(INVISIBLE)).as(state).isEmpty();
    }
}
