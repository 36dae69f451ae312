package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.testing.Node;
import org.parley.testing.Stage;

/** The first visit, in every language, on the phone and on the desktop. */
@Tag("browser")
class FirstRunIT {
    private static final String ARABIC = "ما هي أطول شجرة في العالم؟ Sequoia";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @Test
    void anExampleGoesIntoTheBoxToBeSentOrChanged() {
        String server = Stage.shared().node().url().toString();
        try (Person person = chromium.person(server, new Browser.NewContextOptions().setLocale("en-GB"))) {
            person.register();
            person.page.getByText("Plan a week of simple dinners for two").click();

            assertThat(person.page.locator("#composer-text")).hasValue("Plan a week of simple dinners for two");
            assertThat(person.page.locator("#composer-text")).isFocused();
            assertThat(person.page.locator(".send")).isEnabled();
            assertThat(person.page.locator("#connect")).isHidden();
        }
    }

    @Test
    void whereThereIsNoModelItSaysHowToConnectOne() {
        try (Person person = open("en-GB", 360, ColorScheme.LIGHT)) {
            person.register();

            assertThat(person.page.locator("#connect"))
                    .containsText("PARLEY_ASSISTANT=ollama:llama3.2@http://localhost:11434");
            assertThat(person.page.locator("#prompts")).isHidden();
            assertThat(person.page.getByText("Import your conversations")).isVisible();
            assertThat(person.page.locator("#welcome h2")).isInViewport();
        }
    }

    @Test
    void thePasswordIsShownOnRequestWhileItIsChosen() {
        try (Person person = open("en-GB", 360, ColorScheme.LIGHT)) {
            person.page.navigate("/register.xhtml");
            person.page.locator("#password").fill("correct horse");
            person.picture("register-phone");
            person.page.getByLabel("Show password").check();
            assertThat(person.page.locator("#password")).hasAttribute("type", "text");
            assertThat(person.page.locator("#password")).hasValue("correct horse");
            person.page.getByLabel("Show password").uncheck();
            assertThat(person.page.locator("#password")).hasAttribute("type", "password");
        }
    }

    @Test
    void whoHasConversationsIsNotToldHowToBegin() {
        try (Person person = open("en-GB", 1280, ColorScheme.LIGHT)) {
            person.register();
            person.say("The first of many");
            person.page.locator("#new-chat").click();

            assertThat(person.welcome()).isVisible();
            assertThat(person.page.getByText("Import your conversations")).isHidden();
        }
    }

    @Test
    void everyPageFitsOnThePhoneInEveryLanguage() {
        for (String locale : List.of("en-GB", "de-DE", "es-ES")) {
            for (ColorScheme scheme : locale.startsWith("en")
                    ? List.of(ColorScheme.LIGHT, ColorScheme.DARK)
                    : List.of(ColorScheme.LIGHT)) { // words do not get wider in the dark
                try (Person person = open(locale, 360, scheme)) {
                    person.register();
                    person.promote();
                    for (String page : List.of(
                            "chat.xhtml",
                            "settings.xhtml",
                            "account.xhtml",
                            "admin.xhtml",
                            "admin-audit.xhtml",
                            "admin-system.xhtml",
                            "basic.xhtml",
                            "api.xhtml",
                            "nowhere")) {
                        person.page.navigate("/" + page);
                        person.settle();
                        Object overhang = person.page.evaluate(
                                "document.documentElement.scrollWidth - document.documentElement.clientWidth");
                        assertThat(overhang)
                                .as("%s in %s is too wide", page, locale)
                                .isEqualTo(0);
                        String name = "first-" + page.replace(".xhtml", "") + "-" + locale.substring(0, 2) + "-"
                                + (scheme == ColorScheme.DARK ? "dark" : "light");
                        person.picture(name + "-phone");
                        if (!locale.startsWith("es")) {
                            person.page.setViewportSize(1280, 800);
                            person.settle();
                            person.picture(name);
                            person.page.setViewportSize(360, 780);
                        }
                    }
                }
            }
        }
    }

    @Test
    void rightToLeftTextIsReadFromTheRightWhereverItStands() {
        try (Person person = open("en-GB", 360, ColorScheme.LIGHT)) {
            person.register();
            person.say(ARABIC);
            assertThat(direction(person, ".message.user [dir=auto]")).isEqualTo("rtl");
            assertThat(direction(person, "#title")).isEqualTo("rtl");
            person.page.locator("#composer-text").fill(ARABIC);
            assertThat(direction(person, "#composer-text")).isEqualTo("rtl");
            person.picture("first-arabic-phone");

            person.page.navigate("/basic.xhtml");
            assertThat(direction(person, ".conversations a")).isEqualTo("rtl");
            person.page.locator(".conversations a").click();
            assertThat(direction(person, ".turn.own .prose p")).isEqualTo("rtl");
        }
    }

    private static Object direction(Person person, String selector) {
        return person.page.locator(selector).first().evaluate("element => getComputedStyle(element).direction");
    }

    private static Person open(String locale, int width, ColorScheme scheme) {
        return chromium.person(
                Node.shared().url().toString(),
                new Browser.NewContextOptions()
                        .setViewportSize(width, 780)
                        .setLocale(locale)
                        .setColorScheme(scheme));
    }
}
