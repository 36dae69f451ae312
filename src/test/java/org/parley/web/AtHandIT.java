package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.LoadState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.testing.Node;
import org.parley.testing.Script;
import org.parley.testing.Stage;

/** The parts of the chat page are where people look for them, and what they type arrives (issue 15, points 29, 31, 33, 34). */
@Tag("browser")
class AtHandIT {
    /** Longer than the list showed beside its buttons, and as long as titles usually are. */
    private static final String TITLE = "Planning a week in the hills";

    /** Creates conversations with the titles, the last of which becomes the newest. */
    private static final String MAKE = """
            async (titles) => {
              const api = await import('/resources/js/api/conversations.js');
              for (const title of titles) {
                await api.createConversation(title, [{ role: 'user', content: title }], {});
              }
            }""";

    private static final String CUT_OFF = "element => element.scrollWidth > element.clientWidth";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private Person person;

    @AfterEach
    void reset() {
        Stage.shared().model().reset();
    }

    @Test
    void aTitleHasTheWidthOfTheListUntilItsButtonIsWanted() {
        register(Screen.DESKTOP.options());
        make(TITLE);
        person.page.reload();
        Locator row = person.conversation(TITLE);
        Locator title = row.locator(".name");
        person.page.mouse().move(900, 400);
        assertThat(row.locator("button")).hasCSS("opacity", "0");
        assertThat(title.evaluate(CUT_OFF)).isEqualTo(false);
        row.hover();
        assertThat(row.locator("button")).hasCSS("opacity", "1");
        BoundingBox button = row.locator("button").boundingBox();
        BoundingBox shown = title.boundingBox();
        assertThat(shown.x + shown.width).isLessThanOrEqualTo(button.x + 1);
        row.locator("button").click();
        assertThat(person.page.getByRole(AriaRole.MENU)).isVisible();
        row.locator("button").click();
        assertThat(person.page.getByRole(AriaRole.MENU)).hasCount(0);
    }

    @Test
    void theArchiveIsReachedWithoutScrolling() {
        register(Screen.PHONE.options());
        String[] titles = new String[60];
        for (int i = 0; i < titles.length; i++) {
            titles[i] = "Conversation " + i;
        }
        make(titles);
        person.page.reload();
        person.openList();
        assertThat(person.conversations()).hasCount(30);
        assertThat(at("#archive")).isInViewport();
        person.choose("Conversation 59", "Archive");
        assertThat(person.conversation("Conversation 59")).hasCount(0);

        at("#archive").click();
        assertThat(person.conversations()).hasCount(1);
        assertThat(at("nav .archive-heading")).hasText("Archived conversations");
        assertThat(at("#archive")).hasText("Back to the list");
        at("#archive").click();
        assertThat(person.conversation("Conversation 58")).isVisible();
        assertThat(at("nav .archive-heading")).hasCount(0);
    }

    @ParameterizedTest
    @EnumSource
    void theAccountHasAMenuAndShowsTheFullName(Screen screen) {
        registerAs("Ada Augusta King", screen.options());
        assertThat(at("#welcome h2")).hasText("What's on your mind, Ada Augusta King?");
        person.openList();
        assertThat(at("#account .names")).containsText("Ada Augusta King");
        assertThat(at("#account small")).hasText(person.username);
        assertThat(at("#account .avatar")).hasText("A");

        at("#account").click();
        assertThat(person.page.getByRole(AriaRole.MENUITEM))
                .hasText(new String[] {"Settings", "Keyboard shortcuts", "Log out"});
        person.picture("at-hand-account-" + screen);
        person.page.keyboard().press("ArrowDown");
        person.page.keyboard().press("Enter");
        assertThat(at("dialog h2")).hasText("Keyboard shortcuts");
        person.page.keyboard().press("Escape");
        person.account("Settings");
        assertThat(person.page).hasURL(Pattern.compile(".*/settings\\.xhtml"));
        person.page.goBack();
        person.account("Log out");
        assertThat(person.page).hasURL(Pattern.compile(".*/login\\.xhtml"));
        person.page.navigate("/settings.xhtml");
        assertThat(at("#username")).isVisible();
    }

    @Test
    void aListThatIsOpenedWhileThePageStartsStaysOpen() {
        register(Screen.PHONE.options());
        List<Route> held = new CopyOnWriteArrayList<>();
        person.page.route("**/api/conversations?*", held::add);
        person.page.reload();
        person.openList();
        person.page.waitForCondition(() -> !held.isEmpty());
        held.forEach(Route::resume);

        assertThat(person.welcome()).isVisible();
        assertThat(at(".drawer-open")).hasCount(1);
        assertThat(at("#account")).isVisible();
    }

