package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.testing.Node;
import org.parley.testing.ScriptedProvider;

/** The pages of people who log in at an OpenID provider. */
@Tag("browser")
class ProviderPagesIT {
    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static ScriptedProvider provider;
    private static Node node;

    private final Axe axe = new Axe();

    @BeforeAll
    static void start() {
        provider = ScriptedProvider.start();
        node = Node.start(provider.settings("PARLEY_OIDC_REGISTRATION=open"));
    }

    @AfterAll
    static void stop() {
        node.close();
        provider.close();
    }

    @BeforeEach
    void reset() {
        provider.reset();
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void theButtonLeadsThroughTheProviderToThePageThatWasAskedFor(Screen screen) {
        Person person = person(screen);
        person.page.navigate("/settings.xhtml");
        look(person, "login-provider", screen);

        person.page.locator("#provider").click();

        assertThat(person.page).hasURL(Pattern.compile(".*/settings\\.xhtml"));
        assertThat(axe.found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"en, Log in with localhost", "de, Mit localhost anmelden", "es, Iniciar sesión con localhost"})
    void theButtonSpeaksEveryLanguage(String language, String words) {
        Person person = person(Screen.PHONE);

        person.page.navigate("/login.xhtml?language=" + language);

        assertThat(person.page.locator("#provider")).hasText(words);
    }

    @Test
    void itWorksWithoutScripts() {
        Person person =
                chromium.person(node.url().toString(), Screen.PHONE.options().setJavaScriptEnabled(false));
        provider.person(claims(person));
        Page page = person.page;
        page.navigate("/login.xhtml");

        page.locator("#provider").click();

        page.waitForURL("**/basic.xhtml");
        page.locator("#log-out").click();
        assertThat(page.locator("body")).containsText("Logged out at the provider");
        page.navigate("/chat.xhtml");
        assertThat(page.locator("#provider")).isVisible();
    }

    @Test
    void aRefusalIsExplainedBesideTheForm() {
        Person person = person(Screen.PHONE);
        person.page.navigate("/login.xhtml");
        provider.tampering(claims -> new JWTClaimsSet.Builder(claims)
                .issuer("https://another.example")
                .build());

        person.page.locator("#provider").click();

        assertThat(person.page.locator("#problem")).containsText("has not confirmed who you are");
        look(person, "login-provider-refused", Screen.PHONE);
        person.page.locator("#username").fill("testuser");
        person.page.locator("#password").fill("test123");
        person.page.locator("#submit").click();
        assertThat(person.welcome()).isVisible();
        assertThat(axe.found()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void theAccountPageAsksForALoginWhereItAsksOthersForAPassword(Screen screen) {
        Person person = person(screen);
        Page page = person.page;
        page.navigate("/account.xhtml");
        page.locator("#provider").click();
        assertThat(page.locator("#full-name")).hasValue("Ada of the provider");
        assertThat(page.locator("input[type=password]:visible")).hasCount(0);
        assertThat(page.locator("#second-factor")).isHidden();
        assertThat(page.locator("#confirmed")).hasCount(0);
        look(person, "account-provider", screen);

        page.locator("#full-name").fill("Ada Lovelace");
        page.locator("#profile-form button").click();
        assertThat(page.locator("#notices")).containsText("Log in with the login service again first");
        page.locator("#confirm").click();
        assertThat(page.locator("#confirmed")).isVisible();
        look(person, "account-provider-confirmed", screen);
        page.locator("#full-name").fill("Ada Lovelace");
        page.locator("#profile-form button").click();
        assertThat(page.locator("#notices")).containsText("Saved.");

        page.locator("#deletion-form button").click();
        page.locator("dialog button").last().click();
        assertThat(page).hasURL(Pattern.compile(".*/login\\.xhtml\\?deleted=account"));
        assertThat(axe.found()).isEmpty();
    }

    @Test
    void theChatPageLogsOutOnBothSides() {
        Person person = person(Screen.DESKTOP);
        person.page.navigate("/login.xhtml");
        person.page.locator("#provider").click();
        assertThat(person.welcome()).isVisible();

        person.account("Log out");

        assertThat(person.page.locator("body")).containsText("Logged out at the provider");
        assertThat(person.page.url()).startsWith(provider.issuer() + "/logout?").contains("id_token_hint=");
    }

    private Person person(Screen screen) {
        Person person = chromium.person(node.url().toString(), screen.options());
        provider.person(claims(person));
        return person;
    }

    private static Map<String, Object> claims(Person person) {
        return Map.of("sub", person.username, "preferred_username", person.username, "name", "Ada of the provider");
    }

    private void look(Person person, String state, Screen screen) {
        person.settle();
        person.picture(state + "-" + screen);
        axe.look(person.page, state);
    }
}
