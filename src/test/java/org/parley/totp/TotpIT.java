package org.parley.totp;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.parley.platform.Sha256;
import org.parley.testing.Answer;
import org.parley.testing.AtOnce;
import org.parley.testing.Authenticator;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** The second factor over REST and on the login page. */
class TotpIT {
    private static final String TOTP = "/api/auth/totp";
    private static final String PASSWORD = "{\"password\": \"" + Node.PASSWORD + "\"}";
    private static final String LOGIN_PAGE = "/login.xhtml";

    private final Node node = Node.shared();
    private final String name = "u" + UUID.randomUUID().toString().replace("-", "");
    private final Client ada = node.newUser(name);
    private final String agent = "totp/" + UUID.randomUUID();

    @Test
    void settingUpTakesThePasswordAndACode() throws Exception {
        JsonObject setup = begin();

        assertThat(setup.keySet()).containsExactly("secret", "uri", "qr");
        assertThat(setup.getString("secret")).matches("[A-Z2-7]{32}");
        assertThat(setup.getString("uri"))
                .isEqualTo("otpauth://totp/Parley:" + name + "?secret=" + setup.getString("secret")
                        + "&issuer=Parley&algorithm=SHA1&digits=6&period=30");
        assertThat(TotpCodesTest.read(setup.getString("qr"))).isEqualTo(setup.getString("uri"));
        assertThat(login(null).status()).as("not confirmed yet").isEqualTo(200);

        Answer confirmed = ada.post(TOTP + "/confirm", code(app(setup).code()));
        assertThat(confirmed.status()).isEqualTo(200);
        assertThat(confirmed.header("Cache-Control")).contains("no-store");
        assertThat(recovery(confirmed)).hasSize(10);
        Document stored = stored();
        assertThat(stored.keySet())
                .containsExactlyInAnyOrder(
                        "_id", "secret", "created_at", "confirmed_at", "last_step", "recovery_codes");
        assertThat(stored.get("confirmed_at")).isInstanceOf(Date.class);
        assertThat(stored.toJson()).doesNotContain(recovery(confirmed).get(0));
    }

    @Test
    void aLoginNeedsACodeThatWorksOnce() {
        Authenticator app = turnOn();

        Answer without = login(null);
        assertThat(without.status()).isEqualTo(401);
        assertThat(without.json().getBoolean("code_required")).isTrue();
        assertThat(without.json().getString("detail")).contains("authenticator");
        assertThat(without.header("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(without.setCookies()).isEmpty();
        assertThat(login(" ").json().getBoolean("code_required")).isTrue();

        String next = app.code(1); // the confirming code is spent, and this one is accepted early
        assertThat(login(next.substring(0, 3) + " " + next.substring(3)).status())
                .isEqualTo(200);
        Answer again = login(next);
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.json().getBoolean("code_required")).isTrue();
        assertThat(again.setCookies()).isEmpty();
    }

    @Test
    void theConfirmingCodeIsSpentAndFarOnesAreWrong() {
        JsonObject setup = begin();
        String confirming = app(setup).code();
        assertThat(ada.post(TOTP + "/confirm", code(confirming)).status()).isEqualTo(200);
        assertThat(login(confirming).status()).isEqualTo(401);

        forgetSpentCodes();
        assertThat(login(app(setup).code(-20)).status()).isEqualTo(401);
        assertThat(login(app(setup).code(20)).status()).isEqualTo(401);
        assertThat(login(confirming).status())
                .as("nothing else was wrong with it")
                .isEqualTo(200);
    }

    @Test
    void aWrongPasswordSaysNothingAboutTheSecondFactor() {
        Authenticator app = turnOn();

        for (String code : new String[] {null, app.code(1)}) {
            Answer refused = login(node.client(), "wrong " + Node.PASSWORD, code);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.json().keySet()).doesNotContain("code_required");
        }
        assertThat(login(app.code(1)).status())
                .as("a wrong password spends no code")
                .isEqualTo(200);
    }

    @Test
    void aRecoveryCodeWorksOnceInEveryForm() {
        List<String> codes =
                recovery(ada.post(TOTP + "/confirm", code(app(begin()).code())));

        assertThat(login(codes.get(0)).status()).isEqualTo(200);
        assertThat(login(codes.get(0)).status()).isEqualTo(401);
        assertThat(login(codes.get(1).replace("-", "").toUpperCase()).status()).isEqualTo(200);
        assertThat(stored().getList("recovery_codes", String.class)).hasSize(8);
        assertThat(login("aaaa-aaaa-aaaa-aaaa").status()).isEqualTo(401);

        Client bea = node.newUser();
        bea.post(TOTP, PASSWORD);
        assertThat(bea.post(TOTP + "/confirm", code(codes.get(2))).status())
                .as("a code of another user")
                .isEqualTo(403);
    }

