package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Await;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;
import org.parley.testing.Stage;

/** What the list marks as new, what can be undone, and conversations that were deleted elsewhere (issue 15, 25, 26 and 32). */
@Tag("browser")
class ListStateIT {
    private static final String GONE = "This chat has been deleted.";
    private static final String RETRY = "[data-act=send], [data-act=answer], [data-act=late]";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private final ScriptedModel model = Stage.shared().model();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private Person person;

    @BeforeEach
    void reset() {
        model.reset();
    }

    @AfterEach
    void letGo() {
        goOn.countDown();
        model.reset();
    }

    @Test
    void onlyWhatOthersWroteIsNew() {
        register(Screen.DESKTOP);
        person.say("At home");
        String home = id();
        person.page.locator("#new-chat").click();
        String made = (String) program("() => api.createConversation('By a program', [{ role: 'user', content: 'a' }])"
                + ".then((made) => made.id)");
        comeBack();
        assertThat(person.conversation("By a program")).isVisible();
        nothingIsNew();
        person.page.reload();
        assertThat(person.conversation("By a program")).isVisible();
        nothingIsNew();

        person.choose("At home", "Rename");
        person.page.getByLabel("New title").fill("My home");
        person.page.keyboard().press("Enter");
        assertThat(person.conversation("My home")).isVisible();
        program("(id) => api.changeConversation(id, { title: 'Named by a model', metadata: { tags: ['x'] } })", home);
        comeBack();
        assertThat(person.conversation("Named by a model")).isVisible();
        nothingIsNew();

        program("(id) => api.addMessage(id, 'assistant', 'Written elsewhere')", made);
        comeBack();
        assertThat(person.conversation("By a program").locator(".mark.new")).isVisible();
        assertThat(person.page.locator(".mark.new")).hasCount(1);
        person.conversation("By a program").locator("a").click();
        assertThat(person.answers()).containsText("Written elsewhere");
        nothingIsNew();
        program("(id) => api.addMessage(id, 'user', 'While it is open')", made);
        comeBack();
        assertThat(person.messages().nth(2)).containsText("While it is open");
        person.page.locator("#new-chat").click();
        nothingIsNew();
        person.page.reload();
        assertThat(person.conversations()).hasCount(2);
        nothingIsNew();
    }

    @Test
    void anAnswerThatWasReadIsNotNewWhenTheListHearsOfItLate() {
        register(Screen.DESKTOP);
        List<Route> held = new CopyOnWriteArrayList<>();
        person.page.route(Pattern.compile(".*/api/conversations/[0-9a-f]+\\?view=summary"), held::add);
        person.say("Read at once");
        person.page.waitForCondition(() -> !held.isEmpty());
        person.page.locator("#new-chat").click();
        program("(id) => api.changeConversation(id, { title: 'A title that came late' })", idOf("Read at once"));
        held.forEach(Route::resume);

        assertThat(person.conversation("A title that came late")).isVisible();
        nothingIsNew();
    }

