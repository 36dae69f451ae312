package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** The pages for administrators. */
@Tag("browser")
class AdminPageIT {
    private static final String USERS = "/admin.xhtml";
    private static final String AUDIT = "/admin-audit.xhtml";
    private static final String SYSTEM = "/admin-system.xhtml";
    private static final Pattern REPORT = Pattern.compile(".*/api/admin/system");

    /** Answers of the operation in a test: it cannot tell, much is wrong, all is well. */
    private static final String AWAY = "{\"detail\": \"The database is away\", \"status\": 503}";

    private static final String BAD = """
            {"version": "1.0.0", "server": "Payara", "node": "n1", "measured_at": "2026-01-01T00:00:00Z",
             "nodes": [{"id": "n1", "seen_at": "2026-01-01T00:00:00Z"}],
             "database": {"name": "parley", "topology": "replica_set",
               "members": [{"address": "db1:27017", "state": "replica_set_primary"}, {"address": "db2:27017", "state": "unknown"}],
               "collections": [{"name": "conversations", "documents": 3, "bytes": 1234567, "storage_bytes": 4096,
                 "index_bytes": 0, "indexes": ["_id_"], "missing_indexes": ["owner_1"]}]},
             "search": {"indexes": 4, "incomplete": 2, "bytes": 10},
             "model_servers": [{"provider": "ollama", "host": "models:11434", "reachable": false, "models": []}]}""";

