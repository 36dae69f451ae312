package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.testing.Stage;

/** Small everyday behaviours that are noticed only when they are wrong. */
@Tag("browser")
class EverydayIT {
    private static final String LONG_NAME =
            "hf.co/someone/A_model_whose_name_goes_on_and_says_all_there_is_GGUF:Q4_K_M_L";

    /** Fills the storage of the page. */
    private static final String FILL = """
            () => {
              for (let size = 1 << 22, n = 0; size >= 1; ) {
                try { localStorage.setItem('full-' + n++, 'x'.repeat(size)); } catch { size >>= 1; }
              }
            }""";

    /** Types ten letters into a long text within one moment. @return how many drafts are kept after that */
    private static final String TYPE_FAST = """
            () => {
              const box = document.getElementById('composer-text');
              for (let i = 0; i < 10; i++) {
                box.value = 'word '.repeat(18000) + i;
                box.dispatchEvent(new Event('input', { bubbles: true }));
              }
              return Object.keys(localStorage).filter((key) => key.startsWith('parley-draft')).length;
            }""";

    /** Elements that are wider than the phone. */
    private static final String STICK_OUT = """
            [...document.querySelectorAll('#model, .figures, #new-chat-top')].filter((one) =>
              one.getBoundingClientRect().right > 360)""";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private Person person;

    @Test
    void theLoginPageHasTheCursorWhereSomethingIsMissing() {
        open(Screen.DESKTOP.options());
        person.page.navigate("/login.xhtml");
        assertThat(at("#username")).isFocused();
        person.logIn(); // nobody has registered under this name
        assertThat(at(".notice.bad")).isVisible();
        assertThat(at("#username")).hasValue(person.username);
        assertThat(at("#password")).isFocused();
        assertThat(at("[autofocus]")).hasCount(1);
    }

    @Test
    void onATouchScreenEnterBreaksTheLineAndTheButtonSends() {
        register(Screen.PHONE.options().setIsMobile(true));
        assertThat(at("#composer-text")).hasAttribute("enterkeyhint", "enter");
        at("#composer-text").pressSequentially("one\ntwo");
        assertThat(at("#composer-text")).hasValue("one\ntwo");
        at(".send").click();
        assertThat(person.answers()).hasCount(1);

        at("[data-act=edit]").click();
        at(".editing").press("Enter");
        assertThat(at(".editing")).hasValue("one\ntwo\n");
    }

    @Test
    void onAKeyboardEnterSendsAndShiftEnterBreaksTheLine() {
        register(Screen.DESKTOP.options());
        assertThat(at("#composer-text")).hasAttribute("enterkeyhint", "send");
        at("#composer-text").fill("one");
        at("#composer-text").press("Shift+Enter");
        at("#composer-text").pressSequentially("two");
        assertThat(at("#composer-text")).hasValue("one\ntwo");
        at("#composer-text").press("Enter");
        assertThat(person.answers()).hasCount(1);
    }

    @Test
    void thePagesBesideTheChatLeadBackToTheConversation() {
        register(Screen.DESKTOP.options());
        person.account("Settings");
        assertThat(at("#back")).hasAttribute("href", Pattern.compile("http.*/chat\\.xhtml$"));
        at("#back").click();
        person.say("Come back to this");
        String address = person.page.url();

        person.account("Settings");
        at("#save").click();
        assertThat(at("[role=status].good")).isVisible();
        at("a[href$='api.xhtml']").click();
        assertThat(at("#back")).hasAttribute("href", address);
        at("#back").click();

        assertThat(person.page).hasURL(address);
        assertThat(person.answers()).hasCount(1);
    }

