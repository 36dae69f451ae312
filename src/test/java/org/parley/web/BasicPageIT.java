package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** Reading and sending with JavaScript off. */
@Tag("browser")
class BasicPageIT {
    private static final Node NODE = Node.shared();

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private Person person;

    @BeforeEach
    void open() {
        person = chromium.person(
                NODE.url().toString(),
                new Browser.NewContextOptions()
                        .setViewportSize(390, 844)
                        .setLocale("en-GB")
                        .setJavaScriptEnabled(false));
    }

    @Test
    void somebodyWithoutScriptsIsLedHereAndReadsAndWrites() {
        person.registerWithoutScripts();
        assertThat(person.page).hasURL(Pattern.compile(".*/basic\\.xhtml"));
        assertThat(person.page.getByText("No conversations yet")).isVisible();

        say("What is <b>the tallest</b> tree?\nAnd the oldest?");
        assertThat(person.page.locator("h1")).hasText("What is <b>the tallest</b> tree? And the oldest?");
        assertThat(turns()).hasCount(2);
        assertThat(turns().first().locator(".prose")).containsText("What is <b>the tallest</b> tree?\nAnd the oldest?");
        say("Go on");
        assertThat(turns()).hasCount(4);
        assertThat(turns().last().locator(".hint")).containsText("Assistant · offline · ");
        person.picture("basic-thread-phone");

        person.page.getByText("All conversations").click();
        assertThat(person.page.locator(".conversations a")).hasCount(1);
        person.picture("basic-list-phone");
        person.page.locator("#log-out").click();
        assertThat(person.page.locator("h1")).hasText("Log in");
    }

    @Test
    void aLinkToAConversationOfTheChatPageLeadsToIt() {
        person.registerWithoutScripts();
        say("First");
        String id = person.page.url().replaceAll(".*c=([0-9a-f]{24}).*", "$1");
        person.page.navigate("/chat.xhtml?c=" + id);
        person.page.waitForURL(Pattern.compile(".*/basic\\.xhtml\\?c=" + id));

        assertThat(turns()).hasCount(2);
    }

    @Test
    void aConversationIsMovedToAProjectAndTheListSaysSo() {
        Client program = program();
        String id = program.post("/api/conversations", "{\"title\": \"Slugs\", \"tags\": [\"pests\", \"beds\"]}")
                .json()
                .getString("id");
        person.page.navigate("/basic.xhtml?c=" + id);
        assertThat(person.page.locator("main")).containsText("pests");
        assertThat(person.page.locator("#project-form")).hasCount(0);
        program.post("/api/projects", "{\"name\": \"Garden\"}");
        person.page.reload();
        person.page.locator("#project").selectOption("Garden");
        person.page.locator("#move").click();
        assertThat(person.page.locator("#project option:checked")).hasText("Garden");
        assertThat(person.page.locator("h1")).hasText("Slugs");

        person.page.navigate("/basic.xhtml");
        assertThat(person.page.locator(".conversations li")).containsText("Garden · pests, beds");
        person.page.navigate("/basic.xhtml?c=" + id);
        person.page.locator("#project").selectOption("");
        person.page.locator("#move").click();
        assertThat(person.page.locator("#project option:checked")).hasText("No project");
        assertThat(program.get("/api/conversations/" + id).json().isNull("project_id"))
                .isTrue();
    }

    @Test
    void aLongConversationIsReadPageByPage() {
        Client program = program();
        JsonArrayBuilder messages = Json.createArrayBuilder();
        for (int i = 0; i < 120; i++) {
            messages.add(Json.createObjectBuilder()
                    .add("role", i % 2 == 0 ? "user" : "assistant")
                    .add("content", "**Number " + i + "**"));
        }
        String id = program.post(
                        "/api/conversations",
                        Json.createObjectBuilder().add("messages", messages).build())
                .json()
                .getString("id");
        person.page.navigate("/basic.xhtml?c=" + id);

        assertThat(turns()).hasCount(50);
        assertThat(turns().last().locator("strong")).hasText("Number 119");
        assertThat(turns().nth(48).locator(".prose strong")).hasText("Number 118");
        person.page.getByText("Older messages").click();
        assertThat(turns().last()).containsText("Number 69");
        person.page.getByText("Older messages").click();
        assertThat(turns()).hasCount(20);
        assertThat(person.page.getByText("Older messages")).hasCount(0);
        person.page.getByText("Newest messages").click();
        assertThat(turns().last()).containsText("Number 119");
    }

