package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.testing.Authenticator;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** The page of one's account. */
@Tag("browser")
class AccountPageIT {
    private static final String PAGE = "/account.xhtml";
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private final Node node = Node.shared();
    private Shelf shelf;

    @Test
    void nameAndAddressAreChangedWithThePassword() {
        open(Screen.DESKTOP);
        shelf.at("#full-name").fill("Ada <Lovelace>");
        shelf.at("#profile-password").fill("wrong " + Person.PASSWORD);
        shelf.at("#profile-form button").click();
        refused("Couldn't save. The password is wrong.");
        assertThat(shelf.at("#profile-password")).isFocused();

        shelf.at("#profile-password").fill(Person.PASSWORD);
        shelf.at("#email").fill("ada");
        shelf.at("#profile-form").evaluate("form => { form.noValidate = true; }");
        shelf.press("Enter");
        refused("Couldn't save. The e-mail must be an address");
        assertThat(shelf.at("#email")).isFocused();
        shelf.at("#email").fill("new-" + shelf.person.username + "@example.org");
        shelf.press("Enter");
        done("Saved.");
        shelf.look("account-profile");

        JsonObject me = shelf.program.get("/api/auth/me").json();
        assertThat(me.getString("full_name")).isEqualTo("Ada <Lovelace>");
        assertThat(me.getString("email")).isEqualTo("new-" + shelf.person.username + "@example.org");
        shelf.person.page.reload();
        assertThat(shelf.at("#full-name")).hasValue("Ada <Lovelace>");
        shelf.nothingWasFound();
    }

    @Test
    void aNewPasswordEndsTheOtherSessionsAndOffersToRevokeTheTokens() {
        open(Screen.PHONE);
        Client phone = signIn(FIREFOX);
        Client program = node.client()
                .withToken(shelf.program
                        .post("/api/auth/tokens", "{\"name\": \"backup\", \"scopes\": [\"read\"]}")
                        .json()
                        .getString("token"));
        shelf.person.page.reload();
        assertThat(rows("token")).hasCount(1);
        assertThat(rows("session")).hasCount(2);
        change("qwerty123");
        refused("Couldn't change the password. This is one of the 10,000 commonest passwords.");
        assertThat(shelf.at("#new-password")).isFocused();
        change(Person.PASSWORD);
        refused("Couldn't change the password. This is the password that you have.");

        change("a new " + Person.PASSWORD);
        done("Password changed. You are logged out everywhere else. 1 API token still works.");
        assertThat(rows("session")).hasCount(1);
        shelf.look("account-password");
        assertThat(phone.get("/api/auth/me").status()).isEqualTo(401);
        assertThat(program.get("/api/conversations").status()).isEqualTo(200);
        shelf.button("Revoke all").click();
        done("Revoked 1 token.");
        assertThat(rows("token")).hasCount(0);
        assertThat(shelf.at("#tokens")).isFocused();
        assertThat(program.get("/api/conversations").status()).isEqualTo(401);
        shelf.person.page.reload();
        assertThat(rows("session")).hasCount(1);
        shelf.nothingWasFound();
    }

    @Test
    void oneSessionIsEndedAndThenAllOthers() {
        open(Screen.PHONE);
        Client firefox = signIn(FIREFOX);
        Client curl = signIn("curl/8.11.0");
        shelf.person.page.reload();
        assertThat(rows("session").locator(".name"))
                .containsText(new String[] {"curl", "Firefox on Linux", "This device"});
        shelf.at("#sessions").scrollIntoViewIfNeeded();
        shelf.look("account-sessions");
        Locator one = rows("session").filter(new Locator.FilterOptions().setHasText("Firefox on Linux"));
        one.locator("button").click();
        done("Ended: Firefox on Linux.");
        assertThat(rows("session")).hasCount(2);
        assertThat(firefox.get("/api/auth/me").status()).isEqualTo(401);
        assertThat(curl.get("/api/auth/me").status()).isEqualTo(200);

        shelf.button("End all others").click();
        done("Ended 1 other session.");
        assertThat(rows("session").locator(".badge")).hasText(new String[] {"This device"});
        assertThat(shelf.button("End all others")).hasCount(0);
        assertThat(shelf.at("#sessions")).isFocused();
        assertThat(curl.get("/api/auth/me").status()).isEqualTo(401);
        shelf.program.post("/api/auth/logout", "{}");
        shelf.at("#end-others").evaluate("button => { button.closest('.row').hidden = false; }");
        shelf.button("End all others").click();
        refused("You have been logged out.");
        assertThat(notice().locator("a"))
                .hasAttribute("href", Pattern.compile("login\\.xhtml\\?to=%2Faccount\\.xhtml"));
        shelf.nothingWasFound();
    }