    @Test
    void theWayBackIsTheIdOfAConversationAndNothingElse() {
        register(Screen.DESKTOP.options());
        for (String address : List.of("?c=javascript:a()", "//elsewhere.example", "?c=" + "a".repeat(24) + "&b=1")) {
            person.page.navigate("/settings.xhtml");
            person.page.evaluate("address => sessionStorage.setItem('parley-place', address)", address);
            person.page.reload();
            assertThat(at("#back")).hasAttribute("href", Pattern.compile("http.*/chat\\.xhtml$"));
        }
        open(Screen.DESKTOP.options().setJavaScriptEnabled(false));
        person.registerWithoutScripts();
        person.page.navigate("/settings.xhtml");
        assertThat(at("#back")).hasAttribute("href", "/chat.xhtml");
    }

    @Test
    void whoeverCopiesIsShownATickAndTold() {
        register(Screen.DESKTOP.options().setPermissions(List.of("clipboard-read", "clipboard-write")));
        person.say("Copy this");
        Locator copy = at(".message.user [data-act=copy]");
        copy.click();
        assertThat(copy).hasClass(Pattern.compile("\\bdone\\b"));
        assertThat(copy.locator(".icon")).isHidden();
        person.picture("everyday-copied");
        assertThat(at("#announcer")).hasText("Copied");
        assertThat(person.page.evaluate("navigator.clipboard.readText()")).isEqualTo("Copy this");
        assertThat(copy.locator(".icon")).isVisible();

        person.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }");
        copy.click();
        assertThat(at("[data-kind=list]")).containsText("Couldn't copy");
    }

    @Test
    void whoIsLoggedOutIsToldSoAndComesBackToTheConversation() {
        register(Screen.PHONE.options().setIsMobile(true));
        person.say("Before");
        String address = person.page.url();
        person.page.context().clearCookies();
        person.write("Too late");

        assertThat(at("[data-kind=session]")).containsText("You have been logged out. What you wrote is still here.");
        assertThat(at(".message.failed")).containsText("Couldn't send. You have been logged out. Your text");
        person.picture("everyday-logged-out");
        person.page.getByText("Log in again").click();
        person.logIn();

        assertThat(person.page).hasURL(address);
        assertThat(person.answers()).hasCount(2);
        assertThat(person.messages().nth(2)).containsText("Too late");
    }

    @Test
    void whoLoggedInAgainInAnotherTabJustGoesOn() {
        register(Screen.DESKTOP.options());
        person.say("Before");
        person.page.context().clearCookies();
        person.write("Too late");
        assertThat(at("[data-kind=session]")).isVisible();
        person.logInElsewhere();
        person.page.getByText("Retry").click();
        assertThat(person.answers()).hasCount(2);
        assertThat(at("[data-kind=session]")).hasCount(0);
    }

    @Test
    void aLongDraftIsWrittenAtPausesAndWhenThePageIsLeft() {
        register(Screen.DESKTOP.options());
        assertThat(person.page.evaluate(TYPE_FAST)).isEqualTo(0);
        person.page.waitForCondition(() -> (Boolean)
                person.page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('parley-draft'))"));
        at("#composer-text").fill("the last words");
        person.page.reload();
        assertThat(at("#composer-text")).hasValue("the last words");
    }

    @Test
    void whatIsTypedWhileThePageLoadsStays() {
        register(Screen.DESKTOP.options());
        List<Route> held = new ArrayList<>();
        person.page.route("**/js/pages/chat.js", held::add);
        person.page.reload(new Page.ReloadOptions().setWaitUntil(WaitUntilState.COMMIT));
        at("#composer-text").fill("Typed early");

        held.forEach(Route::resume);

        assertThat(person.page.getByText("No conversations yet")).isVisible();
        assertThat(at("#composer-text")).hasValue("Typed early");
        at("#composer-text").press("Enter");
        assertThat(person.messages().first()).containsText("Typed early");
    }

    @Test
    void whatIsSentWhileThePageLoadsGoesToTheChatInTheAddress() {
        register(Screen.DESKTOP.options());
        person.say("First");
        List<Route> held = held("**/api/conversations?*");
        String address = person.page.url();
        person.page.reload();
        at("#composer-text").fill("Sent early");
        at("#composer-text").press("Enter");
        person.page.waitForCondition(() -> !held.isEmpty());

        person.page.unroute("**/api/conversations?*");
        held.forEach(Route::resume);

        assertThat(person.answers()).hasCount(2);
        assertThat(person.messages().nth(2)).containsText("Sent early");
        assertThat(at("#composer-text")).hasValue("");
        assertThat(person.page).hasURL(address);
        assertThat(person.conversations()).hasCount(1);
    }

    /** The loaded one replaced it, and was then dropped as its double: it was gone from the page and had no answer. */
    @Test
    void whatIsLoadedBeforeItsSendingIsAcknowledgedStaysAndIsAnswered() {
        register(Screen.DESKTOP.options());
        person.say("First");
        List<Route> lists = held("**/api/conversations?*");
        List<Route> threads = held("**/thread?*");
        List<Route> sends = held("**/messages");
        person.page.reload();
        at("#composer-text").fill("Sent early");
        at("#composer-text").press("Enter");
        person.page.waitForCondition(() -> !lists.isEmpty());
        person.page.unroute("**/api/conversations?*");
        lists.forEach(Route::resume);
        person.page.waitForCondition(() -> !threads.isEmpty() && !sends.isEmpty());

        APIResponse stored = sends.get(0).fetch();
        person.page.unroute("**/thread?*");
        threads.forEach(Route::resume);
        assertThat(person.messages()).hasCount(3);
        sends.get(0).fulfill(new Route.FulfillOptions().setResponse(stored));

        assertThat(person.answers()).hasCount(2);
        assertThat(person.messages().nth(2)).containsText("Sent early");
    }

    @Test
    void aBrowserWithoutRoomSaysSoAndStillSends() {
        register(Screen.DESKTOP.options());
        person.page.evaluate(FILL);
        at("#composer-text").fill("There is no room for this");
        assertThat(at("[data-kind=draft]")).containsText("no room left");
        at("#composer-text").press("Enter");
        assertThat(person.answers()).hasCount(1);

        person.page.evaluate("localStorage.clear()");
        at("#composer-text").fill("Now there is");
        assertThat(at("[data-kind=draft]")).hasCount(0);
    }

    @Test
    void aSlowListOfModelsKeepsNobodyFromWriting() {
        register(Screen.DESKTOP.options());
        person.chooseModel("second");
        person.say("Before");
        List<Route> held = new ArrayList<>();
        person.page.route("**/api/models", held::add);
        person.page.reload();
        assertThat(person.answers()).hasCount(1);
        at("#new-chat").click();
        person.say("And meanwhile?");
        assertThat(at(".figures .model")).hasText("second"); // what was chosen last
        assertThat(at("#model")).isHidden();
        held.get(0).fulfill(new Route.FulfillOptions().setStatus(503).setHeaders(Map.of("Retry-After", "1")));
        person.page.waitForCondition(() -> held.size() == 2);
        held.get(1).resume();
        assertThat(at("#model-name")).hasText("second");
    }

    @ParameterizedTest
    @EnumSource
    void aLongListOfModelsOpensUnderTheNameAndIsSearchedByTyping(Screen screen) {
        register(screen.options());
        models(400);
        person.page.reload();
        at("#model").click();

        person.picture("everyday-models-" + screen.name().toLowerCase(Locale.ROOT));
        assertThat(at(".model-list [role=option]")).hasCount(400);
        BoundingBox name = at("#model").boundingBox();
        BoundingBox list = at(".model-list").boundingBox();
        assertThat(list.y - name.y - name.height).isBetween(0.0, 12.0);
        assertThat(Math.abs(list.x - name.x)).isLessThan(40.0);
        assertThat(list.x + list.width).isLessThanOrEqualTo(person.page.viewportSize().width);
        person.page.keyboard().type("FAMILY-3 37");
        assertThat(at(".model-list [role=option]:visible")).hasCount(11);
        person.page.keyboard().type("x");
        assertThat(at(".model-list .none")).hasText("No model has that name.");
        person.page.keyboard().press("Backspace");
        person.page.keyboard().press("ArrowDown");
        person.page.keyboard().press("Enter");
        assertThat(at("#model-name")).hasText("family-3:370b");
        assertThat(at("#model")).isFocused();
        assertThat(at(".model-list")).hasCount(0);
        at("#model").click();
        assertThat(at(".model-list [aria-selected=true]")).containsText("family-3:370b");
        person.page.keyboard().press("Escape");
        assertThat(at("#model")).isFocused();
    }

    @Test
    void oneModelLeavesNothingToChoose() {
        register(Screen.DESKTOP.options());
        models(1);
        Response answer = person.page.waitForResponse("**/api/models", () -> person.page.reload());
        answer.finished();
        person.settle();

        assertThat(at("#model")).isHidden();
    }

    @Test
    void aModelChosenOfflineAnswersAndIsStoredLater() {
        register(Screen.DESKTOP.options());
        person.say("Before");
        person.offline(true);
        person.chooseModel("second");
        assertThat(at("#model-name")).hasText("second");
        person.write("Who answers?");
        assertThat(at(".message.user.failed")).hasCount(1);
        person.offline(false);

        assertThat(person.answers()).hasCount(2);
        assertThat(at(".figures .model").last()).hasText("second");
        assertThat(at("#model-name")).hasText("second");
        person.page.waitForFunction("sessionStorage.getItem('parley-choices') === null");
        person.page.reload();
        assertThat(at("#model-name")).hasText("second");
    }

    /** Gives the page this many models in place of the server's. */
    private void models(int count) {
        String list = IntStream.range(0, count)
                .mapToObj(i -> "{\"id\": \"ollama:%1$s\", \"name\": \"%1$s\", \"provider\": \"ollama\"}"
                        .formatted("family-" + i / 100 + ":" + i + "b"))
                .collect(Collectors.joining(", "));
        person.page.route(
                "**/api/models",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{\"models\": [" + list + "]}")));
    }

    @Test
    void aLongNameOfAModelFitsOnThePhoneAndCanBeReadWhole() {
        register(Screen.PHONE.options().setViewportSize(360, 780).setIsMobile(true));
        String models = "{\"models\": [{\"id\": \"ollama:%1$s\", \"name\": \"%1$s\", \"provider\": \"x\"},"
                + " {\"id\": \"ollama:b\", \"name\": \"b\", \"provider\": \"x\"}]}";
        Route.FulfillOptions answer = new Route.FulfillOptions().setContentType("application/json");
        person.page.route("**/api/models", route -> route.fulfill(answer.setBody(models.formatted(LONG_NAME))));
        String id = (String) person.page.evaluate("""
                async (model) => {
                  const api = await import('/resources/js/api/conversations.js');
                  const said = (role, more) => ({ role, content: 'Hello', timestamp: new Date().toISOString(), ...more });
                  return (await api.createConversation('Hello', [said('user'), said('assistant', { model })], { model })).id;
                }""", "ollama:" + LONG_NAME);
        person.page.navigate("/chat.xhtml?c=" + id);

        assertThat(at("#model")).hasAttribute("title", LONG_NAME);
        assertThat(at(".figures .model")).hasAttribute("title", "ollama:" + LONG_NAME);
        assertThat(person.page.evaluate("document.querySelector('.message.assistant .figures').offsetHeight <= 40"))
                .isEqualTo(true);
        person.picture("everyday-long-name");
        assertThat((List<?>) person.page.evaluate(STICK_OUT)).isEmpty();
        assertThat(person.page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
    }

    /** Keeps requests from the server. @return those held so far */
    private List<Route> held(String addresses) {
        List<Route> held = new ArrayList<>();
        person.page.route(addresses, held::add);
        return held;
    }

    private void register(Browser.NewContextOptions options) {
        open(options);
        person.register();
    }

    private void open(Browser.NewContextOptions options) {
        person = chromium.person(Stage.shared().node().url().toString(), options);
    }

    private Locator at(String selector) {
        return person.page.locator(selector);
    }
}
