package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Node;

/** The chat page in a real browser. */
@Tag("browser")
class ChatPageIT {
    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private final Node node = Node.shared();
    private Person person;

    @BeforeEach
    void open() {
        person = chromium.person(node.url().toString(), new Browser.NewContextOptions().setViewportSize(1280, 800));
    }

    @AfterEach
    void noOtherHostWasAskedAndOneCookieIsThere() {
        assertThat(person.hosts()).containsOnly("localhost");
        assertThat(person.cookies()).containsAnyOf("session_id").doesNotContain("JSESSIONID", "csfcfc");
    }

    @Test
    void aChatIsStillThereAndSoIsTheLoginAfterTheServerWasKilled() {
        person.register();
        person.say("What is the tallest tree in the world?");
        person.say("And the oldest?");
        person.picture("chat");

        node.kill();
        node.restart();
        person.page.reload();

        assertThat(person.messages()).hasCount(4);
        assertThat(person.messages().nth(2)).containsText("And the oldest?");
        assertThat(person.page.locator("#title")).hasText("What is the tallest tree in the world?");
        person.say("It goes on after the restart");
        assertThat(person.messages()).hasCount(6);
    }

    @Test
    void theLoginPageComesBackToWhereOneWasGoing() {
        person.register();
        person.say("Come back to this");
        String address = person.page.url();
        person.page.navigate("/settings.xhtml");
        person.page.getByText("Log out").click();
        assertThat(person.page).hasURL(Pattern.compile(".*/login\\.xhtml"));

        person.page.navigate(address);
        person.logIn();

        assertThat(person.page).hasURL(address);
        assertThat(person.messages().first()).containsText("Come back to this");
    }

    @Test
    void aWrongPasswordIsRefusedInPlainWords() {
        person.register();
        person.page.navigate("/login.xhtml");
        person.page.getByLabel("User name").fill(person.username);
        person.page.getByLabel("Password").fill("not the password");
        person.page.locator("#submit").click();

        assertThat(person.page.getByRole(AriaRole.ALERT)).hasText("Invalid username or password.");
        person.picture("login");
    }

    /** Safari ends a composition before it reports its Enter, which is marked only by the key code 229 (issue 15, point 16). */
    @ParameterizedTest
    @ValueSource(strings = {"Enter", "Escape"})
    void aKeyOfAnInputMethodNeitherEndsARenamingNorSends(String key) {
        person.register();
        person.say("First words");
        person.choose("First words", "Rename");
        Locator title = person.page.getByLabel("New title");
        title.fill("かんじ");
        String press = "(field, key) => field.dispatchEvent("
                + "new KeyboardEvent('keydown', {key, keyCode: 229, bubbles: true, cancelable: true}))";
        title.evaluate(press, key);
        assertThat(title).isVisible();
        title.press("Enter");
        assertThat(person.page.locator("#title")).hasText("かんじ");

        Locator composer = person.page.locator("#composer-text");
        composer.fill("まだ");
        composer.evaluate(press, key);
        assertThat(composer).hasValue("まだ");
        assertThat(person.messages()).hasCount(2);
    }

    @Test
    void aConversationIsRenamedInPlaceAndDeletedOnlyAfterAYes() {
        person.register();
        person.say("First words");
        person.choose("First words", "Rename");
        person.page.getByLabel("New title").fill("Thrown away");
        person.page.keyboard().press("Escape");
        assertThat(person.conversations()).hasText(new String[] {"First words"});

        person.choose("First words", "Rename");
        person.page.getByLabel("New title").fill("A better title");
        person.page.keyboard().press("Enter");
        assertThat(person.page.locator("#title")).hasText("A better title");

        person.choose("A better title", "Delete");
        person.page.locator("dialog").getByText("Cancel").click();
        assertThat(person.conversations()).hasCount(1);
        person.choose("A better title", "Delete");
        person.page.locator("dialog .danger").click();
        assertThat(person.conversations()).hasCount(0);
        assertThat(person.welcome()).isVisible();
        person.page.reload();
        assertThat(person.page.getByText("No conversations yet")).isVisible();
    }

    @Test
    void anExportHoldsEveryConversationInTheBrowsersFormat() throws IOException {
        person.register();
        person.say("One");
        person.page.locator("#new-chat").click();
        person.say("Two\nwith a second line");
        person.page.navigate("/settings.xhtml");
        Download download = person.page.waitForDownload(
                () -> person.page.getByText("Export Conversations").click());

        JsonArray exported;
        try (InputStream in = Files.newInputStream(download.path());
                var reader = Json.createReader(in)) {
            exported = reader.readArray();
        }
        assertThat(exported).hasSize(2);
        JsonObject newest = exported.getJsonObject(0);
        assertThat(newest.keySet())
                .containsExactly(
                        "id",
                        "title",
                        "messages",
                        "createdAt",
                        "updatedAt",
                        "isLoading",
                        "thinkingTimes",
                        "averageThinkingTime",
                        "totalThinkingTime",
                        "responseCount");
        JsonObject first = newest.getJsonArray("messages").getJsonObject(0);
        assertThat(first.keySet()).containsExactly("type", "content", "timestamp");
        assertThat(first.getString("type")).isEqualTo("user");
        assertThat(first.getString("content")).isEqualTo("Two\nwith a second line");
        assertThat(newest.getJsonArray("thinkingTimes")).isEmpty(); // without a model nobody thinks
        assertThat(newest.getInt("responseCount")).isZero();
    }