    @ParameterizedTest
    @EnumSource
    void aTokenIsShownOnceWorksAndIsRevokedByTheKeyboardAlone(Screen screen) {
        open(screen);
        shelf.at("#token-name").focus();
        shelf.person.page.keyboard().type("<b>Backup</b>");
        shelf.press("Tab", "ArrowDown", "Tab", "Tab", "Enter");
        assertThat(shelf.at("#new-token-title")).isFocused();
        shelf.look("account-token");
        String token = shelf.at("#new-token-text").textContent();
        assertThat(token).startsWith("parley_");
        assertThat(rows("token")).containsText(new String[] {"Read and change · Created: "});
        assertThat(rows("token").locator(".name")).hasText(new String[] {"<b>Backup</b>"});
        Client program = node.client().withToken(token);
        assertThat(program.delete("/api/conversations").status()).isEqualTo(200);
        shelf.press("Tab", "Tab", "Enter");
        assertThat(shelf.at("#new-token")).isHidden();
        assertThat(shelf.at("#new-token-text")).isEmpty();
        assertThat(shelf.at("#token-name")).isFocused();

        shelf.button("Revoke “<b>Backup</b>”").focus();
        shelf.press("Enter");
        assertThat(shelf.dialog()).containsText("Programs that use “<b>Backup</b>” will be refused.");
        shelf.look("account-revoke");
        shelf.press("Tab", "Enter");
        done("Revoked “<b>Backup</b>”.");
        assertThat(rows("token")).hasCount(0);
        assertThat(program.get("/api/conversations").status()).isEqualTo(401);
        shelf.nothingWasFound();
    }

    @ParameterizedTest
    @EnumSource
    void theSecondFactorIsSetUpUsedAndTurnedOff(Screen screen) throws IOException {
        open(screen);
        shelf.at("#totp-password").fill(Person.PASSWORD);
        shelf.at("#totp-begin button").click();
        assertThat(shelf.at("#totp-scan")).isFocused();
        assertThat(shelf.at("#totp-qr")).hasJSProperty("complete", true);
        shelf.look("account-totp");
        Authenticator app =
                Authenticator.of(shelf.at("#totp-secret").textContent().replace(" ", ""));
        shelf.at("#totp-code").fill("12");
        shelf.press("Enter");
        refused("Couldn't change the second factor. The code is wrong.");
        assertThat(shelf.at("#totp-code")).isFocused();
        shelf.at("#totp-code").fill(app.code());
        shelf.press("Enter");
        done("Turned on. From now on, each login asks for a code.");
        assertThat(shelf.at("#totp-codes-title")).isFocused();
        List<String> codes = shelf.at("#totp-codes-list li").allTextContents();
        assertThat(codes).hasSize(10);
        shelf.look("account-codes");
        Download file = shelf.person.page.waitForDownload(
                () -> shelf.at("#totp-codes-download").click());
        assertThat(Files.readAllLines(file.path())).containsAll(codes).anyMatch(line -> line.contains("recovery"));
        shelf.button("Done").click();
        assertThat(shelf.at("#totp-disable")).isVisible();
        assertThat(shelf.at("#totp-codes-list li")).hasCount(0);

        Person elsewhere = chromium.person(node.url().toString(), screen.options(), shelf.person.username);
        elsewhere.page.navigate("/login.xhtml");
        elsewhere.logIn();
        elsewhere.page.locator("#code").fill(app.code(1)); // the confirming one is spent
        elsewhere.page.locator("#send-code").click();
        assertThat(elsewhere.welcome()).isVisible();

        shelf.person.page.reload();
        shelf.at("#totp-off-password").fill(Person.PASSWORD);
        shelf.at("#totp-disable button").click();
        done("Turned off.");
        shelf.person.page.reload();
        assertThat(shelf.at("#totp-begin")).isVisible();
        assertThat(signIn(FIREFOX).get("/api/auth/me").status()).isEqualTo(200);
        shelf.nothingWasFound();
    }

