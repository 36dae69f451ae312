package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.testing.Node;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;
import org.parley.testing.Stage;

/** axe-core checks every page in every state: desktop and phone, light and dark. */
@Tag("browser")
class AccessibilityIT {
    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static Stage stage;
    private static ScriptedModel model;

    private final Axe axe = new Axe();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private Person person;

    @BeforeAll
    static void start() {
        stage = Stage.shared();
        model = stage.model();
    }

    @AfterEach
    void letGo() {
        goOn.countDown();
        model.reset();
    }

    @Test
    void whatIsWrongIsFound() {
        open(Screen.DESKTOP);
        person.page.navigate("/login.xhtml");
        person.page.evaluate("() => document.querySelectorAll('label').forEach((label) => label.remove())");
        axe.look(person.page, "login without labels");

        assertThat(axe.found()).isNotEmpty().allMatch(one -> one.contains("label"));
    }

    @ParameterizedTest
    @EnumSource
    void pagesInFrontOfTheDoor(Screen screen) {
        open(screen);
        for (String page : List.of("login", "register")) {
            person.page.navigate("/" + page + ".xhtml");
            axe.look(person.page, page);
            person.page.locator("form").evaluate("form => { form.noValidate = true; }");
            person.page.locator("#submit").click();
            assertThat(person.page.locator("[role=alert]")).isVisible();
            axe.look(person.page, page + " refused");
        }
        nothingWasFound();
    }

    @ParameterizedTest
    @EnumSource
    void pagesOfSomebodyWhoIsIn(Screen screen) {
        open(screen);
        person.register();
        axe.look(person.page, "first run");
        String rich = Album.fill(person.page);
        person.page.navigate("/chat.xhtml?c=" + rich);
        assertThat(person.page.locator(".hljs-keyword").first()).isVisible();
        axe.look(person.page, "a rich conversation");
        person.page.navigate("/password.xhtml");
        axe.look(person.page, "password");
        person.page.navigate("/settings.xhtml");
        axe.look(person.page, "settings");
        person.page.locator("#save").click();
        assertThat(person.page.locator(".notice.good")).isVisible();
        axe.look(person.page, "settings saved");
        person.page.locator("#delete-all").click();
        assertThat(person.page.locator("dialog")).isVisible();
        axe.look(person.page, "delete all");
        person.page.navigate("/account.xhtml");
        assertThat(person.page.locator("#session-list .badge")).isVisible();
        axe.look(person.page, "account");
        person.promote();
        for (String page : List.of("admin", "admin-audit", "admin-system")) {
            person.page.navigate("/" + page + ".xhtml");
            assertThat(person.page.locator("#rows tr[data-id]").first()).isVisible();
            axe.look(person.page, page);
        }
        person.page.navigate("/basic.xhtml");
        axe.look(person.page, "basic list");
        person.page.navigate("/basic.xhtml?q=file");
        assertThat(person.page.locator(".results mark").first()).isVisible();
        axe.look(person.page, "basic search");
        person.page.navigate("/basic.xhtml?q=nowhere");
        axe.look(person.page, "basic search, nothing found");
        person.page.navigate("/basic.xhtml?c=" + rich);
        axe.look(person.page, "basic conversation");
        person.page.navigate("/basic.xhtml?c=000000000000000000000000");
        axe.look(person.page, "basic, not found");
        model.away();
        person.page.navigate("/basic.xhtml");
        person.page.locator("#text").fill("Anybody there?");
        person.page.locator("#send").click();
        assertThat(person.page.locator("[role=alert]")).isVisible();
        model.back();
        axe.look(person.page, "basic, failed");
        nothingWasFound();
    }

