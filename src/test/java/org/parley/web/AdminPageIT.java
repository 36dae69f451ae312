package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** The pages for administrators. */
@Tag("browser")
class AdminPageIT {
    private static final String USERS = "/admin.xhtml";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private final Node node = Node.shared();
    private final String name =
            "n" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private Shelf shelf;

    @Test
    void usersAreFoundAsOneTypesAndListedInPages() {
        node.database()
                .getCollection("users")
                .insertMany(IntStream.range(0, 27).mapToObj(this::user).toList());
        open(Screen.DESKTOP, USERS);
        shelf.at("#search").focus();
        shelf.person.page.keyboard().type(name.toUpperCase());
        assertThat(shelf.at("#shown")).hasText("Page 1 · 25 users");
        assertThat(rows().first()).containsText(name + "26");
        assertThat(shelf.button("Previous page")).isDisabled();
        shelf.look("admin-users");

        shelf.button("Next page").click();
        assertThat(shelf.at("#shown")).hasText("Page 2 · 2 users");
        assertThat(rows().locator(".name")).hasText(new String[] {name + "1", name + "0"});
        assertThat(shelf.at("#list")).isFocused();
        assertThat(shelf.button("Next page")).isDisabled();
        shelf.button("Previous page").click();
        assertThat(rows()).hasCount(25);

        shelf.at("#search").fill("<b>Grace</b> " + name + "7");
        assertThat(rows()).hasCount(1);
        assertThat(rows()).containsText("Switched off");
        assertThat(rows().locator("time")).hasCount(1);
        shelf.person.page.reload();
        assertThat(rows().locator(".name")).hasText(new String[] {name + "7"});
        assertThat(shelf.button("Next page")).isHidden();
        shelf.at("#search").fill("nobody " + name);
        assertThat(shelf.at("#shown")).hasText("0 users");
        shelf.nothingWasFound();
    }

    private Document user(int i) {
        return new Document("username", name + i)
                .append("username_key", name + i)
                .append("email", name + i + "@example.org")
                .append("email_key", name + i + "@example.org")
                .append("full_name", "<b>Grace</b> " + name + i)
                .append("role", "user")
                .append("is_active", i != 7)
                .append("created_at", new Date(1_700_000_000_000L + i));
    }

    @Test
    void aUserIsCreatedByTheKeyboardAndTheOneTimePasswordIsShownOnce() {
        open(Screen.PHONE, USERS);
        shelf.person.page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        shelf.at("#new-username").focus();
        shelf.person.page.keyboard().type(name);
        shelf.press("Tab");
        shelf.person.page.keyboard().type(name + "@example.org");
        shelf.press("Tab");
        shelf.person.page.keyboard().type("Bea <Byron>");
        shelf.press("Tab", "ArrowDown", "Tab", "Enter");
        assertThat(shelf.at("#once-title")).isFocused();
        assertThat(shelf.at("#once-title")).hasText("One-time password of " + name);
        done(name + " is created.");
        shelf.look("admin-created");
        String password = shelf.at("#once-text").textContent();
        Answer login = logIn(name, password);
        assertThat(login.status()).isEqualTo(200);
        assertThat(login.json().getBoolean("password_change_required")).isTrue();
        assertThat(rowOf(name)).containsText("Bea <Byron>");
        assertThat(rowOf(name)).containsText("Has a one-time password");
        assertThat(rowOf(name)).containsText("Administrator");

        shelf.press("Tab", "Enter");
        done("Copied.");
        assertThat(shelf.person.page.evaluate("() => navigator.clipboard.readText()"))
                .isEqualTo(password);
        shelf.press("Tab", "Enter");
        assertThat(shelf.at("#once")).isHidden();
        assertThat(shelf.at("#once-text")).isEmpty();
        assertThat(shelf.at("#new-username")).isFocused();

        create(name.toUpperCase(), "other-" + name + "@example.org");
        refused("Couldn't create the user. There is already a user with this name.");
        assertThat(shelf.at("#new-username")).isFocused();
        create("other-" + name, name + "@example.org");
        refused("Couldn't create the user. There is already a user with this e-mail.");
        create("b a d", "bad-" + name + "@example.org");
        refused("Couldn't create the user. username: must be 3 to 64 letters");
        shelf.nothingWasFound();
    }