    @Test
    void ofManyLoginsWithOneCodeOneSucceeds() {
        String code = turnOn().code(1);
        List<Integer> answers = new ArrayList<>();

        AtOnce.each(4, List.of(1, 2, 3, 4), i -> {
            int status = login(code).status();
            synchronized (answers) {
                answers.add(status);
            }
        });

        assertThat(answers).containsExactlyInAnyOrder(200, 401, 401, 401);
    }

    @Test
    void wrongCodesCountAsFailedLoginsAndThePasswordAloneForgetsNone() {
        Authenticator app = turnOn();
        assertThat(login("000000").status()).isEqualTo(401);
        assertThat(login("aaaa-aaaa-aaaa-aaaa").status()).isEqualTo(401);
        assertThat(login(null).status()).isEqualTo(401);
        assertThat(failures()).isEqualTo(2);

        failures(9);
        assertThat(login("000000").status()).isEqualTo(401);
        Answer slowed = login(app.code(1));
        assertThat(slowed.status()).isEqualTo(429);
        assertThat(slowed.header("Retry-After")).isPresent();
        assertThat(login(null).status()).isEqualTo(429);

        failures(2);
        assertThat(login(app.code(1)).status()).isEqualTo(200);
        assertThat(failures()).as("after a whole login").isZero();
    }

    @Test
    void turningOffTakesThePassword() {
        turnOn();

        Answer refused = ada.post(TOTP + "/disable", "{\"password\": \"wrong\"}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().getString("detail")).contains("password");
        assertThat(login(null).status()).isEqualTo(401);

        assertThat(ada.post(TOTP + "/disable", PASSWORD).status()).isEqualTo(204);
        assertThat(login(null).status()).isEqualTo(200);
        assertThat(login("123456").status()).as("a code that is not needed").isEqualTo(200);
        assertThat(stored()).isNull();
        assertThat(ada.post(TOTP + "/disable", PASSWORD).status()).isEqualTo(204);
        assertThat(turnOn()).as("it can be set up again").isNotNull();
    }

    @Test
    void whatIsNotInOrderIs409() {
        assertThat(ada.post(TOTP + "/confirm", code("123456")).status())
                .as("nothing to confirm")
                .isEqualTo(409);
        Authenticator first = app(begin());
        Authenticator second = app(begin());
        assertThat(ada.post(TOTP + "/confirm", code(first.code())).status())
                .as("a secret that was replaced")
                .isEqualTo(403);
        assertThat(ada.post(TOTP + "/confirm", code(second.code())).status()).isEqualTo(200);

        Answer again = ada.post(TOTP, PASSWORD);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().getString("detail")).contains("disable");
        assertThat(ada.post(TOTP + "/confirm", code(second.code())).status()).isEqualTo(409);
        assertThat(login(second.code(1)).status())
                .as("the one that is on stays")
                .isEqualTo(200);
    }

    @Test
    void wrongPasswordsAndCodesAre403AndSlowDownLikeLogins() {
        begin();
        Answer code = ada.post(TOTP + "/confirm", code("000000"));
        assertThat(code.status()).isEqualTo(403);
        assertThat(code.json().getString("detail")).contains("code");
        assertThat(ada.post(TOTP, "{\"password\": \"wrong\"}").status()).isEqualTo(403);
        assertThat(failures()).isEqualTo(2);

        failures(9);
        assertThat(ada.post(TOTP + "/disable", "{\"password\": \"wrong\"}").status())
                .isEqualTo(403);
        for (String path : List.of("", "/disable")) {
            Answer slowed = ada.post(TOTP + path, PASSWORD);
            assertThat(slowed.status()).isEqualTo(429);
            assertThat(slowed.header("Retry-After")).isPresent();
        }
        assertThat(ada.post(TOTP + "/confirm", code("000000")).status()).isEqualTo(429);
        assertThat(login(null).status()).isEqualTo(429);
    }

