package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.testing.Built;
import org.parley.testing.Node;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;

/** Takes the pictures of docs/pages.md; {@code .ci/pictures} puts them there. */
@Tag("browser")
class PicturesIT {
    private static final String FOLDER = "pages/";
    private static final long MOST_BYTES = 150_000;

    private static final List<String> WRITTEN = List.of(
            "A small one, step by step:\n\n",
            "1. **Measure** the room twice.\n",
            "2. Draw it on squared paper, one square for 10 cm.\n",
            "3. Put the desk where the light comes from the side,\n",
            "   and leave `90 cm` behind the chair");

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static ScriptedModel model;
    private static Node node;

    private final CountDownLatch goOn = new CountDownLatch(1);

    @BeforeAll
    static void start() {
        model = ScriptedModel.start().has("llama3.2", "qwen2.5", ScriptedModel.NAME);
        node = model.node();
    }

    @AfterAll
    static void end() {
        node.close();
        model.close();
    }

    @Test
    void ofEveryPage() throws IOException {
        String server = node.url().toString();
        String rich;
        try (Person ada = chromium.person(server, Screen.DESKTOP.options(), "ada")) {
            inFrontOfTheDoor(ada);
            ada.chooseModel("llama3.2");
            take(ada, "welcome");
            rich = Album.fill(ada.page);
            chat(ada, rich);
            inOrder(ada, rich);
            beside(ada, rich);
            administration(ada);
        }
        try (Person ada = chromium.person(server, Screen.PHONE.options().setColorScheme(ColorScheme.DARK), "ada")) {
            onThePhoneInTheDark(ada, rich);
        }
        try (Person zoe = chromium.person(
                Node.shared().url().toString(), Screen.PHONE.options().setLocale("de-DE"), "zoe")) {
            zoe.page.navigate("/login.xhtml");
            take(zoe, "login-phone-de");
            zoe.register();
            assertThat(zoe.page.locator("#connect")).isVisible();
            take(zoe, "welcome-phone-de");
        }
        everyPictureIsSmall();
    }

    private static void inFrontOfTheDoor(Person ada) {
        ada.page.navigate("/login.xhtml");
        take(ada, "login");
        ada.page.navigate("/register.xhtml");
        take(ada, "register");
        ada.register();
    }

    private void chat(Person ada, String rich) {
        ada.page.navigate("/chat.xhtml?c=" + rich);
        assertThat(ada.page.locator(".hljs-keyword").first()).isVisible();
        take(ada, "chat");
        ada.openShortcuts();
        take(ada, "shortcuts");
        ada.page.keyboard().press("Escape");
        Script script = Script.tokens();
        WRITTEN.forEach(words -> script.pause(Duration.ofMillis(50)).then(words));
        model.titles("A room to work in").next(script.await(goOn).then("."));
        ada.page.locator("#new-chat").click();
        ada.write("How do I plan a home office in a small room?");
        assertThat(ada.page.locator(".message.assistant.writing")).containsText("behind the chair");
        take(ada, "streaming");
        goOn.countDown();
        assertThat(ada.answers()).hasCount(1);
        assertThat(ada.page.locator("#title")).hasText("A room to work in");
        ada.choose("Packing list for Lisbon", "Archive");
        ada.choose("A polite reminder", "Archive");
        assertThat(ada.conversation("A polite reminder")).hasCount(0);
        ada.page.getByText("Archived conversations").click();
        ada.conversation("A polite reminder").locator("a").click();
        assertThat(ada.answers()).hasCount(1);
        ada.openMenu("A polite reminder");
        take(ada, "archive");
        ada.page.keyboard().press("Escape");
    }

    private static void inOrder(Person ada, String rich) {
        ada.page.evaluate("""
                async (rich) => {
                  const { createProject } = await import('/resources/js/api/projects.js');
                  const { listSummaries, updateConversation } = await import('/resources/js/api/conversations.js');
                  const { id: project_id } = await createProject({ name: 'Moving house', color: 'green' });
                  for (const { id, title } of (await listSummaries()).data) {
                    if (title === 'A room to work in') await updateConversation(id, { project_id, tags: ['home', 'plans'] });
                    if (id === rich) await updateConversation(id, { pinned: true, tags: ['java', 'files'] });
                  }
                }""", rich);
        ada.page.navigate("/chat.xhtml?c=" + rich);
        assertThat(ada.page.locator(".hljs-keyword").first()).isVisible();
        ada.page.locator("section.project button[aria-expanded=false]").first().click();
        assertThat(ada.conversation("A room to work in")).isVisible();
        take(ada, "projects");
        ada.page.locator("#list-menu").click();
        ada.page.getByText("Select…").click();
        ada.page.locator("nav .conversation input").first().check();
        ada.page.locator("nav .conversation input").nth(1).check();
        take(ada, "selection");
        ada.page.keyboard().press("Escape");
        ada.choose("Reading a file line by line", "Export…");
        assertThat(ada.page.locator("dialog [value=markdown]")).isChecked();
        take(ada, "export");
        ada.page.keyboard().press("Escape");
    }

    private static void beside(Person ada, String rich) {
        ada.page.navigate("/settings.xhtml");
        take(ada, "settings");
        ada.page.navigate("/account.xhtml");
        assertThat(ada.page.locator("#activity-list li").first()).isVisible();
        take(ada, "account");
        ada.page.navigate("/api.xhtml");
        assertThat(ada.page.locator(".opblock").first()).isVisible();
        ada.page.locator(".opblock").nth(2).scrollIntoViewIfNeeded();
        take(ada, "api");
        ada.page.navigate("/nowhere");
        take(ada, "error");
        ada.page.navigate("/basic.xhtml?c=" + rich);
        take(ada, "basic");
    }

    private static void administration(Person ada) {
        for (String name : List.of("grace", "alan", "edsger", "barbara")) {
            node.newUser(name);
        }
        node.database() // whom the others are copies of
                .getCollection("users")
                .deleteOne(new Document("username", Pattern.compile("^pattern")));
        ada.promote();
        for (String page : List.of("admin", "admin-audit", "admin-system")) {
            ada.page.navigate("/" + page + ".xhtml");
            assertThat(ada.page.locator("#rows tr[data-id]").first()).isVisible();
            take(ada, page);
        }
    }

    private static void onThePhoneInTheDark(Person ada, String rich) {
        ada.page.navigate("/login.xhtml?to=" + "/chat.xhtml?c=" + rich);
        ada.logIn();
        assertThat(ada.page.locator(".hljs-keyword").first()).isVisible();
        take(ada, "chat-phone-dark");
        ada.openList();
        take(ada, "list-phone-dark");
        ada.page.navigate("/settings.xhtml");
        take(ada, "settings-phone-dark");
        ada.page.navigate("/admin.xhtml");
        assertThat(ada.page.locator("#rows tr[data-id]").first()).isVisible();
        take(ada, "admin-phone-dark");
        ada.page.navigate("/basic.xhtml");
        take(ada, "basic-phone-dark");
    }

    private static void everyPictureIsSmall() throws IOException {
        try (Stream<Path> pictures =
                Files.list(Built.target().resolve("screenshots").resolve(FOLDER))) {
            assertThat(pictures).hasSizeGreaterThan(15).allMatch(picture -> size(picture) < MOST_BYTES);
        }
    }

    private static long size(Path picture) {
        try {
            return Files.size(picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void take(Person person, String name) {
        person.page.mouse().move(0, 0);
        person.settle();
        person.picture(FOLDER + name);
    }
}