    @ParameterizedTest
    @EnumSource
    void everyActOnAUserIsAskedAboutAndDoneByTheKeyboardAlone(Screen screen) {
        Client bea = node.newUser(name);
        open(screen, USERS + "?q=" + name);
        act("Switch off…", "Switch off " + name + "?", "Escape");
        assertThat(bea.get("/api/auth/me").status()).isEqualTo(200);

        act("Switch off…", "Switch off " + name + "?", "Tab", "Enter");
        done(name + " is switched off.");
        assertThat(rowOf(name)).containsText("Switched off");
        assertThat(rowOf(name).locator("button")).isFocused();
        assertThat(bea.get("/api/auth/me").status()).isEqualTo(401);
        shelf.press("Enter");
        shelf.item("Switch on");
        done(name + " is switched on and can log in.");
        assertThat(rowOf(name)).containsText("Active");

        Client again = node.client().login(name, Node.PASSWORD);
        assertThat(again.get("/api/admin/users").status()).isEqualTo(403);
        act("Make administrator…", "Make " + name + " an administrator?", "Tab", "Enter");
        done(name + " is an administrator now.");
        assertThat(again.get("/api/admin/users").status()).isEqualTo(200);
        act("Take the role away…", "Take the role of an administrator from " + name + "?", "Tab", "Enter");
        done(name + " is no longer an administrator.");
        assertThat(again.get("/api/admin/users").status()).isEqualTo(403);

        act("End all sessions…", "End all sessions of " + name + "?", "Tab", "Enter");
        done("Ended 1 session of " + name + ".");
        assertThat(again.get("/api/auth/me").status()).isEqualTo(401);

        act("One-time password…", "Give " + name + " a one-time password?", "Tab", "Enter");
        assertThat(shelf.at("#once-title")).isFocused();
        assertThat(shelf.at("#once-title")).isInViewport();
        shelf.look("admin-once");
        assertThat(logIn(name, Node.PASSWORD).status()).isEqualTo(401);
        assertThat(logIn(name, shelf.at("#once-text").textContent()).status()).isEqualTo(200);
        assertThat(rowOf(name)).containsText("Has a one-time password");
        shelf.button("Done").click();
        assertThat(rowOf(name).locator("button")).isFocused();
        shelf.nothingWasFound();
    }

    @Test
    void whatTheServerRefusesIsSaidInWords() {
        open(Screen.PHONE, USERS);
        shelf.at("#search").fill(shelf.person.username);
        assertThat(rows()).hasCount(1);
        assertThat(rows().locator(".name")).containsText("You");
        shelf.person.page.route(Pattern.compile(".*/api/admin/users/.*"), AdminPageIT::last);
        act("Take the role away…", "This is your own account.", "Tab", "Enter");
        refused("This is the last active administrator. Make somebody else one first.");
        assertThat(rows()).containsText("Administrator");
        shelf.look("admin-refused");
        shelf.person.page.unroute(Pattern.compile(".*/api/admin/users/.*"));

        Client bea = node.newUser(name);
        shelf.at("#search").fill(name);
        assertThat(rowOf(name)).hasCount(1);
        node.database().getCollection("users").deleteOne(new Document("username", name));
        act("End all sessions…", name, "Tab", "Enter");
        refused("There is no such user any more.");
        assertThat(bea.get("/api/auth/me").status()).isEqualTo(401);
        shelf.program.post("/api/auth/logout", "{}");
        shelf.at("#search").fill("");
        refused("You have been logged out.");
        assertThat(shelf.at("#notices a")).hasAttribute("href", Pattern.compile("login\\.xhtml\\?to=%2Fadmin\\.xhtml"));
        shelf.nothingWasFound();
    }

