package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.testing.Await;
import org.parley.testing.Node;
import org.parley.testing.Ports;

/** Single sign-on with a provider that others have written, in a real browser on its own pages. */
@Tag("browser")
class RealProviderIT {
    private static final String SECRET = "a secret of the test";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static RealProvider provider;
    private static Node node;
    private static String issuer;

    @BeforeAll
    static void start() {
        int port = Ports.free();
        issuer = "http://localhost:" + port;
        node = Node.start(
                "PARLEY_OIDC_ISSUER=" + issuer,
                "PARLEY_OIDC_CLIENT_ID=parley",
                "PARLEY_OIDC_CLIENT_SECRET=" + SECRET,
                "PARLEY_OIDC_REGISTRATION=open");
        provider = RealProvider.start(port, node.url().toString(), SECRET);
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
        if (provider != null) {
            provider.close();
        }
    }

    @Test
    void onePersonLogsInConfirmsAndLogsOutOnBothSides() {
        Person person = chromium.person(node.url().toString(), Screen.DESKTOP.options());
        Page page = person.page;

        page.navigate("/account.xhtml");
        page.locator("#provider").click();
        logInAtTheProvider(page, person.username);
        assertThat(page).hasURL(node.url() + "/account.xhtml");
        assertThat(page.locator("#full-name")).hasValue("Ada of the provider");
        assertThat(page.locator("#email")).hasValue(person.username + "@example.org");

        page.locator("#confirm").click();
        assertThat(page.locator("input[name=password]")).isVisible(); // although the provider knows the person
        logInAtTheProvider(page, person.username);
        assertThat(page.locator("#confirmed")).isVisible();
        page.locator("#full-name").fill("Ada Lovelace");
        page.locator("#profile-form button").click();
        assertThat(page.locator("#notices")).containsText("Saved.");

        page.navigate("/settings.xhtml");
        page.locator("#log-out").click();
        page.waitForURL(Pattern.compile(Pattern.quote(issuer) + "/session/end.*"));
        page.locator("button[value=yes]").click();
        assertThat(page).hasURL(node.url() + "/login.xhtml");
        page.locator("#provider").click();
        assertThat(page.locator("input[name=password]")).isVisible(); // the provider has forgotten the person
        person.forgive(); // what the provider's pages do is not ours
    }

    @Test
    void aLogoutAtTheProviderEndsTheSessionHere() {
        Person person = chromium.person(node.url().toString(), Screen.PHONE.options());
        Page page = person.page;
        page.navigate("/login.xhtml");
        page.locator("#provider").click();
        logInAtTheProvider(page, person.username);
        assertThat(person.welcome()).isVisible();
        assertThat(person.secondTab().url()).contains("/chat.xhtml");

        page.navigate(issuer + "/session/end");
        page.locator("button[value=yes]").click();
        assertThat(page.locator("body")).containsText("Sign-out Success");

        Await.until(
                "the session is gone",
                () -> page.request().get(node.url() + "/api/auth/me").status() == 401);
        assertThat(node.database().getCollection("sessions").countDocuments()).isZero();
        person.forgive();
    }

    private static void logInAtTheProvider(Page page, String name) {
        page.locator("input[name=login]").fill(name);
        page.locator("input[name=password]").fill("any");
        page.locator("button[type=submit]").click();
        Locator consent = page.locator("button[autofocus][type=submit]");
        page.waitForCondition(() -> page.url().startsWith(node.url().toString()) || consent.isVisible());
        if (!page.url().startsWith(node.url().toString())) {
            consent.click();
        }
    }
}
