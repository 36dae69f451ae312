package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.LoadState;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.markdown.Payloads;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** Stored text that attacks its reader: none of it runs, violates the policy or sends a request to another host. */
@Tag("browser")
class HostileMessagesIT {
    /** Shows one of this many payloads; all of them in the profile {@code fuzz}. */
    private static final int STEP = Integer.getInteger("fuzz.step", 7);

    private static final int IN_A_MESSAGE = 12;
    private static final int IN_A_CONVERSATION = 20; // twice as many messages, fewer than a page of messages

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private final Node node = Node.shared();
    private Person person;
    private Client client;

    @BeforeEach
    void open() {
        person = chromium.person(node.url().toString(), new Browser.NewContextOptions());
        person.page.addInitScript("window.pwned = () => { window.ran = true; };"
                + "addEventListener('securitypolicyviolation', (event) => { window.broke = event.blockedURI; });");
    }

    @Test
    void messagesAreReadAndNothingElse() {
        register("Ada");
        List<String> conversations = storeMessages();

        for (String id : conversations) {
            person.page.navigate("/chat.xhtml?c=" + id);
            assertThat(person.page.locator("#messages .prose").first()).isVisible();
            assertThat(person.page.locator("#messages .prose").last()).isAttached();
            nothingHappened();
            person.page.navigate("/basic.xhtml?c=" + id);
            assertThat(person.page.locator(".prose").first()).isVisible();
            nothingHappened();
        }
    }

    @Test
    void titlesAreTitles() {
        register("Ada");
        int stored = 0;
        String last = "";
        for (String title : Payloads.pieces()) {
            Answer answer = client.post(
                    "/api/conversations",
                    Json.createObjectBuilder().add("title", title).build());
            assertThat(answer.status()).as(title).isIn(201, 400);
            if (answer.status() == 201) {
                stored++;
                last = answer.json().getString("id");
            }
        }
        assertThat(stored).isGreaterThan(100);

        person.page.navigate("/chat.xhtml");
        assertThat(person.conversations().first()).isVisible();
        Locator list = person.page.locator("#conversations");
        list.evaluate("list => list.scrollTop = list.scrollHeight");
        nothingHappened();
        person.page.navigate("/chat.xhtml?c=" + last);
        assertThat(person.page.locator("#title")).not().isEmpty();
        nothingHappened();
        person.page.navigate("/basic.xhtml");
        nothingHappened();
    }

    @Test
    void namesAreNames() {
        register("<img src=x onerror=pwned()>\"'><script>pwned()</script>${7*7}#{7*7}");

        for (String page : List.of("/chat.xhtml", "/settings.xhtml", "/account.xhtml", "/basic.xhtml")) {
            person.page.navigate(page);
            assertThat(person.page.locator("body")).isVisible();
            nothingHappened();
        }
        person.promote();
        person.page.navigate("/admin.xhtml?q=" + person.username);
        assertThat(person.page.locator("#rows")).containsText("<script>");
        nothingHappened();
    }

    private void register(String fullName) {
        JsonObjectBuilder user = Json.createObjectBuilder()
                .add("username", person.username)
                .add("email", person.username + "@example.org")
                .add("password", Person.PASSWORD)
                .add("full_name", fullName);
        client = node.client();
        assertThat(client.post("/api/auth/register", user.build()).status()).isEqualTo(201);
        client.login(person.username, Person.PASSWORD);
        person.page.navigate("/login.xhtml");
        person.logIn();
        assertThat(person.welcome()).isVisible();
    }

    private List<String> storeMessages() {
        List<String> ids = new ArrayList<>();
        List<String> all = Payloads.all();
        List<String> payloads = IntStream.range(0, all.size())
                .filter(i -> i % STEP == 0)
                .mapToObj(all::get)
                .toList();
        assertThat(payloads).hasSizeGreaterThan(300);
        int step = IN_A_MESSAGE * IN_A_CONVERSATION;
        for (int i = 0; i < payloads.size(); i += step) {
            JsonArrayBuilder messages = Json.createArrayBuilder();
            List<String> chunk = payloads.subList(i, Math.min(i + step, payloads.size()));
            for (int j = 0; j < chunk.size(); j += IN_A_MESSAGE) {
                String content = String.join("\n\n", chunk.subList(j, Math.min(j + IN_A_MESSAGE, chunk.size())));
                messages.add(Json.createObjectBuilder()
                        .add("role", j % (2 * IN_A_MESSAGE) == 0 ? "assistant" : "user")
                        .add("content", content));
                messages.add(Json.createObjectBuilder().add("role", "assistant").add("content", content));
            }
            Answer answer = client.post(
                    "/api/conversations",
                    Json.createObjectBuilder()
                            .add("title", "Payloads " + i)
                            .add("messages", messages)
                            .build());
            assertThat(answer.status()).isEqualTo(201);
            ids.add(answer.json().getString("id"));
        }
        return ids;
    }

    /** Waits for what the page loads late, and looks for traces of an attack. */
    private void nothingHappened() {
        person.page.waitForLoadState(LoadState.NETWORKIDLE);
        assertThat(person.page.evaluate("() => [window.ran ?? null, window.broke ?? null]"))
                .isEqualTo(Arrays.asList(null, null));
        assertThat(person.page
                        .locator("#messages :is(script, style, iframe, img, svg svg, form)")
                        .count())
                .isZero();
        assertThat(person.complaints()).isEmpty();
        assertThat(person.hosts()).containsOnly("localhost");
    }
}
