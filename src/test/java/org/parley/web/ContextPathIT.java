package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** The application under a context path: every URL has it, on pages, in scripts and in headers (issue 15, point 17). */
class ContextPathIT {
    private static final String CONTEXT = "/parley";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static Node node;

    @BeforeAll
    static void start() {
        node = Node.startUnder(CONTEXT, "PARLEY_REGISTRATION=open");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void headersNameAddressesUnderIt() {
        Client client = node.newUser();

        Answer created = client.post("/api/conversations", "{\"title\": \"One\"}");
        assertThat(created.header("Location").orElseThrow()).startsWith(CONTEXT + "/api/conversations/");
        client.post("/conversations", "{\"title\": \"Two\"}");
        assertThat(client.get("/conversations?limit=1").header("Link").orElseThrow())
                .startsWith("<" + CONTEXT + "/conversations?");
        assertThat(client.get("/api/conversations?limit=1").header("Link").orElseThrow())
                .startsWith("<" + CONTEXT + "/api/conversations?");
        Answer login = client.post("/api/auth/login", "{\"username\": \"testuser\", \"password\": \"test123\"}");
        assertThat(login.setCookies()).singleElement().asString().contains("; Path=" + CONTEXT + ";");
        assertThat(node.client().get("/chat.xhtml?c=1").header("Location"))
                .contains(CONTEXT + "/login.xhtml?to=%2Fchat.xhtml%3Fc%3D1");
        assertThat(node.client().get("/login.xhtml?language=de").header("Location"))
                .contains(CONTEXT + "/login.xhtml");
    }

    @Test
    void theDocumentOfTheApiNamesIt() {
        assertThat(node.client().get("/api/openapi").text()).contains("servers:\n  - url: " + CONTEXT + "\n");
        assertThat(node.client()
                        .get("/api/openapi?format=json")
                        .json()
                        .getJsonArray("servers")
                        .getJsonObject(0)
                        .getString("url"))
                .isEqualTo(CONTEXT);
    }

    @Test
    @Tag("browser")
    void nothingOnThePagesLeavesIt() {
        Person person = chromium.person(node.url().toString(), Screen.DESKTOP.options());
        Page page = person.page;
        List<String> outside = new CopyOnWriteArrayList<>();
        List<String> refused = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            URI address = URI.create(request.url());
            if ("http".equals(address.getScheme()) && !address.getPath().startsWith(CONTEXT + "/")) {
                outside.add(request.url());
            }
        });
        page.onResponse(response -> {
            if (response.status() >= 400) {
                refused.add(response.status() + " " + response.url());
            }
        });

        page.navigate(node.url() + "/");
        page.locator("a[href$='register.xhtml']").click();
        page.locator("#username").fill(person.username);
        page.locator("#email").fill(person.username + "@example.org");
        page.locator("#password").fill(Person.PASSWORD);
        page.locator("#submit").click();
        assertThat(person.welcome()).isVisible();
        person.say("Where does this go?");
        page.reload();
        assertThat(person.messages()).hasCount(2);
        page.navigate(node.url() + "/api.xhtml");
        page.locator(".opblock-summary")
                .filter(new Locator.FilterOptions().setHasText("/api/health"))
                .click();
        page.getByText("Try it out").click();
        page.getByText("Execute").first().click();
        assertThat(page.locator(".live-responses-table .response .response-col_status")
                        .first())
                .containsText("200");
        page.locator("#back").click();
        assertThat(person.messages()).hasCount(2);
        page.navigate(node.url() + "/settings.xhtml");
        page.locator("#save").click();
        assertThat(page).hasURL(Pattern.compile(".*/parley/settings\\.xhtml\\?saved=preferences"));
        page.navigate(node.url() + "/basic.xhtml");
        page.locator(".conversations a").first().click();
        assertThat(page.locator(".turn.own .prose").first()).containsText("Where does this go?");
        page.goBack();
        page.goBack();
        page.locator("#log-out").click();
        assertThat(page.locator("#username")).isVisible();
        assertThat(outside).isEmpty();
        assertThat(refused).isEmpty();
    }

    @Test
    @Tag("browser")
    void theWayBackFromAnEndedSessionStaysUnderIt() {
        Person person = chromium.person(node.url().toString(), Screen.DESKTOP.options());
        Page page = person.page;
        page.navigate(node.url() + "/login.xhtml");
        page.locator("#username").fill("testuser");
        page.locator("#password").fill("test123");
        page.locator("#submit").click();
        assertThat(person.welcome()).isVisible();
        node.database().getCollection("sessions").deleteMany(new Document());

        person.write("Too late");
        page.locator("#notices a").click();
        page.locator("#username").fill("testuser");
        page.locator("#password").fill("test123");
        page.locator("#submit").click();

        assertThat(page).hasURL(Pattern.compile(".*//[^/]*/parley/chat\\.xhtml.*"));
        assertThat(page.locator("#composer-text")).isVisible();
    }
}
