package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.testing.Client;
import org.parley.testing.Stage;

/** The search in the chat page: its list, its keys, its addresses, and messages that are opened from it. */
@Tag("browser")
class SearchPageIT {
    private static final int LONG = 700;

    private static final String SEARCH = "**/api/search?*";
    /** The same requests, for what a test answers otherwise. */
    private static final String OTHERWISE = "**/search?*";

    private static final Pattern QUERY = Pattern.compile("[?&]q=([^&]*)");

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    /** What the server is to answer in place of its own answer, by the query. */
    private final Map<String, JsonObject> answers = new ConcurrentHashMap<>();

    /** The requests whose answers a test holds back, in their order. */
    private final List<Route> held = new ArrayList<>();

    private Person person;
    private Client program;

    @Test
    void aMessageIsFoundAndOpenedByKeyboardAlone() {
        open(Screen.DESKTOP);
        String near = conversation("Kites over the hills", "Where do kites nest?", "In tall trees.", "Thank you");
        String other = conversation("Weather", "Is it windy?", "Enough for kites.");
        answer(
                "kites",
                result(near, "Kites over the hills", 5, match(0, "user", "Where do kites nest?", 9, 14)),
                result(other, "Weather", 1, match(1, "assistant", "Enough for kites.", 11, 16)));

        person.page.keyboard().press("Control+k");
        assertThat(field()).isFocused();
        person.page.keyboard().type("kites");
        assertThat(options()).hasCount(2);
        assertThat(at(".search mark")).hasText(new String[] {"Kites", "kites", "kites"});
        assertThat(at(".search .others")).hasText("4 more matches in this chat");
        assertThat(at(".search [role=status]")).hasText("2 chats found");
        assertThat(field()).hasAttribute("aria-expanded", "true");

        person.page.keyboard().press("ArrowDown");
        activeIs(0);
        person.page.keyboard().press("ArrowUp");
        activeIs(1);
        person.page.keyboard().press("ArrowDown");
        activeIs(0);
        person.page.keyboard().press("End");
        activeIs(1);
        person.page.keyboard().press("Home");
        activeIs(0);
        person.page.keyboard().press("End");
        person.page.keyboard().press("Enter");

        assertThat(message(1)).isFocused();
        assertThat(message(1)).hasClass(Pattern.compile("\\bfound\\b"));
        assertThat(message(1)).hasText(Pattern.compile("Enough for kites\\."));
        assertThat(person.page).hasURL(Pattern.compile("\\?c=" + other + "&m=1$"));
        assertThat(dialog()).hasCount(0);
        assertThat(message(1)).not().hasClass(Pattern.compile("\\bfound\\b"));
    }

    @Test
    void theServersOwnAnswersAreShown() {
        open(Screen.DESKTOP);
        person.page.unroute(SEARCH);
        conversation("Weather", "Is it windy?", "Enough for red kites.");
        String id = conversation("Kites over the hills", "Where do they nest?", "The kite nests in tall trees.");
        search("kites hills");
        assertThat(at(".search .name")).hasText("Kites over the hills");
        field().fill("kite nests");
        assertThat(options()).hasCount(1);
        assertThat(at(".search .snippet")).hasText("The kite nests in tall trees.");
        assertThat(at(".search .snippet mark").first()).hasText(Pattern.compile("^kite"));
        person.page.keyboard().press("Enter");

        assertThat(message(1)).isFocused();
        assertThat(person.page).hasURL(Pattern.compile("\\?c=" + id + "&m=1$"));
    }

    @Test
    void escapeClosesItAndGivesTheFocusBack() {
        open(Screen.DESKTOP);
        String address = person.page.url();
        at("#search").click();
        assertThat(field()).isFocused();
        field().fill("not that");
        assertThat(at(".search .none")).hasText("Nothing found for “not that”.");
        assertThat(at(".search .tips")).containsText("role:user");
        assertThat(at(".search [role=status]")).hasText("Nothing found for “not that”.");
        person.page.keyboard().press("Escape");

        assertThat(dialog()).hasCount(0);
        assertThat(at("#search")).isFocused();
        assertThat(person.page).hasURL(address);
    }