    @ParameterizedTest
    @EnumSource
    void theDescriptionOfTheApi(Screen screen) {
        open(screen);
        person.register();
        person.page.navigate("/api.xhtml");
        assertThat(person.page.locator(".opblock").first()).isVisible();
        for (String method : List.of("get", "post", "put", "delete")) {
            Locator one = person.page.locator(".opblock-" + method).first();
            one.locator(".opblock-summary-control").click();
            assertThat(one.locator(".opblock-body")).isVisible();
        }
        Locator get = person.page.locator(".opblock-get.is-open");
        get.locator(".try-out__btn").click();
        get.locator(".execute").click();
        assertThat(get.locator(".live-responses-table")).isVisible();
        axe.look(person.page, "api, tried out"); // with the other operations closed, as they all are at first
        nothingWasFound();
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerWhileItIsWrittenAndWhatCanBecomeOfIt(Screen screen) {
        open(screen);
        person.register();
        model.next(Script.tokens(
                        "It begins **here**, with `code`\n\n",
                        "```java\nint a = 1;\n```\n\n",
                        "| a | b |\n|---|---|\n| 1 | 2 |\n\n")
                .await(goOn)
                .then("and ends."));
        person.write("Go on");
        assertThat(person.page.locator(".message.assistant.writing table")).isVisible();
        axe.look(person.page, "streaming");
        person.openList();
        assertThat(person.page.locator(".mark.running")).isVisible();
        axe.look(person.page, "streaming, list");
        person.closeList();
        person.page.locator(".send.stop").click();
        assertThat(person.page.locator(".end")).hasText("Stopped");
        axe.look(person.page, "stopped");
        person.page.locator(".message.assistant [data-act=again]").click();
        assertThat(person.page.locator(".versions")).isVisible();
        axe.look(person.page, "versions");
        model.away();
        person.write("And now?");
        assertThat(person.page.locator(".message.assistant.failed")).containsText("No answer came");
        model.back();
        axe.look(person.page, "failed");
        nothingWasFound();
    }

    @ParameterizedTest
    @EnumSource
    void dialogsAndMenusOfTheChat(Screen screen) {
        open(screen);
        person.register();
        person.say("Something to act on");
        person.page.locator("#model").click();
        axe.look(person.page, "model list");
        person.page.keyboard().press("Escape");
        person.page.locator(".figures .info").last().click();
        axe.look(person.page, "figures");
        person.page.keyboard().press("Escape");
        person.messages().first().hover();
        person.page.locator("[data-act=edit]").first().click();
        assertThat(person.page.locator(".editing")).isVisible();
        axe.look(person.page, "editing");
        person.page.keyboard().press("Escape");
        person.page.locator("#prompt").click();
        assertThat(person.page.locator("dialog")).isVisible();
        axe.look(person.page, "instructions");
        person.page.keyboard().press("Escape");
        person.openList();
        axe.look(person.page, "list");
        person.page.locator("#account").click();
        assertThat(person.page.getByRole(AriaRole.MENU)).isVisible();
        axe.look(person.page, "account menu");
        person.page.keyboard().press("Escape");
        person.openShortcuts();
        axe.look(person.page, "shortcuts");
        person.page.getByRole(AriaRole.SWITCH).check();
        axe.look(person.page, "single-key shortcuts");
        person.page.keyboard().press("Escape");
        person.openMenu("Something to act on");
        assertThat(person.page.getByRole(AriaRole.MENU)).isVisible();
        axe.look(person.page, "menu");
        person.page.keyboard().press("Escape");
        person.choose("Something to act on", "Delete");
        assertThat(person.page.locator("dialog")).isVisible();
        axe.look(person.page, "delete");
        person.page.keyboard().press("Escape");
        person.choose("Something to act on", "Rename");
        axe.look(person.page, "rename");
        person.page.keyboard().press("Escape");
        person.choose("Something to act on", "Archive");
        assertThat(person.welcome()).isVisible();
        assertThat(person.page.locator(".drawer-open")).hasCount(0);
        person.openList();
        person.page.getByText("Archived conversations").click();
        assertThat(person.conversation("Something to act on")).isVisible();
        axe.look(person.page, "archive");
        nothingWasFound();
    }

    @ParameterizedTest
    @EnumSource
    void aChatThatIsTemporaryOfflineExpiredOrWithoutItsList(Screen screen) {
        open(screen);
        person.register();
        person.page.locator("#temporary").click();
        axe.look(person.page, "temporary, empty");
        person.say("A secret");
        axe.look(person.page, "temporary");
        person.openList();
        person.page.locator("#new-chat").click();
        assertThat(person.page.locator("dialog")).isVisible();
        axe.look(person.page, "leaving it");
        person.page.locator("dialog .danger").click();
        assertThat(person.welcome()).isVisible();
        assertThat(person.page.locator(".drawer-open")).hasCount(0);
        person.offline(true);
        person.write("Not yet");
        assertThat(person.page.getByText("Not sent yet")).isVisible();
        axe.look(person.page, "offline");
        person.offline(false);
        assertThat(person.answers()).hasCount(1);
        person.page.context().clearCookies();
        person.write("Too late");
        assertThat(person.page.getByText("Log in again")).isVisible();
        axe.look(person.page, "session ended");
        person.page.getByText("Log in again").click();
        person.logIn();
        assertThat(person.answers()).hasCount(2);
        stage.wire().cut();
        try {
            person.write("Is the database there?");
            assertThat(person.page
                            .locator(".message.failed, .message.unsent, [role=alert]")
                            .first())
                    .isVisible();
            axe.look(person.page, "database away");
        } finally {
            Mishap.mend(stage);
        }
        nothingWasFound();
    }

    @ParameterizedTest
    @EnumSource
    void pagesThatTellWhatWentWrong(Screen screen) {
        open(screen);
        person.register();
        for (Mishap mishap : Mishap.values()) {
            try {
                assertThat(mishap.lead(stage, person.page)).isEqualTo(mishap.status);
                axe.look(person.page, mishap.toString());
            } finally {
                Mishap.mend(stage);
            }
        }
        nothingWasFound();
    }

    @ParameterizedTest
    @EnumSource
    void aFirstRunWithoutAModel(Screen screen) {
        person = chromium.person(Node.shared().url().toString(), screen.options());
        person.register();
        assertThat(person.page.locator("#connect")).isVisible();
        axe.look(person.page, "first run without a model");
        nothingWasFound();
    }

    private void open(Screen screen) {
        person = chromium.person(stage.node().url().toString(), screen.options());
    }

    private void nothingWasFound() {
        assertThat(axe.found()).isEmpty();
    }
}