    @Test
    void whatOneDidAndWhatOthersTriedIsListed() {
        Person person =
                chromium.person(node.url().toString(), Screen.PHONE.options().setLocale("de-DE"));
        Client program = person.enter();
        String id = program.get("/api/auth/me").json().getString("id");
        node.database()
                .getCollection("audit_logs")
                .insertMany(IntStream.range(0, 60)
                        .mapToObj(i -> new Document("user_id", id)
                                .append("username", person.username)
                                .append("action", i % 2 == 0 ? "search" : "trash.list")
                                .append("timestamp", new Date(1_700_000_000_000L + i)))
                        .toList());
        String chat = program.post("/api/conversations", "{\"title\": \"Meins\"}")
                .json()
                .getString("id");
        Client bea = node.newUser();
        String name = bea.get("/api/auth/me").json().getString("username");
        bea.put("/api/conversations/" + chat, "{\"title\": \"Yours\"}");
        Await.until(
                "the entry of the other",
                () -> program.get("/api/auth/me/activity").text().contains(name));

        person.page.navigate(PAGE);
        assertThat(person.page.locator("h1")).hasText("Ihr Konto");
        Locator rows = person.page.locator("#activity-list > li");
        assertThat(rows.filter(new Locator.FilterOptions().setHasText("von " + name)))
                .containsText("Chat ändernAbgewiesen");
        assertThat(rows.filter(new Locator.FilterOptions().setHasText("Chat anlegen")))
                .hasCount(1);
        int before = rows.count();
        person.page.locator("#activity-older").click();
        assertThat(rows.nth(before)).isFocused();
        assertThat(person.page.locator("#activity-older")).isHidden();
        assertThat(rows.filter(new Locator.FilterOptions().setHasText(Pattern.compile("Suchen|Papierkorb"))))
                .hasCount(60);
        person.settle();
        person.picture("account-activity-de");
    }

    @Test
    void anAccountIsDeletedAfterAQuestion() {
        open(Screen.PHONE);
        delete("wrong " + Person.PASSWORD);
        shelf.dialog().locator(".danger").click();
        refused("Couldn't delete the account. The password is wrong.");
        delete(Person.PASSWORD);
        assertThat(shelf.dialog()).containsText("Everything in it will be gone.");
        shelf.look("account-delete");
        shelf.press("Escape");
        assertThat(shelf.dialog()).hasCount(0);
        assertThat(shelf.program.get("/api/auth/me").status()).isEqualTo(200);

        delete(Person.PASSWORD);
        shelf.dialog().locator(".danger").click();
        assertThat(shelf.at("[role=status]"))
                .hasText("Your account is deleted. Within a minute, nothing of it is left.");
        shelf.look("account-deleted");
        assertThat(shelf.person.cookies()).doesNotContain("session_id");
        shelf.person.logIn();
        assertThat(shelf.at("[role=alert]")).hasText("Invalid username or password.");
        assertThat(shelf.at("[role=status]")).hasCount(0);
        shelf.nothingWasFound();
    }

    @Test
    void withoutScriptsThePageSaysWhatStillWorks() {
        Person person =
                chromium.person(node.url().toString(), Screen.PHONE.options().setJavaScriptEnabled(false));
        person.enter();
        person.page.navigate("/settings.xhtml");
        person.page.getByText("Manage account").click();
        assertThat(person.page.locator("noscript p")).containsText("Changing your account needs JavaScript.");
        assertThat(person.page.locator("#parts")).isHidden();
        person.picture("account-plain");
        person.page.locator("main > p a").click();
        assertThat(person.page.locator("h1")).hasText("Settings");
    }

    @Test
    void browsersAreCalledByTheirNames() {
        open(Screen.DESKTOP);
        assertThat(shelf.person.page.evaluate(
                        """
                async (agents) => {
                  const { browserName } = await import('/resources/js/account/browser-name.js');
                  return agents.map(browserName);
                }""",
                        List.of(
                                FIREFOX,
                                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36 Edg/131.0",
                                "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36",
                                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605 Version/18.1 Mobile Safari/604.1",
                                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605 Version/18.1 Safari/605.1",
                                "curl/8.11.0",
                                "Mozilla/5.0",
                                "")))
                .isEqualTo(List.of(
                        "Firefox on Linux",
                        "Edge on Windows",
                        "Chrome on Android",
                        "Safari on iOS",
                        "Safari on macOS",
                        "curl",
                        "Unknown program",
                        "Unknown program"));
    }

    private void open(Screen screen) {
        shelf = new Shelf(chromium, screen);
        shelf.person.page.navigate(PAGE);
        assertThat(rows("session").locator(".badge")).isVisible();
    }

    private Client signIn(String agent) {
        Client client = node.client();
        JsonObject login = Shelf.object()
                .add("username", shelf.person.username)
                .add("password", Person.PASSWORD)
                .build();
        assertThat(client.post("/api/auth/login", login, "User-Agent", agent).status())
                .isEqualTo(200);
        return client;
    }

    private void change(String password) {
        shelf.at("#current-password").fill(Person.PASSWORD);
        shelf.at("#new-password").fill(password);
        shelf.at("#password-form button").click();
    }

    private void delete(String password) {
        shelf.at("#deletion-password").fill(password);
        shelf.press("Enter");
    }

    private Locator rows(String of) {
        return shelf.at("#" + of + "-list > li");
    }

    private Locator notice() {
        return shelf.at("#notices .notice");
    }

    private void done(String words) {
        assertThat(notice()).containsText(words);
        assertThat(notice()).isInViewport();
    }

    private void refused(String words) {
        assertThat(shelf.at("#notices [role=alert]")).containsText(words);
        assertThat(notice()).isInViewport();
    }
}