    @Test
    void aSlashOpensItOnlyWhereSingleKeysAreSwitchedOn() {
        open(Screen.DESKTOP);
        person.page.keyboard().press("Escape");
        person.page.keyboard().press("/");
        assertThat(at("#composer-text")).hasValue("/");
        at("#composer-text").fill("");

        person.useSingleKeys();
        person.page.keyboard().press("Escape");
        assertThat(at("#scroller")).isFocused();
        person.page.keyboard().press("/");
        assertThat(field()).isFocused();
        assertThat(field()).hasValue("");
        person.page.keyboard().press("Escape");
        assertThat(dialog()).hasCount(0);
        person.page.keyboard().press("w");
        assertThat(at("#composer-text")).isFocused();
        assertThat(at("#composer-text")).hasValue("");
    }

    @Test
    void anAnswerThatComesLateReplacesNothing() {
        open(Screen.DESKTOP);
        String id = conversation("Birds", "First", "Second");
        answer("first", result(id, "The first title", 0));
        answer("second", result(id, "The second title", 0));
        person.page.route(Pattern.compile(".*/api/search\\?.*q=first.*"), held::add);
        search("first");
        person.page.waitForCondition(() -> held.size() == 1);
        field().fill("second");
        assertThat(at(".search .name")).hasText("The second title");
        fulfil(held.get(0));

        assertThat(at(".search [role=status]")).hasText("1 chat found");
        assertThat(at(".search .name")).hasText("The second title");
        assertThat(person.page).hasURL(Pattern.compile("\\?q=second$"));
    }

    @Test
    void aSearchCanBeBookmarkedAndReloadedAndIsOneEntryOfTheHistory() {
        open(Screen.DESKTOP);
        String id = conversation("Birds", "Which bird is that?", "A kite.");
        answer("kite", result(id, "Birds", 1, match(1, "assistant", "A kite.", 2, 6)));
        person.page.navigate("/chat.xhtml?c=" + id);
        assertThat(message(1)).isVisible();
        Object entries = person.page.evaluate("history.length");
        person.page.keyboard().press("Control+k");
        field().pressSequentially("a kit");
        assertThat(at(".search .none")).isVisible();
        field().fill("kite");
        assertThat(options()).hasCount(1);
        assertThat(person.page).hasURL(Pattern.compile("\\?c=" + id + "&q=kite$"));
        assertThat(person.page.evaluate("history.length")).isEqualTo(((Integer) entries) + 1);

        person.page.keyboard().press("Enter");
        assertThat(message(1)).isFocused();
        person.page.goBack();
        assertThat(options()).hasCount(1);
        assertThat(field()).hasValue("kite");
        activeIs(0);
        person.page.reload();
        assertThat(options()).hasCount(1);
        assertThat(field()).hasValue("kite");
        person.page.goBack();
        assertThat(dialog()).hasCount(0);
        assertThat(message(1)).isVisible();
        assertThat(person.page).hasURL(Pattern.compile("\\?c=" + id + "$"));

        person.page.navigate("/chat.xhtml?q=kite");
        assertThat(options()).hasCount(1);
        person.page.keyboard().press("Escape");
        assertThat(dialog()).hasCount(0);
        assertThat(person.page).hasURL(Pattern.compile("/chat\\.xhtml$"));
    }

    @Test
    void closingTheSearchLeavesATemporaryChatAsItIs() {
        open(Screen.DESKTOP);
        at("#temporary").click();
        person.say("Nobody keeps this");
        person.page.keyboard().press("Control+k");
        assertThat(field()).isFocused();
        person.page.keyboard().press("Escape");
        assertThat(dialog()).hasCount(0);
        person.page.keyboard().press("Control+k");
        assertThat(field()).isFocused();
        person.page.goBack();

        assertThat(dialog()).hasCount(0);
        assertThat(person.messages()).hasCount(2);
    }

    @Test
    void theNextPageIsAddedAndTheFocusGoesOnThere() {
        open(Screen.DESKTOP);
        String id = conversation("Birds", "Which bird is that?", "A kite.");
        answer("bird", result(id, "One of the birds", 0));
        answer("bird 2", result(id, "Another of the birds", 0));
        search("bird");
        assertThat(options()).hasCount(1);
        assertThat(at(".search [role=status]")).hasText("1 chat found, and there are more");
        at(".search .body > .button").click();

        assertThat(options()).hasCount(2);
        assertThat(at(".search .body > .button")).isHidden();
        assertThat(field()).isFocused();
        activeIs(1);
        assertThat(at(".search [role=status]")).hasText("2 chats found");
    }