    private static final String GOOD = BAD.replace("\"unknown\"", "\"replica_set_secondary\"")
            .replace("[\"owner_1\"]", "[]")
            .replace("\"incomplete\": 2", "\"incomplete\": 0")
            .replace("false, \"models\": []", "true, \"models\": [\"m\"]");

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
        answer(route, 409, "{\"title\": \"Conflict\", \"status\": 409, \"detail\": \"Not this one\"}");
    }

    @Test
    void othersGetTheErrorPageAndNoLink() {
        shelf = new Shelf(chromium, Screen.PHONE);
        shelf.person.page.navigate("/settings.xhtml");
        assertThat(shelf.person.page.getByText("Manage account")).isVisible();
        assertThat(shelf.person.page.getByText("Administration")).hasCount(0);
        for (String page : List.of(USERS, AUDIT, SYSTEM)) {
            Response refused = shelf.person.page.navigate(page);
            assertThat(refused.status()).as(page).isEqualTo(403);
            assertThat(refused.headers()).as(page).containsKey("content-security-policy");
            assertThat(shelf.at("h1")).hasText("No access");
            assertThat(node.client().get(page).header("Location").orElse(""))
                    .endsWith("/login.xhtml?to=" + page.replace("/", "%2F"));
        }
        for (String action : List.of("admin.users.list", "admin.audit", "admin.system")) {
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
        for (String page : List.of(USERS, AUDIT, SYSTEM)) {
            person.page.navigate(page);
            assertThat(person.page.locator("noscript p")).containsText("Administration needs JavaScript.");
            assertThat(person.page.locator("#parts")).isHidden();
        }
    }

    @Test
    void theAuditLogIsFilteredInTheReadersZoneTurnedAndDownloaded() throws IOException {
        node.database()
                .getCollection("audit_logs")
                .insertMany(IntStream.range(0, 60).mapToObj(this::entry).toList());
        open(Screen.DESKTOP, Screen.DESKTOP.options().setTimezoneId("America/New_York"), AUDIT + "?user=" + name);
        assertThat(shelf.at("#shown")).hasText("Page 1 · 50 entries");
        assertThat(rows().first()).containsText("Search");
        assertThat(rows().first()).containsText("14 Nov 2023, 17:13");
        assertThat(rows().first()).containsText("Refused");
        assertThat(rows().nth(1)).containsText("<img src=x onerror=pwned()>");
        assertThat(rows().nth(1)).containsText("Done");
        shelf.look("admin-audit");
        shelf.button("Next page").click();
        assertThat(shelf.at("#shown")).hasText("Page 2 · 10 entries");
        assertThat(shelf.at("#list")).isFocused();

        shelf.at("#filter-action").selectOption("search");
        shelf.at("#filter-outcome").selectOption("denied");
        shelf.at("#filter-from").fill("2023-11-14T16:30");
        shelf.at("#filter-to").fill("2023-11-14T17:00");
        shelf.at("#filter-user").press("Enter");
        assertThat(shelf.at("#shown")).hasText("7 entries");
        assertThat(shelf.person.page)
                .hasURL(Pattern.compile(".*outcome=denied&from=2023-11-14T21%3A30%3A00\\.000Z&to=2023-11-14T22.*"));
        shelf.person.page.reload();
        assertThat(shelf.at("#shown")).hasText("7 entries");
        assertThat(shelf.at("#filter-from")).hasValue("2023-11-14T16:30");
        Download file =
                shelf.person.page.waitForDownload(() -> shelf.at("#download").click());
        assertThat(file.suggestedFilename()).isEqualTo("audit.ndjson");
        assertThat(Files.readAllLines(file.path()))
                .hasSize(7)
                .allMatch(line -> line.contains("\"action\":\"search\"") && line.contains(name));
        shelf.at("#filter-user").fill("nobody-" + name);
        shelf.at("#filter-user").press("Enter");
        assertThat(shelf.at("#shown")).hasText("0 entries");
        shelf.nothingWasFound();
    }

    /** One every two minutes, the newest first; every second one as another program might have stored it. */
    private Document entry(int i) {
        Document entry =
                new Document("username", name).append("timestamp", new Date(1_700_000_000_000L - i * 120_000L));
        return i % 2 == 0
                ? entry.append("action", "search")
                        .append("outcome", "denied")
                        .append("status_code", 403)
                        .append("method", "GET")
                        .append("endpoint", "/api/search")
                        .append("ip_address", "192.0.2.7")
                        .append("user_agent", "curl/8.11.0")
                : entry.append("action", "<img src=x onerror=pwned()>").append("outcome", "success");
    }

    @Test
    void whoDidItIsToldAlsoWithoutAName() {
        Client bea = node.newUser(name);
        String id = bea.get("/api/auth/me").json().getString("id");
        Document stored = new Document("user_id", id).append("outcome", "success");
        node.database()
                .getCollection("audit_logs")
                .insertMany(List.of(
                        new Document(stored)
                                .append("action", "conversations.purge")
                                .append("endpoint", "system")
                                .append("timestamp", new Date(3)),
                        new Document(stored)
                                .append("action", "auth.login")
                                .append("endpoint", "/api/auth/login")
                                .append("resource_type", "user")
                                .append("resource_id", id)
                                .append("timestamp", new Date(2))));
        open(Screen.PHONE, USERS + "?q=" + name);
        rowOf(name).locator("button").click();
        shelf.item("Show in the audit log");
        assertThat(shelf.at("h1")).hasText("Audit log");
        assertThat(shelf.at("#filter-user")).hasValue(name);
        assertThat(rows()).hasCount(2);
        assertThat(rows().nth(0)).containsText("Delete from the trash");
        assertThat(rows().nth(0)).containsText("The server");
        assertThat(rows().nth(1).locator("a")).hasText("A deleted user");
        assertThat(rows().nth(1).locator("code")).hasText(id);
        shelf.look("admin-audit-phone");
        shelf.nothingWasFound();
    }

    @ParameterizedTest
    @EnumSource
    void theSystemIsDescribedAndWhatIsWrongIsSaidFirst(Screen screen) {
        Date now = new Date();
        Document killed = new Document("_id", "killed " + name)
                .append("version", "0.0.1")
                .append("seen_at", new Date(now.getTime() - 7_200_000L));
        node.database().getCollection("nodes").insertOne(killed);
        open(screen, SYSTEM);
        Locator servers = shelf.at("#node-list > li");
        Locator gone = servers.filter(new Locator.FilterOptions().setHasText("killed " + name));
        assertThat(gone).containsText("Does not answer");
        assertThat(servers.filter(new Locator.FilterOptions().setHasText("Answers you")))
                .hasCount(1);
        assertThat(shelf.at("#state")).containsText("killed or");
        assertThat(row("users")).containsText("Users");
        assertThat(row("users").locator(".number").first()).hasText(Pattern.compile("[1-9][0-9,]*"));
        shelf.look("admin-system");
        node.database().getCollection("nodes").deleteOne(new Document("_id", "killed " + name));
        shelf.at("#refresh").focus();
        refresh();
        assertThat(gone).hasCount(0);

        AtomicReference<String> report = new AtomicReference<>(BAD);
        shelf.person.page.route(REPORT, route -> answer(route, report.get().equals(AWAY) ? 503 : 200, report.get()));
        refresh();
        assertThat(shelf.at("#state .bad")).hasText(new String[] {
            "Members of the database do not answer: db2:27017.",
            "Indexes are missing in conversations, so some requests are slow. A restart of Parley makes them again.",
            "Model servers do not answer: models:11434."
        });
        assertThat(shelf.at("#state .notice:not(.bad)")).hasText("2 search indexes are still being built.");
        assertThat(row("conversations")).containsText("1.2 MB");
        assertThat(row("conversations")).containsText("1 missing: owner_1");
        assertThat(shelf.at("#database-facts")).containsText("Replica set");
        shelf.look("admin-system-bad");
        report.set(GOOD);
        refresh();
        assertThat(shelf.at("#state .good")).hasText("Everything works.");
        report.set(AWAY);
        refresh();
        refused("Couldn't read the state. The database is away.");
        shelf.nothingWasFound();
    }

    /** Presses the button, which has the focus again after each use. */
    private void refresh() {
        assertThat(shelf.at("#refresh")).isEnabled();
        assertThat(shelf.at("#refresh")).isFocused();
        shelf.press("Enter");
    }

    private static void answer(Route route, int status, String body) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(status)
                .setContentType("application/json")
                .setBody(body));
    }

    private Locator row(String collection) {
        return shelf.at("#rows tr[data-id='" + collection + "']");
    }

    @ParameterizedTest
    @CsvSource({"de-DE, Benutzer, Audit-Protokoll", "es-ES, Usuarios, Registro de auditoría"})
    void everyLanguageHasItsWords(String locale, String users, String audit) {
        open(Screen.PHONE, Screen.PHONE.options().setLocale(locale), USERS);
        assertThat(shelf.at("h1")).hasText(users);
        shelf.at("nav a").nth(1).click();
        assertThat(shelf.at("h1")).hasText(audit);
        assertThat(rows().first()).isVisible();
        shelf.at("nav a").nth(2).click();
        assertThat(rows().first()).isVisible();
        assertThat(shelf.at("body")).not().containsText("js.admin");
        shelf.look("admin-system-" + locale);
        shelf.nothingWasFound();
    }

    private void open(Screen screen, String page) {
        open(screen, screen.options(), page);
    }

    private void open(Screen screen, Browser.NewContextOptions options, String page) {
        shelf = new Shelf(chromium, screen, options);
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
