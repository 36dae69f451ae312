package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.mongodb.client.model.Filters;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.Pair;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;

/**
 * A node is killed in the middle of an answer, and its user continues on another node of the same real MongoDB. Cookies are
 * not tied to a port, so the browser stays logged in, as it does behind a load balancer.
 */
@Tag("alone")
@Tag("browser")
class NodeDeathPageIT {
    private static final LocatorAssertions.HasTextOptions IN_TIME =
            new LocatorAssertions.HasTextOptions().setTimeout(30_000);

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static ScriptedModel model;
    private static Node first;
    private static Node second;

    @BeforeAll
    static void start() {
        Pair pair = Pair.shared();
        model = pair.model();
        model.reset();
        first = pair.first();
        second = pair.second();
    }

    @AfterAll
    static void end() {
        if (model != null) { // without a database nothing was started
            model.reset();
        }
    }

    @Test
    void thePartialAnswerIsThereOnAnotherNodeAndTheChatGoesOn() {
        Person person =
                chromium.person(first.url().toString(), new Browser.NewContextOptions().setViewportSize(1280, 800));
        person.register();
        model.next(Script.words(5_000, Duration.ofMillis(20)));
        person.write("Count");
        assertThat(person.page.locator(".message.assistant.writing")).containsText("w60 ");
        person.page.waitForURL(Pattern.compile(".*c=[0-9a-f]{24}.*"));
        String id = person.page.url().replaceAll(".*c=([0-9a-f]{24}).*", "$1");
        Page elsewhere = person.secondTab();
        elsewhere.navigate(at(second, id));
        assertThat(elsewhere.locator(".message.assistant.writing")).containsText("w60 ");

        first.kill();
        person.page.navigate(at(second, id));

        assertThat(person.page.locator(".end")).hasText("Interrupted", IN_TIME);
        assertThat(elsewhere.locator(".end")).hasText("Interrupted", IN_TIME);
        assertThat(person.answers()).containsText("w40 ");
        assertThat(person.messages()).hasCount(2);
        person.page.reload();
        assertThat(person.page.locator(".end")).hasText("Interrupted");
        assertThat(person.messages()).hasCount(2);
        person.picture("chat-interrupted");
        assertThat(stored(person, id))
                .satisfiesExactly(
                        asked -> assertThat(asked.getString("content")).isEqualTo("Count"), half -> {
                            assertThat(half.getString("finish_reason")).isEqualTo("interrupted");
                            assertThat(half.getString("content")).startsWith("w0 w1 w2 ");
                        });

        person.page.locator(".message.assistant [data-act=again]").click();
        assertThat(person.answers()).containsText("Scripted answer.");
        assertThat(person.page.locator(".versions")).containsText("2 / 2");
        person.say("Go on");
        assertThat(person.messages()).hasCount(4);

        first.restart();
        person.page.navigate(at(first, id));
        assertThat(person.messages()).hasCount(4);
        assertThat(stored(person, id))
                .extracting(message -> message.getString("role") + " " + message.getInt("seq"))
                .containsExactly("user 0", "assistant 1", "assistant 2", "user 3", "assistant 4");
        assertThat(stored(person, id))
                .extracting(message -> message.getString("id"))
                .doesNotHaveDuplicates();
        assertThat(second.database().getCollection("answers").countDocuments(Filters.eq("conversation_id", id)))
                .isZero();
        assertThat(model.asked()).hasSize(3);
    }

    private static String at(Node node, String conversation) {
        return node.url() + "/chat.xhtml?c=" + conversation;
    }

    private static List<JsonObject> stored(Person person, String id) {
        Client program = second.client().login(person.username, Person.PASSWORD);
        return program.get("/api/conversations/" + id)
                .json()
                .getJsonArray("messages")
                .getValuesAs(JsonObject.class);
    }
}