    /** On a shared server there are always other administrators, so this stands in for one that has none. */
    private static void last(Route route) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(409)
                .setContentType("application/problem+json")
                .setBody("{\"title\": \"Conflict\", \"status\": 409, \"detail\": \"Not this one\"}"));
    }

    @Test
    void othersGetTheErrorPageAndNoLink() {
        shelf = new Shelf(chromium, Screen.PHONE);
        shelf.person.page.navigate("/settings.xhtml");
        assertThat(shelf.person.page.getByText("Manage account")).isVisible();
        assertThat(shelf.person.page.getByText("Administration")).hasCount(0);
        for (String page : List.of(USERS)) {
            Response refused = shelf.person.page.navigate(page);
            assertThat(refused.status()).as(page).isEqualTo(403);
            assertThat(refused.headers()).as(page).containsKey("content-security-policy");
            assertThat(shelf.at("h1")).hasText("No access");
            assertThat(node.client().get(page).header("Location").orElse(""))
                    .endsWith("/login.xhtml?to=" + page.replace("/", "%2F"));
        }
        for (String action : List.of("admin.users.list")) {
            Document entry = new Document("username", shelf.person.username)
                    .append("action", action)
                    .append("outcome", "denied");
            Await.until(
                    action, () -> node.database().getCollection("audit_logs").countDocuments(entry) == 1);
        }
        shelf.person.promote();
        shelf.person.page.navigate("/settings.xhtml");
        shelf.person.page.getByText("Administration").last().click();
        assertThat(shelf.at("h1")).hasText("Users");
        shelf.nothingWasFound();
    }

    @Test
    void withoutScriptsThePageSaysWhatThereIs() {
        Person person =
                chromium.person(node.url().toString(), Screen.PHONE.options().setJavaScriptEnabled(false));
        person.enter();
        person.promote();
        person.page.navigate(USERS);
        assertThat(person.page.locator("noscript p")).containsText("Administration needs JavaScript.");
        assertThat(person.page.locator("#parts")).isHidden();
    }

    private void open(Screen screen, String page) {
        shelf = new Shelf(chromium, screen);
        shelf.person.promote();
        shelf.person.page.navigate(page);
        assertThat(rows().first()).isVisible();
    }

    /** Chooses from the menu of the first row and answers the question, all by the keyboard. */
    private void act(String entry, String question, String... answer) {
        rows().first().locator("button").focus();
        shelf.press("Enter");
        Locator item = shelf.at("[role=menuitem]").filter(new Locator.FilterOptions().setHasText(entry));
        for (int i = 0; i < 6 && !Boolean.TRUE.equals(item.evaluate("one => one === document.activeElement")); i++) {
            shelf.press("ArrowDown");
        }
        shelf.press("Enter");
        assertThat(shelf.dialog()).containsText(question);
        shelf.press(answer);
        assertThat(shelf.dialog()).hasCount(0);
    }

    private void create(String username, String email) {
        shelf.at("#new-username").fill(username);
        shelf.at("#new-email").fill(email);
        shelf.press("Enter");
    }

    private Answer logIn(String username, String password) {
        return node.client()
                .post(
                        "/api/auth/login",
                        Shelf.object()
                                .add("username", username)
                                .add("password", password)
                                .build());
    }

    private Locator rows() {
        return shelf.at("#rows tr[data-id]");
    }

    private Locator rowOf(String username) {
        return rows().filter(
                        new Locator.FilterOptions().setHas(shelf.at(".name > [dir=auto]:text-is('" + username + "')")));
    }

    private void done(String words) {
        assertThat(shelf.at("#notices .notice")).containsText(words);
        assertThat(shelf.at("#notices .notice")).isInViewport();
    }

    private void refused(String words) {
        assertThat(shelf.at("#notices [role=alert]")).containsText(words);
        assertThat(shelf.at("#notices [role=alert]")).isInViewport();
    }
}
