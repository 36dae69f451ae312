package org.parley.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Authenticator;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Events;
import org.parley.testing.Node;
import org.parley.testing.Script;
import org.parley.testing.Stage;

/** One-time passwords: what they end, and that nothing but changing them works. */
class OneTimePasswordIT {
    private static final String USERS = "/api/admin/users";
    private static final String FORM = "[a-z2-9]{4}(-[a-z2-9]{4}){3}";
    private static final String OWN = "a longer night than most";

    private final Node node = Stage.shared().node();
    private final String name = "o" + UUID.randomUUID().toString().replace("-", "");
    private final Client admin = node.newAdministrator("admin" + name);

    @BeforeEach
    @AfterEach
    void reset() {
        Stage.shared().model().reset();
    }

    @Test
    void itIsShownOnceAndEndsAllSessionsAndStreams() {
        Client bea = node.newUser(name);
        String program = bea.post("/api/auth/tokens", "{\"name\": \"t\", \"scopes\": [\"read\"]}")
                .json()
                .getString("token");
        Client script = node.client().withToken(program);
        String conversation = bea.post("/api/conversations", "{}").json().getString("id");
        Stage.shared().model().next(Script.words(3_000, Duration.ofMillis(20)));
        bea.post("/api/conversations/" + conversation + "/messages", "{\"role\": \"user\", \"content\": \"Tell me\"}");
        try (Events events = bea.events("POST", "/api/conversations/" + conversation + "/completions", "{}")
                .awaitText("w0")) {

            String password = resetPassword(id(bea));

            assertThat(password).matches(FORM);
            assertThat(bea.get("/api/auth/me").status()).isEqualTo(401);
            assertThat(script.get("/api/conversations").status()).isEqualTo(403);
            events.awaitEnd(Duration.ofSeconds(2));
            assertThat(stored().toJson()).doesNotContain(password);
            assertThat(login(Node.PASSWORD).status()).isEqualTo(401);
            assertThat(login(password).status()).isEqualTo(200);
        }
    }