    @Test
    void whatWasSearchedInsteadAndWhatIsNotIndexedYetIsSaid() {
        open(Screen.DESKTOP);
        String id = conversation("Birds", "Which bird is that?", "A kite.");
        answers.put(
                "kiet",
                results(result(id, "Birds", 1, match(1, "assistant", "A kite.", 2, 6)))
                        .add("corrected", "kite")
                        .add(
                                "indexing",
                                Json.createObjectBuilder().add("done", 409).add("total", 1000))
                        .build());
        search("kiet");

        assertThat(at(".search .note")).hasText(new String[] {
            "Nothing found for “kiet”. Showing results for “kite”.", "Older messages are still being added: 40 %"
        });
    }

    @Test
    void aTextOfAMessageIsNeverHtml() {
        open(Screen.DESKTOP);
        String id = conversation("Birds", "x", "y");
        String evil = "<img src=x onerror=alert(1)> <b>bold</b>";
        answer("bold", result(id, evil, 1, match(0, "user", evil, 32, 36)));
        search("bold");

        assertThat(at(".search .snippet")).hasText(evil);
        assertThat(at(".search .name")).hasText(evil);
        assertThat(at(".search .snippet mark")).hasText("bold");
        assertThat(at(".search :is(img, b)")).hasCount(0);
    }

    @Test
    void whatGoesWrongIsSaidAndTheTextStays() {
        open(Screen.DESKTOP);
        String id = conversation("Birds", "Which bird is that?", "A kite.");
        answer("kite", result(id, "Birds", 0));
        person.page.route(OTHERWISE, SearchPageIT::unavailable);
        search("kite");
        assertThat(alert()).hasText(Pattern.compile("Couldn't search\\. The database is away\\..*Try again"));
        person.page.unroute(OTHERWISE);
        at(".search [role=alert] button").click();
        assertThat(options()).hasCount(1);

        person.page.route(OTHERWISE, Route::abort);
        person.offline(true);
        field().fill("a kite");
        assertThat(alert()).containsText("You're offline.");
        assertThat(options()).hasCount(0);
        answer("a kite", result(id, "Birds", 0));
        person.page.unroute(OTHERWISE);
        person.offline(false);
        assertThat(options()).hasCount(1);
        assertThat(field()).hasValue("a kite");
    }

    @Test
    void whoeverWasLoggedOutComesBackToTheSearch() {
        open(Screen.DESKTOP);
        person.page.unroute(SEARCH);
        person.page.context().clearCookies();
        search("kites again");
        assertThat(alert()).containsText("You have been logged out.");
        at(".search [role=alert] a").click();
        person.logIn();

        assertThat(field()).hasValue("kites again");
    }

    @Test
    void aMessageFarUpInALongChatOpensWithWhatIsAroundItAndTheChatIsReadOnFromThere() {
        open(Screen.DESKTOP);
        String id = longConversation();
        List<String> pages = new ArrayList<>();
        person.page.onRequest(request -> {
            if (request.url().contains("/thread?")) {
                pages.add(request.url());
            }
        });
        person.page.navigate("/chat.xhtml?c=" + id + "&m=100");

        assertThat(message(100)).isFocused();
        assertThat(message(100)).isInViewport();
        assertThat(message(LONG - 1)).hasCount(0);
        assertThat(at("#to-end")).isVisible();
        assertThat(pages).hasSizeLessThanOrEqualTo(3);

        for (int seq = 100; seq < 250; seq += 10) {
            message(seq).scrollIntoViewIfNeeded();
        }
        assertThat(message(250)).isVisible();
        at("#to-end").click();
        assertThat(message(LONG - 1)).isInViewport();
        assertThat(at("#to-end")).isHidden();
    }

    @Test
    void whatIsWrittenInTheMiddleOfALongChatGoesToItsEnd() {
        open(Screen.DESKTOP);
        String id = longConversation();
        person.page.navigate("/chat.xhtml?c=" + id + "&m=100");
        assertThat(message(100)).isFocused();
        person.write("And at the end?");

        assertThat(message(LONG)).containsText("And at the end?");
        assertThat(message(LONG + 1)).isInViewport();
        assertThat(message(LONG - 1)).isVisible();
        assertThat(message(100)).hasCount(0);
        assertThat(program.get("/api/conversations/" + id + "/thread?before=" + (LONG + 1) + "&limit=2")
                        .text())
                .contains("message " + (LONG - 1) + "\"", "And at the end?");
    }

