package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** The settings page, with scripts and without, and the error pages. */
class SettingsPageIT {
    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private Person person;

    @ParameterizedTest
    @Tag("browser")
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
    @Tag("browser")
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
    @Tag("browser")
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

    /** It was written at the top of the page, out of sight (issue 15, point 24). */
    @ParameterizedTest
    @Tag("browser")
    @EnumSource
    void theResultOfAButtonAppearsBelowItAndIsAnnounced(Screen screen) {
        person = chromium.person(Node.shared().url().toString(), screen.options());
        person.register();
        person.page.navigate("/settings.xhtml");
        assertThat(person.page.locator("#notices")).hasAttribute("role", "status");
        String one = "{\"title\": \"Kept\", \"messages\": [{\"type\": \"user\", \"content\": \"Hello\"}]}";
        importFile("[" + one + ", {\"title\": \"No messages\"}]");
        assertThat(results()).containsText(new String[] {"Imported 1 of 2 conversations.", "2. No messages"});
        isBelow("#import");
        assertThat(person.page.locator("#import")).isFocused();
        person.picture("settings-imported-" + screen);

        importFile("This is no JSON");
        assertThat(results()).containsText(new String[] {"Couldn't import. This file is not JSON."});
        isBelow("#import");
        person.page.waitForDownload(() -> person.page.locator("#export").click());
        assertThat(results()).containsText(new String[] {"Exported."});
        isBelow("#export");
        person.page.locator("#delete-all").click();
        person.page.locator("dialog .danger").click();
        assertThat(results()).hasText(new String[] {"Deleted 1 conversation."});
        isBelow("#delete-all");
    }

    @Test
    @Tag("browser")
    void withoutScriptsTheResultOfAFormIsWhereItsPageOpens() {
        person = chromium.person(
                Node.shared().url().toString(), Screen.PHONE.options().setJavaScriptEnabled(false));
        person.page.navigate("/register.xhtml");
        person.page.locator("#username").fill("testuser");
        person.page.locator("#email").fill("other@example.org");
        person.page.locator("#password").fill(Person.PASSWORD);
        person.page.locator("#submit").click();
        isShown("[role=alert]", "This user name is taken.");
        person.signUpWithoutScripts();

        person.page.navigate("/settings.xhtml");
        assertThat(person.page.locator("noscript p")).hasText(new String[] {
            "Theme, export, import and deletion need JavaScript.", "This setting needs JavaScript."
        });
        person.page.locator("#save").click();
        isShown("[role=status]", "Saved.");
        person.page.locator("#system-prompt").fill("€".repeat(3000));
        person.page.locator("#save").click();
        isShown("[role=alert]", "Couldn't save");

        person.page.navigate("/basic.xhtml");
        person.page.locator("#text").fill("A long one\n\n".repeat(200));
        person.page.locator("#send").click();
        assertThat(person.page.locator(".turn")).hasCount(2);
        person.page.locator("#text").fill("   ");
        person.page.locator("#send").click();
        isShown("[role=alert]", "Write something first.");
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

    private void importFile(String text) {
        person.page
                .locator("#import-file")
                .setInputFiles(
                        new FilePayload("chats.json", "application/json", text.getBytes(StandardCharsets.UTF_8)));
    }

    private Locator results() {
        return person.page.locator("#notices .notice");
    }

    private void isBelow(String button) {
        assertThat(results().first()).isInViewport();
        BoundingBox pressed = person.page.locator(button).boundingBox();
        BoundingBox result = results().first().boundingBox();
        assertThat(result.y - pressed.y - pressed.height).as(button).isBetween(0.0, 80.0);
    }

    /** Also for those who do not see it: it has the focus. */
    private void isShown(String selector, String words) {
        Locator result = person.page.locator(selector).filter(new Locator.FilterOptions().setHasText(words));
        assertThat(result).isInViewport();
        assertThat(result).isFocused();
    }

    private void open(String locale, boolean scripts) {
        person = chromium.person(
                Node.shared().url().toString(),
                new Browser.NewContextOptions()
                        .setViewportSize(1280, 800)
                        .setLocale(locale)
                        .setJavaScriptEnabled(scripts));
        if (scripts) {
            person.enter();
        } else {
            person.registerWithoutScripts();
        }
    }
}