    @Test
    void aMessageOpensWithWhatIsAroundItOnItsBranch() {
        Client program = program();
        JsonArrayBuilder messages = Json.createArrayBuilder();
        for (int i = 0; i < 120; i++) {
            messages.add(Json.createObjectBuilder()
                    .add("role", i % 2 == 0 ? "user" : "assistant")
                    .add("content", "Number " + i));
        }
        messages.add(Json.createObjectBuilder()
                .add("role", "user")
                .add("content", "Another branch")
                .add("parent", 9));
        String id = program.post(
                        "/api/conversations",
                        Json.createObjectBuilder().add("messages", messages).build())
                .json()
                .getString("id");
        person.page.navigate("/chat.xhtml?c=" + id + "&m=80");
        person.page.waitForURL(Pattern.compile(".*/basic\\.xhtml\\?c=" + id + "&m=80#m-80"));

        assertThat(person.page.locator("#m-80")).isInViewport();
        assertThat(person.page.locator("#m-104")).hasCount(1);
        assertThat(turns()).hasCount(50);
        assertThat(person.page.locator("#send")).hasCount(0);
        person.page.getByText("Older messages").click();
        assertThat(turns().last()).containsText("Number 54");
        person.page.getByText("Newest messages").click();
        assertThat(turns().last()).containsText("Another branch");
        assertThat(person.page.locator("#send")).isVisible();
    }

    @Test
    void aSearchFindsMessagesAndLeadsToThemOnTheirBranch() {
        Client program = program();
        JsonArrayBuilder messages = Json.createArrayBuilder();
        for (int i = 0; i < 120; i++) {
            messages.add(Json.createObjectBuilder()
                    .add("role", i % 2 == 0 ? "user" : "assistant")
                    .add("content", i == 20 ? "Where do <b>red kites</b> nest?" : "Number " + i));
        }
        messages.add(Json.createObjectBuilder()
                .add("role", "user")
                .add("content", "Another branch")
                .add("parent", 9));
        program.post(
                "/api/conversations",
                Json.createObjectBuilder()
                        .add("title", "Birds of prey")
                        .add("messages", messages)
                        .build());
        person.page.navigate("/basic.xhtml");
        person.page.getByLabel("Search your chats").fill("red kite");
        person.page.locator("[role=search] button").click();

        assertThat(person.page).hasURL(Pattern.compile("/basic\\.xhtml\\?q=red\\+kite$"));
        assertThat(person.page.getByLabel("Search your chats")).hasValue("red kite");
        assertThat(person.page.locator(".results h2")).hasText("Birds of prey");
        assertThat(person.page.locator(".results mark").first()).hasText(Pattern.compile("red.*"));
        assertThat(person.page.locator(".results .match")).containsText("Where do <b>red kites</b> nest?");
        person.picture("basic-search-phone");
        person.page.locator(".results .match").click();
        assertThat(person.page).hasURL(Pattern.compile("&m=20#m-20$"));
        assertThat(person.page.locator("#m-20")).isInViewport();
        assertThat(person.page.locator("#m-20")).containsText("red kites");
        assertThat(person.page.locator("#m-30")).hasCount(1);
        assertThat(person.page.locator("#m-120")).hasCount(0);

        person.page.navigate("/basic.xhtml?q=" + "x".repeat(20));
        assertThat(person.page.getByText("Nothing found for “" + "x".repeat(20) + "”."))
                .isVisible();
        person.page.navigate("/chat.xhtml?q=red+kite");
        person.page.waitForURL(Pattern.compile(".*/basic\\.xhtml\\?q=red\\+kite"));
    }

    @Test
    void aSearchIsReadPageByPage() {
        Client program = program();
        for (int i = 0; i < 25; i++) {
            program.post("/api/conversations", "{\"title\": \"Kite " + i + "\"}");
        }
        person.page.navigate("/basic.xhtml?q=kite");
        assertThat(person.page.locator(".results li")).hasCount(20);
        person.page.getByText("Show more").click();
        assertThat(person.page.locator(".results li")).hasCount(5);
        assertThat(person.page.getByText("Show more")).hasCount(0);
    }

    @Test
    void aMessageThatIsGoneIsSaidToBe() {
        Client program = program();
        String id = program.post(
                        "/api/conversations", "{\"messages\": [{\"role\": \"user\", \"content\": \"Still here\"}]}")
                .json()
                .getString("id");
        for (String place : List.of("7", "x", "-1")) {
            person.page.navigate("/basic.xhtml?c=" + id + "&m=" + place);
            assertThat(person.page.locator("[role=alert]")).containsText("That message no longer exists.");
            assertThat(turns()).hasCount(1);
        }
    }