    @Test
    void untilItIsChangedNothingElseWorks() {
        Client bea = node.newUser(name);
        String id = id(bea);
        String conversation = bea.post("/api/conversations", "{}").json().getString("id");
        String password = resetPassword(id);

        Answer login = bea.post("/api/auth/login", credentials(password));
        assertThat(login.status()).isEqualTo(200);
        assertThat(login.json().getBoolean("password_change_required")).isTrue();
        Answer me = bea.get("/api/auth/me");
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.json().getBoolean("password_change_required")).isTrue();
        assertThat(bea.get("/auth/me").status()).isEqualTo(200);
        for (Answer refused : List.of(
                bea.get("/api/conversations"),
                bea.get("/conversations/" + conversation),
                bea.delete("/api/conversations"),
                bea.get("/api/search?q=a"),
                bea.get("/api/models"),
                bea.get("/api/auth/sessions"),
                bea.post("/api/auth/tokens", "{\"name\": \"t\", \"scopes\": [\"read\"]}"),
                bea.put("/api/auth/me", "{\"full_name\": \"Bea\", \"password\": \"" + password + "\"}"),
                bea.get("/api/auth/me/activity"),
                bea.post("/api/auth/me/delete", "{\"password\": \"" + password + "\"}"),
                bea.post("/api/auth/me/password", "{}"),
                bea.get("/api/nowhere"))) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(403);
            assertThat(refused.json().getString("detail")).contains("PUT /auth/me/password");
            assertThat(refused.header("Content-Type").orElse("")).startsWith("application/problem+json");
        }
        assertThat(changePassword(bea, password, password).status()).isEqualTo(400);
        assertThat(changePassword(bea, password, "password").status()).isEqualTo(400);
        assertThat(changePassword(bea, Node.PASSWORD, OWN).status()).isEqualTo(403);
        assertThat(bea.get("/api/conversations").status()).isEqualTo(403);

        assertThat(changePassword(bea, password, OWN).status()).isEqualTo(204);

        assertThat(bea.get("/api/conversations/" + conversation).status()).isEqualTo(200);
        assertThat(bea.get("/api/auth/me").json()).doesNotContainKey("password_change_required");
        assertThat(login(OWN).json()).doesNotContainKey("password_change_required");
        assertThat(login(password).status()).isEqualTo(401);
        assertThat(stored()).doesNotContainKey("password_change_required");
        Await.until("the entry of the read", () -> entries(id).contains("conversations.list denied"));
        assertThat(entries(id)).contains("conversations.delete_all denied");
    }

    @Test
    void whoHasOneCanLogOut() {
        Client bea = node.newUser(name);
        String password = resetPassword(id(bea));
        bea.login(name, password);

        assertThat(bea.post("/api/auth/logout", "").status()).isEqualTo(200);

        assertThat(bea.get("/api/auth/me").status()).isEqualTo(401);
    }

    @Test
    void everyPageLeadsToTheFormAndTheFormBack() {
        Client bea = node.newUser(name);
        String password = resetPassword(id(bea));
        Answer entered = bea.form(
                "/login.xhtml",
                "login=login&submit=x&username=" + name + "&password=" + password + "&to=%2Fsettings.xhtml"
                        + "&jakarta.faces.ViewState=stateless");
        assertThat(entered.status()).isEqualTo(303);
        for (String page : List.of("/chat.xhtml?c=1", "/settings.xhtml", "/basic.xhtml", "/api.xhtml", "/nowhere")) {
            Answer led = bea.get(page);
            assertThat(led.status()).as(page).isEqualTo(302);
            assertThat(led.header("Location")).contains("/password.xhtml?to=" + encoded(page));
        }

        String page = "/password.xhtml?to=%2Fsettings.xhtml";
        assertThat(bea.get(page, "Accept-Language", "de").text()).contains("Einmalpasswort");
        assertThat(send(bea, page, "", OWN).text()).contains("Enter the present password and a new one.");
        assertThat(send(bea, page, password, password).text()).contains("This is the password that you have.");
        Answer wrong = send(bea, page, Node.PASSWORD, OWN);
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.text()).contains("The present password is wrong.");
        Answer common = send(bea, page, password, "password1");
        assertThat(common.status()).isEqualTo(400);
        assertThat(common.text()).contains("one of the 10,000 commonest").doesNotContain(password);
        assertThat(bea.get("/settings.xhtml").status()).isEqualTo(302);

        Answer changed = send(bea, page, password, OWN);

        assertThat(changed.status()).isEqualTo(303);
        assertThat(changed.header("Location")).contains("/settings.xhtml");
        assertThat(bea.get("/settings.xhtml").status()).isEqualTo(200);
        assertThat(bea.get("/password.xhtml").text()).contains("Present password");
        assertThat(entries(id(bea))).contains("auth.password denied", "auth.password failure", "auth.password success");
    }

    @Test
    void theSecondFactorStays() {
        Client bea = node.newUser(name);
        Authenticator app = Authenticator.of(bea.post("/api/auth/totp", "{\"password\": \"" + Node.PASSWORD + "\"}")
                .json()
                .getString("secret"));
        assertThat(bea.post("/api/auth/totp/confirm", "{\"code\": \"" + app.code() + "\"}")
                        .status())
                .isEqualTo(200);

        Answer login = login(resetPassword(id(bea)));

        assertThat(login.status()).isEqualTo(401);
        assertThat(login.json().getBoolean("code_required")).isTrue();
    }

    @Test
    void aUserWhoIsCreatedWithoutAPasswordGetsOne() {
        Answer created = admin.post(USERS, """
                {"username": "%s", "email": "%s@example.org"}""".formatted(name, name));

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        JsonObject user = created.json();
        assertThat(user.getString("password")).matches(FORM);
        assertThat(user.getBoolean("password_change_required")).isTrue();
        assertThat(created.header("Cache-Control")).contains("no-store");
        assertThat(login(user.getString("password")).json().getBoolean("password_change_required"))
                .isTrue();
        assertThat(admin.get(USERS + "?q=" + name).text()).doesNotContain(user.getString("password"));
    }

    @Test
    void onlyAdministratorsGiveThem() {
        Client bea = node.newUser(name);

        assertThat(bea.post(USERS + "/" + id(admin) + "/password", "").status()).isEqualTo(403);
        assertThat(admin.post(USERS + "/" + "0".repeat(24) + "/password", "").status())
                .isEqualTo(404);
        assertThat(entries(id(bea))).contains("admin.users.password denied");
        assertThat(entries(id(admin))).contains("admin.users.password failure");
    }

    private String resetPassword(String id) {
        Answer answer = admin.post(USERS + "/" + id + "/password", "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().getString("password");
    }

    private static Answer changePassword(Client client, String current, String wanted) {
        return client.put("/api/auth/me/password", """
                {"current": "%s", "new": "%s"}""".formatted(current, wanted));
    }

    private static Answer send(Client client, String page, String current, String wanted) {
        Matcher state = Pattern.compile("name=\"jakarta.faces.ViewState\"[^>]* value=\"([^\"]+)\"")
                .matcher(client.get(page).text());
        assertThat(state.find()).isTrue();
        return client.form(
                page,
                "change=change&submit=x&current=" + encoded(current) + "&wanted=" + encoded(wanted)
                        + "&jakarta.faces.ViewState=" + encoded(state.group(1)));
    }

    private Answer login(String password) {
        return node.client().post("/api/auth/login", credentials(password));
    }

    private String credentials(String password) {
        return """
                {"username": "%s", "password": "%s"}""".formatted(name, password);
    }

    private List<String> entries(String userId) {
        return node.database()
                .getCollection("audit_logs")
                .find(Filters.eq("user_id", userId))
                .map(entry -> entry.getString("action") + " " + entry.getString("outcome"))
                .into(new ArrayList<>());
    }

    private Document stored() {
        return users().find(Filters.eq("username", name)).first();
    }

    private MongoCollection<Document> users() {
        return node.database().getCollection("users");
    }

    private static String id(Client client) {
        return client.get("/api/auth/me").json().getString("id");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