    @Test
    void whatWasExportedCanBeImportedAndWhatCannotIsNamed() {
        person.register();
        Object report = person.page.evaluate("""
                async () => {
                  const store = await import('/resources/js/stores/conversations.js');
                  const seen = [];
                  const end = store.conversations.subscribe((all) => seen.push(all.map((one) => one.title)));
                  const made = await store.createConversation('Kept');
                  await store.addMessage(made.id, { type: 'user', content: 'Hello' });
                  await store.addThinkingTime(made.id, 2.5);
                  await store.addThinkingTime(made.id, 3.1);
                  const json = await store.exportConversations();
                  await store.clearAll();
                  const back = await store.importConversations(JSON.stringify([...JSON.parse(json), { title: 'No messages' }]));
                  const again = JSON.parse(await store.exportConversations());
                  end();
                  return [seen[0].length, seen.at(-1).join(), back.imported.length, back.failed[0].title,
                    again[0].messages[0].content, again[0].averageThinkingTime, again[0].responseCount].join(' | ');
                }""");

        assertThat(report).isEqualTo("0 | Kept | 1 | No messages | Hello | 2.8 | 2");
    }

    @Test
    void anErrorOfTheServerIsThrownWithItsOwnWords() {
        person.register();

        assertThat(person.page.evaluate("""
                async () => {
                  const api = await import('/resources/js/api/conversations.js');
                  const made = await api.createConversation('T', [{ role: 'user', content: 'a' }], {});
                  await api.addMessage(made.id, 'assistant', 'b');
                  const whole = await api.addMessage(made.id, { role: 'user', content: 'c' });
                  const missing = await api.getConversation('000000000000000000000000').catch((error) => error);
                  return [whole.messages.length, await api.getConversationCount(), (await api.listConversations(1, 0)).length,
                    missing instanceof Error, missing.message, missing.status].join(' | ');
                }""")).isEqualTo("3 | 1 | 1 | true | Conversation not found | 404");
    }

    @Test
    void textIsNeverTakenForMarkup() {
        person.register();
        String markup = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>";
        person.say(markup);
        person.page.reload();

        assertThat(person.messages().first()).containsText(markup);
        assertThat(person.page.locator(".message img, .message script, nav img, nav script"))
                .hasCount(0);
        assertThat(person.page).not().hasTitle(Pattern.compile("broken"));
    }

    @Test
    void aMessageWrittenOfflineGoesOutOnceByItself() {
        person.register();
        person.say("Before");
        person.offline(true);
        person.page.getByLabel("Your message").fill("Written in a tunnel");
        person.page.getByLabel("Your message").press("Enter");
        assertThat(person.page.getByText("You're offline")).isVisible();
        assertThat(person.page.getByText("Not sent yet")).isVisible();

        person.offline(false);

        assertThat(person.answers()).hasCount(2);
        assertThat(person.page.getByText("You're offline")).hasCount(0);
        person.page.reload();
        assertThat(person.messages()).hasCount(4);
    }

    @Test
    void anExpiredSessionKeepsTheTextAndTheWayBack() {
        person.register();
        person.say("Before");
        person.page.context().clearCookies();
        person.page.getByLabel("Your message").fill("Too late");
        person.page.getByLabel("Your message").press("Enter");
        person.page.getByLabel("Your message").fill("And half of the next");
        person.page.getByText("Log in again").click();
        person.logIn();

        assertThat(person.answers()).hasCount(2);
        assertThat(person.messages().nth(2)).containsText("Too late");
        assertThat(person.page.getByLabel("Your message")).hasValue("And half of the next");
    }

    @Test
    void everyPageLooksRightOnThePhoneAndInTheDark() {
        person.register();
        person.say("A picture for the album");
        for (String look : List.of("light", "dark")) {
            person.page.evaluate("look => localStorage.setItem('parley-theme', look)", look);
            for (String page : List.of("chat", "settings", "api", "login", "register", "nowhere")) {
                person.page.navigate("nowhere".equals(page) ? "/nowhere" : "/" + page + ".xhtml");
                person.page.setViewportSize(1280, 800);
                assertThat(person.page.locator("html")).hasAttribute("data-theme", look);
                person.settle();
                person.picture(page + "-" + look);
                person.page.setViewportSize(390, 844);
                person.settle();
                Object overhang = person.page.evaluate(
                        "document.documentElement.scrollWidth - document.documentElement.clientWidth");
                assertThat(overhang).as("%s is wider than the phone", page).isEqualTo(0);
                person.picture(page + "-" + look + "-phone");
            }
        }
    }
}