    @Test
    void theListIsReadPageByPage() {
        Client program = program();
        for (int i = 0; i < 55; i++) {
            program.post("/api/conversations", "{\"title\": \"Chat " + i + "\"}");
        }
        person.page.navigate("/basic.xhtml");

        assertThat(person.page.locator(".conversations a")).hasCount(50);
        person.page.getByText("Older conversations").click();
        assertThat(person.page.locator(".conversations a")).hasCount(5);
        assertThat(person.page.locator(".conversations a").last()).hasText("Chat 0");
    }

    @Test
    void theSameFormSentTwiceStoresOnce() {
        Client program = NODE.newUser();
        String form = form(program, "/basic.xhtml", "Once only");
        Answer first = program.form("/basic.xhtml", form);
        Answer second = program.form("/basic.xhtml", form);

        assertThat(first.status()).isEqualTo(303);
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(program.get("/api/conversations/stats/count").json().getInt("count"))
                .isEqualTo(1);
        String page = first.header("Location").orElseThrow();
        String again = form(program, page, "And once more");
        program.form("/basic.xhtml", again);
        program.form("/basic.xhtml", again);
        assertThat(program.get("/api/conversations?limit=1")
                        .array()
                        .getJsonObject(0)
                        .getJsonArray("messages"))
                .hasSize(4);
    }

    @Test
    void everyRequestIsOneEntryOfTheAuditLog() {
        Client program = NODE.newUser();
        String user = program.get("/api/auth/me").json().getString("id");
        program.form("/basic.xhtml", form(program, "/basic.xhtml", "Write this down"));
        String id = program.get("/api/conversations?limit=1")
                .array()
                .getJsonObject(0)
                .getString("id");
        program.get("/basic.xhtml?c=" + id);
        program.get("/basic.xhtml?q=write");
        assertThat(NODE.newUser().get("/basic.xhtml?c=" + id).status()).isEqualTo(404);

        Await.until("an entry of each", () -> entries(user).size() == 5);
        assertThat(entries(user))
                .containsExactly(
                        "conversations.list 200 null /basic.xhtml",
                        "conversations.create 200 " + id + " /basic.xhtml",
                        "conversations.list 200 null /api/conversations",
                        "conversations.messages 200 " + id + " /basic.xhtml",
                        "search 200 null /basic.xhtml");
    }

    @Test
    void whatIsNotThereIsToldWithItsStatus() {
        Client program = NODE.newUser();

        for (String id : List.of("000000000000000000000000", "x", "%24ne", "../../etc")) {
            Answer answer = program.get("/basic.xhtml?c=" + id);
            assertThat(answer.status()).as(id).isEqualTo(404);
            assertThat(answer.text()).contains("Conversation not found", "basic.xhtml");
        }
        assertThat(program.get("/basic.xhtml?after=nonsense").status()).isEqualTo(400);
        assertThat(program.get("/basic.xhtml?q=kite&after=nonsense").status()).isEqualTo(400);
        assertThat(program.get("/basic.xhtml?q=" + "x".repeat(501)).status()).isEqualTo(400);
        assertThat(program.get("/basic.xhtml?c=x&before=-1&failed=%3Cscript%3E").text())
                .doesNotContain("<script>");
    }

    /** A client with the user's own session. */
    private Client program() {
        return person.enter();
    }

    private void say(String text) {
        person.page.locator("#text").fill(text);
        person.page.locator("#send").click();
    }

    private Locator turns() {
        return person.page.locator(".turn");
    }

    static String form(Client program, String page, String text) {
        String html = program.get(page.replaceAll("#.*", "")).text();
        List<String> fields = new ArrayList<>();
        for (String name : List.of("c", "form", "head", "jakarta.faces.ViewState")) {
            String form = html.substring(html.indexOf("id=\"message-form\""));
            var found = Pattern.compile("name=\"" + Pattern.quote(name) + "\"[^>]*value=\"([^\"]*)\"")
                    .matcher(form);
            if (found.find()) {
                fields.add(name + "=" + encoded(found.group(1)));
            }
        }
        return String.join("&", fields) + "&message-form=message-form&send=Send&text=" + encoded(text);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static List<String> entries(String user) {
        List<String> entries = new ArrayList<>();
        NODE.database()
                .getCollection("audit_logs")
                .find(new Document("user_id", user))
                .sort(new Document("timestamp", 1).append("_id", 1))
                .forEach(entry -> entries.add(entry.getString("action") + " " + entry.get("status_code") + " "
                        + (entry.getString("action").startsWith("auth.") ? null : entry.getString("resource_id")) + " "
                        + entry.getString("endpoint")));
        return entries;
    }
}