    @Test
    void whatFailsInTheListOnThePhoneIsToldInTheList() {
        register(Screen.PHONE.options());
        person.say("First words");
        person.page.route("**/api/conversations/*", route -> {
            if ("PUT".equals(route.request().method())) {
                route.fulfill(new Route.FulfillOptions().setStatus(500).setBody("{}"));
            } else {
                route.resume();
            }
        });
        person.choose("First words", "Rename");
        person.page.keyboard().type("Second thoughts");
        person.page.keyboard().press("Enter");

        assertThat(at("#sidebar #notices [role=alert]")).containsText("Couldn't rename it.");
        assertThat(at("#notices [role=alert]")).isInViewport();
        person.picture("at-hand-failed-in-the-list");
        person.closeList();
        assertThat(at("#thread #notices [role=alert]")).isInViewport();

        person.page.route("**/api/auth/logout", route -> route.abort());
        person.account("Log out");
        assertThat(person.page.getByText("Couldn't log out.")).isInViewport();
        assertThat(person.page).hasURL(Pattern.compile(".*/chat\\.xhtml.*"));
    }

    @Test
    void hiddenButtonsLeaveNoHoles() {
        register(Screen.DESKTOP.options());
        Stage.shared().model().next(Script.tokens("It begins").pause(Duration.ofSeconds(30)));
        person.write("Go on");
        assertThat(at(".message.assistant.writing")).containsText("It begins");
        at(".send.stop").click();
        assertThat(at(".end")).hasText("Stopped");
        person.say("And then?");
        person.page.mouse().move(900, 10);

        BoundingBox words = person.answers().first().locator(".prose").boundingBox();
        assertThat(at(".end").boundingBox().x - words.x).isBetween(-1.0, 1.0);
        person.picture("at-hand-stopped");
    }

    @Test
    void iconsThatMustBeGuessedHaveAWordWhereThereIsRoom() {
        register(Screen.DESKTOP.options());
        for (String[] button : new String[][] {{"#prompt", "Instructions"}, {"#temporary", "Temporary"}}) {
            assertThat(at(button[0]).getByText(button[1])).isVisible();
            assertThat(at(button[0]).getAttribute("aria-label")).contains(button[1]);
            assertThat(at(button[0])).hasAttribute("title", Pattern.compile(".+"));
        }
        person.page.setViewportSize(390, 844);
        assertThat(at("#prompt").getByText("Instructions")).isHidden();
        assertThat(at("#prompt").boundingBox().width).isEqualTo(44);
    }

    @Test
    void whatIsTypedOutsideTheBoxGoesIntoIt() {
        register(Screen.DESKTOP.options());
        person.say("| Name | Age |\n|---|---|\n| Ada | 36 |");
        assertThat(at("#title")).hasText("Name Age Ada 36");
        at("#composer-text").blur();
        person.page.keyboard().type("great");
        assertThat(at("#composer-text")).hasValue("great");
        assertThat(at("#composer-text")).isFocused();
        person.page.keyboard().type(" idea?");

        at("[data-act=copy]").last().focus();
        person.page.keyboard().type("1n/");
        assertThat(at("#composer-text")).hasValue("great idea?1n/");
        assertThat(person.messages()).hasCount(2);
        assertThat(at("#title")).hasText("Name Age Ada 36");
    }

    @Test
    void keysThatWriteNothingStayWhereTheyAre() {
        register(Screen.DESKTOP.options());
        at("#scroller").focus();
        for (String key : List.of(" ", "ArrowDown", "PageDown", "Home", "Control+b", "Alt+b", "Meta+b", "F8")) {
            person.page.keyboard().press(key);
            assertThat(at("#scroller")).isFocused();
        }
        assertThat(at("#composer-text")).hasValue("");
    }

    @Test
    void aKeyOfAnInputMethodADialogOrAMenuIsNotTakenAway() {
        register(Screen.DESKTOP.options());
        at("#scroller").focus();
        at("#scroller").evaluate("""
                (element) => element.dispatchEvent(
                  new KeyboardEvent('keydown', { key: 'k', keyCode: 229, bubbles: true, cancelable: true }))""");
        assertThat(at("#scroller")).isFocused();
        at("#account").click();
        assertThat(person.page.getByRole(AriaRole.MENUITEM).first()).isFocused();
        person.page.keyboard().type("s");
        assertThat(person.page.getByRole(AriaRole.MENU)).isVisible();
        person.page.keyboard().press("Escape");
        at("#prompt").click();
        assertThat(at("dialog textarea")).isFocused();
        person.page.keyboard().type("Be brief");
        assertThat(at("dialog textarea")).hasValue("Be brief");
        assertThat(at("#composer-text")).hasValue("");
    }

    @Test
    void whatIsPastedOutsideTheBoxGoesIntoItAndCanBeTakenBack() {
        register(Screen.DESKTOP.options().setPermissions(List.of("clipboard-read", "clipboard-write")));
        person.page.evaluate("navigator.clipboard.writeText('two\\nlines')");
        at("#scroller").focus();
        person.page.keyboard().press("Control+v");
        assertThat(at("#composer-text")).hasValue("two\nlines");
        assertThat(at(".send")).isEnabled();
        person.page.keyboard().press("Control+z");
        assertThat(at("#composer-text")).hasValue("");
    }

