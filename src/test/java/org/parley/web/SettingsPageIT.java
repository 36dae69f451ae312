package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** What a person chooses on the settings page, with scripts and without, and the pages that tell what went wrong. */
class SettingsPageIT {
    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private Person person;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void languageAndSystemPromptAreKeptWithScriptsAndWithout(boolean scripts) {
        open("en", scripts);
        person.page.navigate("/settings.xhtml");
        String prompt = "Answer \"briefly\".\nSay <b>so</b>";
        person.page.locator("#system-prompt").fill(prompt);
        person.page.locator("#language").selectOption("es");
        person.page.locator("#save").click();

        assertThat(person.page.locator("h1")).hasText("Ajustes");
        assertThat(person.page.locator("[role=status].good")).hasText("Guardado. Vale desde la próxima respuesta.");
        assertThat(person.page.locator("#system-prompt")).hasValue(prompt);
        person.picture("settings-saved-" + (scripts ? "scripts" : "plain"));
        person.page.locator("#log-out").click();
        assertThat(person.page.locator("h1")).hasText("Iniciar sesión");
    }

    @Test
    void aSystemPromptThatIsTooLongIsRefusedAndStillThere() {
        open("de", false);
        person.page.navigate("/settings.xhtml");
        String prompt = "€".repeat(3000);
        person.page.locator("#system-prompt").fill(prompt);
        person.page.locator("#save").click();

        assertThat(person.page.locator("#preferences [role=alert]")).containsText("Das Speichern ist nicht gelungen");
        assertThat(person.page.locator("#system-prompt")).hasValue(prompt);
    }

    @Test
    void aFormOfAnEndedSessionSaysSoAndBlamesNobody() {
        open("en", false);
        person.page.navigate("/settings.xhtml");
        person.page.locator("#system-prompt").fill("Written before");
        person.logInElsewhere();
        int[] status = new int[1];
        person.page.onResponse(response -> {
            if ("POST".equals(response.request().method())) {
                status[0] = response.status();
            }
        });
        person.page.locator("#save").click();

        assertThat(person.page.locator("h1")).hasText("This page is too old");
        assertThat(status[0]).isEqualTo(409);
        person.page.getByText("Try again").click();
        assertThat(person.page.locator("#system-prompt")).hasValue("");
    }

    @Test
    void anErrorPageSpeaksTheLanguageOfTheBrowserOrThePerson() {
        Client client = Node.shared().newUser();

        assertThat(client.get("/nowhere", "Accept-Language", "de").text()).contains("Hier ist nichts", "lang=\"de\"");
        client.put("/api/auth/me/preferences", "{\"language\": \"es\"}");
        Answer answer = client.get("/nowhere", "Accept-Language", "de");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text())
                .contains("Aquí no hay nada", "/css/tokens.css")
                .doesNotContain("{");
    }

    @Test
    void theAddressOfTheErrorPagesThemselvesIsNoPage() {
        Client client = Node.shared().newUser();

        assertThat(client.get("/errors/any").status()).isEqualTo(404);
        assertThat(client.get("/errors/expired").status()).isEqualTo(404);
    }

    private void open(String locale, boolean scripts) {
        person = chromium.person(
                Node.shared().url().toString(),
                new Browser.NewContextOptions()
                        .setViewportSize(1280, 800)
                        .setLocale(locale)
                        .setJavaScriptEnabled(scripts));
        if (scripts) {
            person.signUp();
        } else {
            person.signUpWithoutScripts();
        }
    }
}