    @Test
    void whatAnEarlierVersionRememberedMarksNothing() {
        register(Screen.DESKTOP);
        person.say("Old");
        person.page.evaluate(
                "([user, id]) => localStorage.setItem('parley-seen:' + user, JSON.stringify("
                        + "{ since: '2020-01-01T00:00:00.000Z', at: { [id]: '2020-01-01T00:00:00.000Z' } }))",
                List.of(person.username, id()));
        person.page.navigate("/chat.xhtml");

        assertThat(person.conversation("Old")).isVisible();
        nothingIsNew();
        program("(id) => api.addMessage(id, 'assistant', 'More')", idOf("Old"));
        comeBack();
        assertThat(person.conversation("Old").locator(".mark.new")).isVisible();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasWrittenInADeletedChatBeginsANewOne(Screen screen) {
        register(screen);
        person.say("Doomed");
        String gone = id();
        program("(id) => api.deleteConversation(id)", gone);
        person.write("Is anybody there?");

        assertThat(notice("thread")).containsText(GONE + " What you wrote is still here.");
        assertThat(notice("thread")).hasAttribute("role", "alert");
        assertThat(person.page.locator(".message.user.failed")).containsText("Is anybody there?");
        assertThat(person.page.locator(RETRY)).hasCount(0);
        assertThat(person.page.locator("#title")).hasText("Doomed");
        assertThat(person.conversation("Doomed")).hasCount(0);
        person.page.locator("#composer-text").fill("Half of the next");
        assertThat(person.page.locator(".send")).isDisabled();
        look("gone", screen);
        begin();

        assertThat(person.answers()).hasCount(1);
        assertThat(person.messages().first()).containsText("Is anybody there?");
        assertThat(person.page.locator("#composer-text")).hasValue("Half of the next");
        assertThat(person.page).hasURL(Pattern.compile(".*\\?c=(?!" + gone + ")[0-9a-f]{24}"));
        assertThat(notice("thread")).hasCount(0);
        person.page.reload();
        assertThat(person.messages()).hasCount(2);
    }

    @Test
    void aTabThatShowsADeletedChatSaysSoByItself() {
        register(Screen.DESKTOP);
        person.say("Doomed");
        Page tab = person.secondTab();
        assertThat(tab.locator(".message.assistant.kept")).hasCount(1);
        person.page.bringToFront();
        person.page.clock().install();
        person.page.reload();
        remove("Doomed");
        assertThat(person.welcome()).isVisible();
        assertThat(tab.locator("nav .conversation")).hasCount(1);
        person.page.clock().fastForward(10_000);

        assertThat(tab.locator("[data-kind=thread]")).containsText(GONE);
        assertThat(tab.locator("nav .conversation")).hasCount(0);
        assertThat(tab.locator(".message")).hasCount(2);
        assertThat(tab.locator("[data-kind=thread] button")).hasText("New chat");
        tab.locator("#composer-text").fill("A thought");
        assertThat(tab.locator("[data-kind=thread] button")).hasText("Start a new chat with it");
        tab.locator("[data-kind=thread] button").click();
        assertThat(tab.locator("#welcome")).isVisible();
        assertThat(tab.locator("#composer-text")).hasValue("A thought");
    }

    @Test
    void aChatThatAnotherDeviceDeletedIsNoticedWithTheList() {
        register(Screen.DESKTOP);
        person.say("Doomed");
        String gone = id();
        program("(id) => api.deleteConversation(id)", gone);
        comeBack();
        assertThat(notice("thread")).containsText(GONE);
        assertThat(person.conversations()).hasCount(0);

        person.page.locator("#composer-text").fill("Not yet sent");
        person.page.reload();
        assertThat(notice("thread")).containsText("What you wrote is still here");
        begin();
        assertThat(person.welcome()).isVisible();
        assertThat(person.page.locator("#composer-text")).hasValue("Not yet sent");
        person.page.navigate("/chat.xhtml?c=" + gone);
        assertThat(notice("list")).containsText("Conversation not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"again", "edit", "model", "version"})
    void whateverIsTriedInADeletedChatSaysThatItIsGone(String what) {
        model.titles("Named for good");
        register(Screen.DESKTOP);
        person.say("Doomed");
        person.page.locator("[data-act=again]").click();
        assertThat(person.page.locator(".versions")).containsText("2 / 2");
        person.say("More of it");
        // While the page looks for the title of a new chat, it finds out by itself.
        assertThat(person.page.locator("#title")).hasText("Named for good");
        program("(id) => api.deleteConversation(id)", id());
        boolean tried = tryInDeleted(what);

        assertThat(notice("thread")).containsText(GONE);
        assertThat(person.page.locator(RETRY)).hasCount(0);
        assertThat(person.messages()).hasCount(tried && what.equals("edit") ? 5 : 4);
        assertThat(person.page.locator("[data-act=again]:visible, [data-act=edit]:visible"))
                .hasCount(0);
    }

    /** Tries it, unless the page on a slow machine has noticed by itself that the chat is gone, and offers it no longer. */
    private boolean tryInDeleted(String what) {
        person.page.setDefaultTimeout(5_000);
        try {
            switch (what) {
                case "again" -> person.page.locator("[data-act=again]").last().click();
                case "edit" -> {
                    person.messages().first().hover();
                    person.page.locator("[data-act=edit]").first().click();
                    person.page.locator(".editing").fill("Otherwise");
                    person.page.locator(".editing").press("Enter");
                }
                case "model" -> person.chooseModel("second");
                default -> person.page.locator("[data-act=previous]").click();
            }
            return true;
        } catch (TimeoutError e) {
            return false;
        } finally {
            person.page.setDefaultTimeout(30_000);
        }
    }

    @Test
    void aDeletedChatInTheListIsDroppedWhenItIsChangedOrDeletedOnceMore() {
        register(Screen.DESKTOP);
        for (String title : List.of("First", "Second", "Third")) {
            program("(title) => api.createConversation(title)", title);
        }
        comeBack();
        assertThat(person.conversations()).hasCount(3);
        person.page.route(Pattern.compile(".*/api/conversations\\?view=summary.*"), route -> {}); // a list without news
        program("() => api.deleteAllConversations()");
        person.choose("First", "Rename");
        person.page.getByLabel("New title").fill("Otherwise");
        person.page.keyboard().press("Enter");
        assertThat(notice("list")).containsText("Conversation not found");
        assertThat(person.conversation("First")).hasCount(0);
        assertThat(person.conversation("Otherwise")).hasCount(0);

        person.page.clock().install();
        remove("Second");
        person.page.clock().fastForward(10_000);
        assertThat(person.page.locator("[data-kind^=undo]")).hasCount(0);
        assertThat(notice("list")).not().containsText("Couldn't delete");
        assertThat(person.conversations()).hasCount(1);

        person.page.locator("#new-chat").click();
        assertThat(notice("list")).hasCount(0);
        person.choose("Third", "Archive");
        person.page.clock().fastForward(10_000);
        assertThat(notice("list")).containsText("Conversation not found");
        assertThat(person.conversations()).hasCount(0);
    }

    @Test
    void aMessageToAChatThatWasLeftAndIsGoneIsNotLost() {
        register(Screen.DESKTOP);
        person.say("Doomed");
        String gone = id();
        List<Route> held = new CopyOnWriteArrayList<>();
        person.page.route("**/api/conversations/*/messages", held::add);
        person.write("On its way");
        person.page.waitForCondition(() -> !held.isEmpty());
        person.page.locator("#new-chat").click();
        program("(id) => api.deleteConversation(id)", gone);
        held.forEach(Route::resume);

        assertThat(notice("list")).containsText(GONE);
        assertThat(person.conversations()).hasCount(0);
        notice("list").getByText("Start a new chat with it").click();
        assertThat(person.answers()).hasCount(1);
        assertThat(person.messages().first()).containsText("On its way");
    }

    @Test
    void whatWasReadOfAnAnswerStaysWhenItsChatIsDeleted() {
        register(Screen.DESKTOP);
        model.next(Script.tokens("Half of **it**").await(goOn).then(" and more."));
        person.write("Doomed");
        assertThat(person.page.locator(".message.assistant.writing")).containsText("Half of it");
        program("(id) => api.deleteConversation(id)", id());

        assertThat(notice("thread")).containsText(GONE);
        assertThat(person.answers()).containsText("Half of it");
        assertThat(person.page.locator(".end")).hasText("Interrupted");
        assertThat(person.page.locator(RETRY)).hasCount(0);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsSentWhileItCanBeUndone(Screen screen) {
        register(screen);
        for (String title : List.of("One", "Two", "Three")) {
            person.say(title);
            person.openList();
            person.page.locator("#new-chat").click();
        }
        List<String> sent = new ArrayList<>();
        person.page.onRequest(request -> {
            if (List.of("DELETE", "PUT").contains(request.method())) {
                sent.add(request.method());
            }
        });
        List<String> answered = new ArrayList<>();
        person.page.onResponse(response -> {
            if (List.of("DELETE", "PUT").contains(response.request().method())) {
                answered.add(response.request().method());
            }
        });
        person.page.clock().install();
        remove("One");
        remove("Two");
        person.choose("Three", "Archive");
        assertThat(person.conversations()).hasCount(0);
        assertThat(person.page.locator("[data-kind^=undo]")).hasText(new Pattern[] {
            Pattern.compile("Deleted “One”.*Undo"),
            Pattern.compile("Deleted “Two”.*Undo"),
            Pattern.compile("Archived “Three”.*Undo")
        });
        look("undo", screen);
        comeBack(); // the server still lists them
        undo("Two").click();
        assertThat(person.conversations()).hasCount(1);
        assertThat(sent).isEmpty();
        person.page.clock().fastForward(10_000);

        person.page.waitForCondition(() -> answered.size() == 2); // or the reload could overtake them
        assertThat(sent).containsExactlyInAnyOrder("DELETE", "PUT");
        assertThat(person.page.locator("[data-kind^=undo]")).hasCount(0);
        person.page.reload();
        person.openList();
        assertThat(person.conversations()).hasText(new Pattern[] {Pattern.compile("Two")});
        person.page.getByText("Archived conversations").click();
        assertThat(person.conversations()).hasText(new Pattern[] {Pattern.compile("Three")});
    }

    @Test
    void loggingOutSendsWhatCouldStillBeUndone() {
        register(Screen.DESKTOP);
        person.say("One");
        person.page.locator("#new-chat").click();
        person.say("Two");
        remove("One");
        person.account("Log out");
        person.page.waitForURL("**/login.xhtml");

        person.logIn();
        assertThat(person.conversations()).hasText(new Pattern[] {Pattern.compile("Two")});
    }

    @Test
    void theOpenChatIsOpenAgainOnceItsDeletionIsUndone() {
        register(Screen.DESKTOP);
        person.say("Keep me");
        String address = person.page.url();
        remove("Keep me");
        assertThat(person.welcome()).isVisible();
        assertThat(person.page.locator("#composer-text")).isFocused();
        undo("Keep me").click();
        assertThat(person.page).hasURL(address);
        assertThat(person.messages()).hasCount(2);

        person.choose("Keep me", "Archive");
        person.page.getByText("Archived conversations").click();
        assertThat(person.conversation("Keep me")).isVisible();
        assertThat(person.page.locator("[data-kind^=undo]")).hasCount(0);
        person.choose("Keep me", "Move out of the archive");
        undo("Keep me").click();
        assertThat(person.conversation("Keep me")).isVisible();
    }

    @Test
    void undoIsReachedByKeyboardAndAnnounced() {
        register(Screen.DESKTOP);
        person.say("By keyboard");
        person.page.locator("#new-chat").click();
        person.conversation("By keyboard").locator("a").focus();
        person.page.keyboard().press("Tab");
        person.page.keyboard().press("Enter");
        assertThat(person.page.getByRole(AriaRole.MENUITEM).first()).isFocused();
        person.page.keyboard().press("End");
        person.page.keyboard().press("Enter");
        assertThat(person.page.locator("dialog button[value=no]")).isFocused();
        person.page.keyboard().press("Tab");
        person.page.keyboard().press("Enter");

        assertThat(undo("By keyboard")).isFocused();
        assertThat(person.page.locator("#notices[role=status]")).containsText("Deleted “By keyboard”.");
        person.page.keyboard().press("Enter");
        assertThat(person.conversation("By keyboard").locator("a")).isFocused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/settings.xhtml", "about:blank", "reload"})
    void leavingThePageSendsWhatCouldStillBeUndone(String where) {
        register(Screen.DESKTOP);
        person.say("Delete me");
        String deleted = id();
        person.page.locator("#new-chat").click();
        person.say("Archive me");
        String archived = id();
        Page other = person.secondTab();
        person.page.bringToFront();
        remove("Delete me");
        person.choose("Archive me", "Archive");
        assertThat(person.conversations()).hasCount(0);
        if (where.equals("reload")) {
            person.page.reload();
        } else {
            person.page.navigate(where);
        }

        Await.until("it is deleted", () -> "404".equals(status(other, deleted)));
        Await.until("it is archived", () -> "archived".equals(status(other, archived)));
        if (where.equals("reload")) {
            assertThat(person.page.getByText("No conversations yet")).isVisible();
        }
    }

    /** The list was read before the deletion was stored, and comes after the deletion has been answered. */
    @Test
    void aListThatWasReadBeforeADeletionDoesNotBringItBack() {
        register(Screen.DESKTOP);
        person.say("Delete me");
        String deleted = id();
        person.page.locator("#new-chat").click();
        person.page.clock().install();
        remove("Delete me");
        List<Route> deletions = new ArrayList<>();
        List<Runnable> lists = new ArrayList<>();
        person.page.route(Pattern.compile("/api/conversations/[0-9a-f]{24}$"), deletions::add);
        person.page.clock().fastForward(10_000);
        pumpUntil("the deletion", () -> deletions.size() == 1);
        person.page.evaluate(
                "fetch('api/conversations', {method: 'POST', headers: {'Content-Type': 'application/json'},"
                        + " body: '{\"title\": \"From elsewhere\"}'})");
        person.page.route(Pattern.compile("/api/conversations\\?"), route -> {
            APIResponse old = route.fetch();
            lists.add(() -> route.fulfill(new Route.FulfillOptions().setResponse(old)));
        });
        person.page.evaluate("dispatchEvent(new Event('online'))");
        pumpUntil("the list", () -> lists.size() == 1);

        person.page.waitForResponse(answer -> answer.request().method().equals("DELETE"), deletions.get(0)::resume);
        assertThat(status(person.page, deleted)).isEqualTo("404");
        person.page.evaluate("fetch('api/health')"); // a later answer, so the page knows that of the deletion
        lists.get(0).run();

        assertThat(person.conversation("From elsewhere")).isVisible();
        assertThat(person.conversations().allTextContents()).hasSize(1); // the next list would be right again
    }

    /** Playwright calls the handlers of requests while it is asked for something. */
    private void pumpUntil(String what, BooleanSupplier condition) {
        Await.until(what, () -> {
            person.page.evaluate("1");
            return condition.getAsBoolean();
        });
    }

    @Test
    void whatCouldNotBeDeletedComesBack() {
        register(Screen.DESKTOP);
        person.say("Stubborn");
        person.page.clock().install();
        person.page.route(
                "**/api/conversations/*",
                route -> route.fulfill(new Route.FulfillOptions().setStatus(503).setBody("{}")));
        remove("Stubborn");
        person.page.clock().fastForward(10_000);

        assertThat(notice("list")).containsText("Couldn't delete it. The conversation is still there.");
        assertThat(person.conversation("Stubborn")).isVisible();
    }

    @ParameterizedTest
    @EnumSource
    void aFailedAnswerKeepsItsMarkAndItsRetryAfterALaterMessage(Screen screen) {
        register(screen);
        model.next(Script.refusal(500));
        person.write("The first question");
        assertThat(person.page.locator(".message.assistant.failed")).containsText("No answer came");
        person.say("The second question");
        assertThat(person.messages().first().locator(".late")).containsText("No answer came");
        look("failed-before", screen);
        person.page.reload();
        assertThat(person.messages().first().locator(".late")).containsText("No answer came");
        assertThat(person.messages()).hasCount(3);

        model.next(Script.refusal(500)).next(Script.tokens("A late answer."));
        person.page.locator("[data-act=late]").click();
        assertThat(person.messages()).hasCount(3);
        assertThat(person.page.locator("[data-act=late]")).hasCount(1);
        person.page.locator("[data-act=late]").click();
        assertThat(person.answers()).containsText("A late answer.");
        assertThat(person.page.locator(".late")).hasCount(0);
        person.page.getByLabel("Previous version").click();
        assertThat(person.messages()).hasCount(3);
        assertThat(person.page.locator(".late")).hasCount(0);
    }

    @Test
    void aStoppedFirstAnswerGetsATitle() {
        register(Screen.DESKTOP);
        model.titles("Stopped and named").next(Script.tokens("One").await(goOn).then(" two"));
        person.write("Count");
        assertThat(person.page.locator(".message.assistant.writing")).containsText("One");
        person.page.locator(".send.stop").click();
        assertThat(person.page.locator(".end")).hasText("Stopped");

        assertThat(person.page.locator("#title")).hasText("Stopped and named");
        assertThat(person.conversations()).hasText(new Pattern[] {Pattern.compile("Stopped and named")});
    }

    private void register(Screen screen) {
        person = chromium.person(Stage.shared().node().url().toString(), screen.options());
        person.register();
    }

    private void look(String name, Screen screen) {
        for (String theme : List.of("light", "dark")) {
            person.page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme);
            person.settle();
            person.picture("list-state-" + name + "-" + screen.name().toLowerCase(Locale.ROOT) + "-" + theme);
        }
    }

    private void remove(String title) {
        person.choose(title, "Delete");
        person.page.locator("dialog .danger").click();
        assertThat(person.conversation(title)).hasCount(0);
    }

    private void begin() {
        notice("thread").getByText("Start a new chat with it").click();
    }

    private void nothingIsNew() {
        person.settle();
        assertThat(person.page.locator(".mark.new, .unread")).hasCount(0);
    }

    /** As when the person comes back to the tab, which asks for the list. */
    private void comeBack() {
        person.page.waitForResponse(
                Pattern.compile(".*/api/conversations\\?view=summary.*"),
                () -> person.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))"));
    }

    /** What another program does with the same account. */
    private Object program(String function, Object... argument) {
        String script = "async (argument) => { const api = await import('/resources/js/api/conversations.js');"
                + " return await (" + function + ")(argument); }";
        return person.page.evaluate(script, argument.length == 0 ? null : argument[0]);
    }

    private static Object status(Page page, String id) {
        return page.evaluate(
                "(id) => fetch('/api/conversations/' + id + '?view=summary')"
                        + ".then(async (answer) => answer.ok ? (await answer.json()).status : String(answer.status))",
                id);
    }

    private String id() {
        return person.page.url().replaceAll(".*\\?c=", "");
    }

    private String idOf(String title) {
        return person.conversation(title).getAttribute("data-id");
    }

    private Locator notice(String kind) {
        return person.page.locator("#notices [data-kind=" + kind + "]");
    }

    private Locator undo(String title) {
        return person.page
                .locator("[data-kind^=undo]")
                .filter(new Locator.FilterOptions().setHasText(title))
                .getByText("Undo");
    }
}