    @Test
    void singleKeysAreShortcutsOnceTheyAreSwitchedOnAndStayOn() {
        register(Screen.DESKTOP.options());
        person.say("First");
        person.openShortcuts();
        Locator choice = person.page.getByRole(AriaRole.SWITCH);
        assertThat(choice).not().isChecked();
        assertThat(at("#keys-meaning")).hasText("Letters you type outside a text field go into the message box.");
        choice.check();
        assertThat(at("#keys-meaning")).hasText("Letters you type outside a text field are shortcuts.");
        person.page.keyboard().press("Escape");
        person.page.reload();
        assertThat(person.answers()).hasCount(1);
        at("#scroller").focus();
        person.page.keyboard().press("n");
        assertThat(person.welcome()).isVisible();
        assertThat(at("#composer-text")).hasValue("");
        at("#scroller").focus();
        person.page.keyboard().press("?");
        choice.uncheck();
        person.page.keyboard().press("Escape");
        at("#scroller").focus();
        person.page.keyboard().press("?");
        assertThat(at("#composer-text")).hasValue("?");
    }

    @Test
    void menusAndDialogsOpenWithoutANetworkToo() {
        register(Screen.DESKTOP.options());
        person.say("First");
        person.page.reload();
        assertThat(person.answers()).hasCount(1);
        person.page.waitForLoadState(LoadState.NETWORKIDLE);
        person.offline(true);
        person.openMenu("First");
        assertThat(person.page.getByRole(AriaRole.MENU)).isVisible();
        person.page.keyboard().press("Escape");
        person.account("Keyboard shortcuts");
        assertThat(at("dialog")).isVisible();
        person.page.keyboard().press("Escape");
        at("#prompt").click();
        assertThat(at("dialog textarea")).isFocused();
    }

    @ParameterizedTest
    @EnumSource
    void theExamplesAreThreeEqualCards(Screen screen) {
        registerAs("Ada King", screen.options());
        List<BoundingBox> cards =
                at("#prompts button").all().stream().map(Locator::boundingBox).toList();
        assertThat(cards).hasSize(3).allSatisfy(card -> {
            assertThat(card.width).isEqualTo(cards.get(0).width);
            assertThat(card.height).isBetween(cards.get(0).height - 30, cards.get(0).height + 30);
        });
        if (screen == Screen.DESKTOP) {
            assertThat(cards).allSatisfy(card -> {
                assertThat(card.y).isEqualTo(cards.get(0).y);
                assertThat(card.height).isEqualTo(cards.get(0).height);
            });
        }
        person.picture("at-hand-welcome-" + screen);
    }

    @Test
    void thePagesSayWhoCanReadAChatAndWhereItIsSent() {
        register(Screen.DESKTOP.options());
        String stored = "Other users can't read them; the people who run the server can.";
        String sent = "For each answer, the chat is sent to a model server on the same machine.";
        assertThat(at("#welcome")).containsText(stored + " " + sent);
        assertThat(at("body")).not().containsText("only you");
        at("#temporary").click();
        assertThat(at("#temporary-note"))
                .hasText("Temporary chat. This server stores nothing of it; it's gone when you leave or reload.");
        assertThat(at("#welcome").getByText(stored)).isHidden();
        assertThat(at("#welcome").getByText(sent)).isVisible();
        for (String page : List.of("settings", "basic")) {
            person.page.navigate("/" + page + ".xhtml");
            assertThat(at("main")).containsText(stored + " " + sent);
        }
    }

    @Test
    void withoutAModelNothingIsSentAndTheTitleStandsInTheMiddleOfItsBar() {
        person = chromium.person(Node.shared().url().toString(), Screen.DESKTOP.options());
        person.register();
        assertThat(at("#connect")).isVisible();
        assertThat(person.page.getByText("For each answer")).isHidden();
        assertThat(at("#welcome h2")).hasText("What's on your mind, " + person.username + "?");
        assertThat(at("#account small")).hasCount(0);
        BoundingBox bar = at(".topbar").boundingBox();
        BoundingBox title = at("#title").boundingBox();
        assertThat(title.y + title.height / 2).isBetween(bar.y + bar.height / 2 - 2, bar.y + bar.height / 2 + 2);
        person.picture("at-hand-no-model");

        person.page.route("**/api/models", route -> {});
        person.page.reload();
        BoundingBox early = at("#title").boundingBox();
        assertThat(early.y).as("the title before the models are known").isEqualTo(title.y);
    }

    private void make(String... titles) {
        person.page.evaluate(MAKE, List.of(titles));
    }

    private void register(Browser.NewContextOptions options) {
        person = chromium.person(Stage.shared().node().url().toString(), options);
        person.register();
    }

    private void registerAs(String fullName, Browser.NewContextOptions options) {
        person = chromium.person(Stage.shared().node().url().toString(), options);
        person.page.navigate("/register.xhtml");
        at("#username").fill(person.username);
        at("#email").fill(person.username + "@example.org");
        at("#fullName").fill(fullName);
        at("#password").fill(Person.PASSWORD);
        at("#submit").click();
        assertThat(person.welcome()).isVisible();
    }

    private Locator at(String selector) {
        return person.page.locator(selector);
    }
}