    @Test
    void badBodiesNameTheField() {
        for (String body :
                List.of("{}", "{\"password\": 1}", "{\"password\": \"\"}", "{\"password\": null}", "[]", "{")) {
            assertThat(ada.post(TOTP, body).status()).as(body).isEqualTo(400);
            assertThat(ada.post(TOTP + "/disable", body).status()).as(body).isEqualTo(400);
        }
        assertThat(ada.post(TOTP + "/confirm", code("1".repeat(65))).json().getString("detail"))
                .contains("code");
        assertThat(ada.post(TOTP + "/confirm", "{\"code\": 123456}").status()).isEqualTo(400);
        assertThat(node.client()
                        .post("/api/auth/login", "{\"username\": \"x\", \"password\": \"y\", \"code\": 1}")
                        .status())
                .isEqualTo(400);
        assertThat(ada.send("POST", TOTP, "text/plain", PASSWORD).status()).isEqualTo(415);
        for (String path : List.of("", "/confirm", "/disable")) {
            assertThat(node.client().post(TOTP + path, "{}").status()).isEqualTo(401);
            assertThat(ada.post(TOTP + path, PASSWORD, "Origin", "https://evil.example")
                            .status())
                    .isEqualTo(403);
        }
        assertThat(stored()).isNull();
    }

    @Test
    void theAuditLogHasEachStepAndNoSecret() {
        JsonObject setup = ada.post(TOTP, PASSWORD, "User-Agent", agent).json();
        ada.post(TOTP + "/confirm", code("000000"), "User-Agent", agent);
        String code = app(setup).code();
        Answer confirmed = ada.post(TOTP + "/confirm", code(code), "User-Agent", agent);
        node.client().post("/api/auth/login", credentials(Node.PASSWORD, null), "User-Agent", agent);
        ada.post(TOTP + "/disable", PASSWORD, "User-Agent", agent);

        List<Document> entries = node.database()
                .getCollection("audit_logs")
                .find(Filters.eq("user_agent", agent))
                .into(new ArrayList<>());
        assertThat(entries)
                .extracting(entry -> entry.getString("action") + " " + entry.getInteger("status_code") + " "
                        + entry.getString("outcome") + " " + userId().equals(entry.getString("resource_id")))
                .containsExactly(
                        "auth.totp 200 success true",
                        "auth.totp 403 denied true",
                        "auth.totp 200 success true",
                        "auth.login 401 denied false",
                        "auth.totp 204 success true");
        assertThat(entries.toString())
                .doesNotContain(
                        setup.getString("secret"), code, recovery(confirmed).get(0));
    }

    @Test
    void theLoginPageAsksForTheCode() {
        Authenticator app = turnOn();
        Client browser = node.client();

        Answer asked = enter(browser, Node.PASSWORD, "/settings.xhtml");
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.text()).contains("name=\"code\"", "one-time-code").doesNotContain("name=\"password\"");
        assertThat(asked.text()).doesNotContain(Node.PASSWORD);
        assertThat(browser.get("/api/conversations").status()).isEqualTo(401);
        assertThat(browser.get("/chat.xhtml").status()).isEqualTo(302);

