package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** The pages in all their languages. */
class LanguagesIT {
    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private Person person;

    @Test
    @Tag("browser")
    void aGermanBrowserGetsGermanPagesAndTheirScriptsSpeakItToo() {
        open("de-DE");
        person.page.navigate("/login.xhtml");
        assertThat(person.page.locator("html")).hasAttribute("lang", "de");
        assertThat(person.page).hasTitle("Anmelden · Parley");
        person.page.locator("#username").fill("niemand");
        person.page.locator("#password").fill("nichts davon");
        person.page.locator("#submit").click();
        assertThat(person.page.locator("[role=alert]")).hasText("Benutzername oder Passwort stimmt nicht.");

        person.register();

        assertThat(person.page.locator("#composer-text")).hasAttribute("placeholder", "Nachricht schreiben");
        assertThat(person.page.locator("#conversations .nothing").first())
                .hasText("Noch keine Unterhaltungen. Die erste Nachricht beginnt eine.");
        assertThat(person.page.locator("#title")).hasText("Neuer Chat");
    }

    @Test
    @Tag("browser")
    void numbersAndDatesAreWrittenAsTheLanguageWritesThem() {
        open("es-ES");
        person.register();

        assertThat(person.page.evaluate("""
                async () => {
                  const base = document.querySelector('script[type=module]').src.replace(/js\\/.*/, 'js/');
                  const { later, locale, number, plural, word } = await import(base + 'words.js');
                  await later(() => {});
                  const { secondsOf } = await import(base + 'time.js');
                  return [locale, number(12345.5), secondsOf(2.5), plural('js.delete-all.done', 1), plural('js.delete-all.done', 2),
                    word('js.list.delete-words', '{0} $& <b>'), word('js.nowhere')].join(' | ');
                }"""))
                .isEqualTo(
                        "es-ES | 12.345,5 | 2,5 s | Se eliminó 1 conversación. | Se eliminaron 2 conversaciones."
                                + " | «{0} $& <b>» y todos sus mensajes se eliminarán. Puede deshacerlo durante diez segundos. | js.nowhere");
    }

    @Test
    @Tag("browser")
    void anyOtherBrowserGetsEnglish() {
        open("ja-JP");
        person.page.navigate("/register.xhtml");

        assertThat(person.page.locator("html")).hasAttribute("lang", "en");
        assertThat(person.page.locator("h1")).hasText("Create an account");
        assertThat(person.page.getByText("???")).hasCount(0);
    }

    @Test
    @Tag("browser")
    void aLanguageIsChosenBeforeTheLoginWithoutScriptsAndStays() {
        open("en-GB", false);
        person.page.navigate("/settings.xhtml");
        person.page.getByText("Deutsch").click();
        assertThat(person.page.locator("h1")).hasText("Anmelden");
        assertThat(person.page).hasURL(Pattern.compile(".*/login\\.xhtml\\?to=%2Fsettings\\.xhtml"));
        assertThat(person.page.locator("[aria-current=true]")).hasText("Deutsch");
        person.page.getByText("Konto anlegen").click();
        assertThat(person.page.locator("h1")).hasText("Konto anlegen");

        person.registerWithoutScripts();

        assertThat(person.page.locator("h1").first()).hasText("Neuer Chat");
    }

    @Test
    void whatIsNoLanguageOfOursChoosesNothing() {
        Client client = Node.shared().client();

        for (String nonsense : List.of("fr", "", "de%0d%0aX-Broken:%201", "%3Cscript%3E")) {
            Answer answer = client.get("/login.xhtml?language=" + nonsense, "Accept-Language", "es");
            assertThat(answer.status()).as(nonsense).isEqualTo(200);
            assertThat(answer.setCookies()).isEmpty();
            assertThat(answer.text()).contains("lang=\"es\"").doesNotContain("<script>");
        }
        Answer chosen = client.get("/login.xhtml?language=de&to=https://elsewhere.example/%0d%0aX-Broken:1");
        assertThat(chosen.status()).isEqualTo(303);
        assertThat(chosen.header("Location"))
                .hasValue("/login.xhtml?to=https%3A%2F%2Felsewhere.example%2F%0D%0AX-Broken%3A1");
    }

    private void open(String locale) {
        open(locale, true);
    }

    private void open(String locale, boolean scripts) {
        person = chromium.person(
                Node.shared().url().toString(),
                new Browser.NewContextOptions()
                        .setViewportSize(1280, 800)
                        .setLocale(locale)
                        .setJavaScriptEnabled(scripts));
    }
}