    @Test
    void aMessageOnAnotherBranchOpensThatBranch() {
        open(Screen.DESKTOP);
        String id = branched();
        person.page.navigate("/chat.xhtml?c=" + id);
        assertThat(message(3)).containsText("newest");
        assertThat(message(1)).hasCount(0);
        answer("older", result(id, "Branches", 1, match(1, "assistant", "older", 0, 5)));
        person.page.keyboard().press("Control+k");
        field().fill("older");
        assertThat(options()).hasCount(1);
        person.page.keyboard().press("Enter");

        assertThat(message(1)).isFocused();
        assertThat(at(".message.user")).hasCount(2);
        assertThat(message(2)).containsText("goes on");
        assertThat(message(3)).hasCount(0);
        person.page.reload();
        assertThat(message(1)).isFocused();
        assertThat(message(2)).isVisible();
    }

    @ParameterizedTest
    @CsvSource({"99", "abc", "-1"})
    void aMessageThatIsGoneIsSaidToBeAndTheChatOpensAtItsEnd(String place) {
        open(Screen.DESKTOP);
        String id = conversation("Birds", "Which bird is that?", "A kite.");
        person.page.navigate("/chat.xhtml?c=" + id + "&m=" + place);

        assertThat(at("#notices")).containsText("That message no longer exists.");
        assertThat(message(1)).isVisible();
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsWrongForAxe(Screen screen) {
        open(screen);
        Axe axe = new Axe();
        String id = conversation("Kites over the hills", "Where do kites nest?", "In tall trees.");
        answers.put(
                "kites",
                results(
                                result(id, "Kites over the hills", 4, match(0, "user", "Where do kites nest?", 9, 14)),
                                archived(result(id, "Old notes on kites", 0)))
                        .add("corrected", "kites")
                        .add(
                                "indexing",
                                Json.createObjectBuilder().add("done", 1).add("total", 2))
                        .build());
        person.openList();
        at("#search").click();
        assertThat(at(".search .tips")).isVisible();
        axe.look(person.page, "search");
        field().fill("kites");
        assertThat(options()).hasCount(2);
        assertThat(at(".search .archived")).hasText("Archived");
        person.page.keyboard().press("ArrowDown");
        axe.look(person.page, "search, results");
        person.settle();
        person.picture("search-" + screen);
        field().fill("nowhere");
        assertThat(at(".search .none")).isVisible();
        axe.look(person.page, "search, nothing found");
        field().fill("kites");
        assertThat(options()).hasCount(2);
        options().first().click();
        assertThat(message(0)).isFocused();
        axe.look(person.page, "a message that was found");

        assertThat(axe.found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "de-DE, Chats durchsuchen, Nichts gefunden für „vogel“.",
        "es-ES, Buscar en sus chats, No se encontró nada para «vogel»."
    })
    void itSpeaksTheLanguageOfThePage(String locale, String name, String nothing) {
        person = chromium.person(
                Stage.shared().node().url().toString(), Screen.PHONE.options().setLocale(locale));
        program = person.enter();
        answerSearches();
        person.page.navigate("/chat.xhtml?q=vogel");

        assertThat(person.page.getByRole(AriaRole.COMBOBOX)).hasAttribute("aria-label", name);
        assertThat(at(".search .none")).hasText(nothing);
        assertThat((Integer) person.page.evaluate("document.querySelector('.search .body').scrollWidth"))
                .isLessThanOrEqualTo(390);
    }

    private void open(Screen screen) {
        person = chromium.person(Stage.shared().node().url().toString(), screen.options());
        program = person.enter();
        answerSearches();
        person.page.navigate("/chat.xhtml");
        assertThat(person.welcome()).isVisible();
    }

    private void answerSearches() {
        person.page.route(SEARCH, this::fulfil);
    }

    /** Answers with what the test has said, or that nothing is found. */
    private void fulfil(Route route) {
        String query = query(route.request().url());
        boolean second = route.request().url().contains("cursor=");
        JsonObject answer =
                answers.getOrDefault(second ? query + " 2" : query, results().build());
        Route.FulfillOptions options =
                new Route.FulfillOptions().setContentType("application/json").setBody(answer.toString());
        if (!second && answers.containsKey(query + " 2")) {
            options.setHeaders(Map.of(
                    "Content-Type",
                    "application/json",
                    "Link",
                    "</api/search?q=" + query + "&limit=20&cursor=2>; rel=\"next\""));
        }
        route.fulfill(options);
    }

    private static void unavailable(Route route) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(503)
                .setContentType("application/problem+json")
                .setBody("{\"status\": 503, \"detail\": \"The database is away.\"}"));
    }

    private static String query(String url) {
        return QUERY.matcher(url)
                .results()
                .map(found -> URLDecoder.decode(found.group(1), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }

    private void answer(String query, JsonObjectBuilder... results) {
        answers.put(query, results(results).build());
    }

    private static JsonObjectBuilder results(JsonObjectBuilder... results) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        List.of(results).forEach(array::add);
        return Json.createObjectBuilder().add("results", array);
    }

    /** A result whose title's first word with "kites" in it, if any, is a hit. */
    private static JsonObjectBuilder result(String id, String title, int count, JsonObjectBuilder... matches) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        List.of(matches).forEach(array::add);
        int hit = title.toLowerCase().indexOf("kites");
        JsonArrayBuilder hits = Json.createArrayBuilder();
        if (hit >= 0) {
            hits.add(Json.createArrayBuilder().add(hit).add(hit + 5));
        }
        return Json.createObjectBuilder()
                .add("conversation", summary(id, title, "active"))
                .add("title_highlights", hits)
                .add("matches", array)
                .add("match_count", count);
    }

    private static JsonObjectBuilder archived(JsonObjectBuilder result) {
        return result.add("conversation", summary("0".repeat(24), "Old notes on kites", "archived"));
    }

    private static JsonObjectBuilder summary(String id, String title, String status) {
        return Json.createObjectBuilder()
                .add("id", id)
                .add("title", title)
                .add("status", status)
                .add("updated_at", "2026-01-31T10:00:00.000Z");
    }

    private static JsonObjectBuilder match(int seq, String role, String snippet, int from, int to) {
        return Json.createObjectBuilder()
                .add("seq", seq)
                .add("role", role)
                .add("snippet", snippet)
                .add(
                        "highlights",
                        Json.createArrayBuilder()
                                .add(Json.createArrayBuilder().add(from).add(to)));
    }

    /** A conversation in which the user and the assistant take turns. @return its id */
    private String conversation(String title, String... messages) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (int seq = 0; seq < messages.length; seq++) {
            array.add(said(seq % 2 == 0 ? "user" : "assistant", messages[seq]));
        }
        return create(title, array);
    }

    private String longConversation() {
        String[] messages = new String[LONG];
        for (int seq = 0; seq < LONG; seq++) {
            messages[seq] = "message " + seq;
        }
        return conversation("Long", messages);
    }

    /** first → older → goes on, and first → newest. */
    private String branched() {
        return create(
                "Branches",
                Json.createArrayBuilder()
                        .add(said("user", "first"))
                        .add(said("assistant", "older"))
                        .add(said("user", "goes on"))
                        .add(said("assistant", "newest").add("parent", 0)));
    }

    private String create(String title, JsonArrayBuilder messages) {
        return program.post(
                        "/api/conversations",
                        Json.createObjectBuilder()
                                .add("title", title)
                                .add("messages", messages)
                                .build()
                                .toString())
                .json()
                .getString("id");
    }

    private static JsonObjectBuilder said(String role, String content) {
        return Json.createObjectBuilder().add("role", role).add("content", content);
    }

    private void search(String query) {
        person.page.keyboard().press("Control+k");
        field().fill(query);
    }

    private void activeIs(int index) {
        assertThat(options().nth(index)).hasAttribute("aria-selected", "true");
        assertThat(at(".search [aria-selected=true]")).hasCount(1);
        assertThat(field())
                .hasAttribute("aria-activedescendant", options().nth(index).getAttribute("id"));
    }

    private Locator dialog() {
        return at("dialog.search");
    }

    private Locator field() {
        return person.page.getByRole(AriaRole.COMBOBOX);
    }

    private Locator options() {
        return at(".search [role=option]");
    }

    private Locator alert() {
        return at(".search [role=alert]");
    }

    private Locator message(int seq) {
        return at(".message[data-seq='" + seq + "']");
    }

    private Locator at(String selector) {
        return person.page.locator(selector);
    }
}