        Answer wrong = send(browser, "000000", asked);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text()).contains("name=\"code\"", "role=\"alert\"");

        String before = browser.cookie("session_id").orElseThrow();
        Answer right = send(browser, app.code(1), wrong);
        assertThat(right.status()).isEqualTo(303);
        assertThat(right.header("Location").orElse("")).endsWith("/settings.xhtml");
        assertThat(browser.cookie("session_id").orElseThrow()).isNotEqualTo(before);
        assertThat(browser.get("/api/auth/me").json().getString("username")).isEqualTo(name);
    }

    @Test
    void aLoginByThePageCountsAfterAllOtherSessionsHaveEnded() {
        Authenticator app = turnOn();
        assertThat(ada.delete("/api/auth/sessions").status()).isEqualTo(200);
        Client browser = node.client();

        Answer asked = enter(browser, Node.PASSWORD, "/chat.xhtml");

        assertThat(send(browser, app.code(1), asked).status()).isEqualTo(303);
        assertThat(browser.get("/api/auth/me").status()).isEqualTo(200);
    }

    @Test
    void thePageSpeaksTheLanguageOfTheBrowserAndTakesRecoveryCodes() {
        List<String> codes =
                recovery(ada.post(TOTP + "/confirm", code(app(begin()).code())));
        Client browser = node.client();

        Answer asked = enter(browser, Node.PASSWORD, "/chat.xhtml", "Accept-Language", "de");
        assertThat(asked.text()).contains("Wiederherstellungscode");
        assertThat(enter(browser, Node.PASSWORD, "/chat.xhtml", "Accept-Language", "es")
                        .text())
                .contains("recuperación");
        assertThat(send(browser, codes.get(0), asked).status()).isEqualTo(303);
    }

    @Test
    void aLoginThatWaitsForItsCodeEndsAfterFiveMinutesAndWithThePassword() {
        Authenticator app = turnOn();
        Client late = node.client();
        Answer asked = enter(late, Node.PASSWORD, "/chat.xhtml");
        assertThat(node.database()
                        .getCollection("sessions")
                        .updateOne(
                                Filters.eq(
                                        "_id",
                                        Sha256.hex(late.cookie("session_id").orElseThrow())),
                                Updates.set("attributes.pending_login_until", new Date()))
                        .getModifiedCount())
                .isEqualTo(1);
        Answer tooLate = send(late, app.code(1), asked);
        assertThat(tooLate.status()).isEqualTo(401);
        assertThat(tooLate.text()).contains("name=\"password\"", "too long").doesNotContain("name=\"code\"");

        Client stale = node.client();
        asked = enter(stale, Node.PASSWORD, "/chat.xhtml");
        node.database()
                .getCollection("users")
                .updateOne(Filters.eq("username", name), Updates.set("password_hash", "$argon2id$another"));
        assertThat(send(stale, app.code(1), asked).status()).isEqualTo(401);
        assertThat(stale.get("/api/auth/me").status()).isEqualTo(401);
        assertThat(send(node.client(), app.code(1), asked).status())
                .as("a code without a password")
                .isEqualTo(401);
    }

    private JsonObject begin() {
        Answer begun = ada.post(TOTP, PASSWORD);
        assertThat(begun.status()).as(begun.text()).isEqualTo(200);
        return begun.json();
    }

    private static Authenticator app(JsonObject setup) {
        return Authenticator.of(setup.getString("secret"));
    }

    private Authenticator turnOn() {
        Authenticator app = app(begin());
        Answer confirmed = ada.post(TOTP + "/confirm", code(app.code()));
        assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(200);
        return app;
    }

    private static String code(String code) {
        return Json.createObjectBuilder().add("code", code).build().toString();
    }

    private static List<String> recovery(Answer confirmed) {
        return confirmed.json().getJsonArray("recovery_codes").getValuesAs(JsonString::getString);
    }

    private Answer login(String code) {
        return login(node.client(), Node.PASSWORD, code);
    }

    private Answer login(Client client, String password, String code) {
        return client.post("/api/auth/login", credentials(password, code));
    }

    private String credentials(String password, String code) {
        return Json.createObjectBuilder()
                .add("username", name)
                .add("password", password)
                .add("code", code == null ? JsonValue.NULL : Json.createValue(code))
                .build()
                .toString();
    }

    private void forgetSpentCodes() {
        node.database().getCollection("totp").updateOne(Filters.eq("_id", userId()), Updates.set("last_step", 0L));
    }

    /** How many failed logins count against ada. */
    private int failures() {
        Document found = node.database()
                .getCollection("login_attempts")
                .find(Filters.eq("_id", Sha256.hex(name)))
                .first();
        return found == null ? 0 : found.getInteger("failures");
    }

    /** Sets the number of failed logins without a block, as if the last was some time ago. */
    private void failures(int count) {
        node.database()
                .getCollection("login_attempts")
                .replaceOne(
                        Filters.eq("_id", Sha256.hex(name)),
                        new Document("failures", count)
                                .append("expires_at", new Date(System.currentTimeMillis() + 3_600_000)),
                        new ReplaceOptions().upsert(true));
    }

    private Document stored() {
        return node.database()
                .getCollection("totp")
                .find(Filters.eq("_id", userId()))
                .first();
    }

    private String userId() {
        ObjectId id = node.database()
                .getCollection("users")
                .find(Filters.eq("username", name))
                .first()
                .getObjectId("_id");
        return id.toHexString();
    }

    private Answer enter(Client browser, String password, String to, String... headers) {
        String fields =
                "login=login&submit=x&username=" + name + "&password=" + encoded(password) + "&to=" + encoded(to);
        return browser.form(LOGIN_PAGE, fields + "&jakarta.faces.ViewState=stateless", headers);
    }

    /** Sends the form that a page shows, with its hidden fields. */
    private static Answer send(Client browser, String code, Answer page) {
        StringBuilder fields = new StringBuilder("code=" + encoded(code) + "&send-code=x");
        Matcher hidden = Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\"[^>]* value=\"([^\"]*)\"")
                .matcher(page.text());
        while (hidden.find()) {
            fields.append('&').append(encoded(hidden.group(1))).append('=').append(encoded(hidden.group(2)));
        }
        return browser.form(LOGIN_PAGE, fields.toString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
