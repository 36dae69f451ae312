package org.parley.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.password4j.BcryptFunction;
import com.password4j.Password;
import com.password4j.types.Bcrypt;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** The forms of the pages read what is typed and sent in the same way on every server (issue 15, points 13 and 14). */
class FormsIT {
    private static final String PASSWORD = "pässwort-ñ€-密码-🙂";
    private static final String STATE = "jakarta.faces.ViewState";

    private final Node node = Node.shared();
    private final String username = "n" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void aPasswordThatAProgramChoseIsTheSameOnTheLoginPage() {
        assertThat(registerByRest(PASSWORD).status()).isEqualTo(201);

        assertThat(logIn(node.client(), PASSWORD).status()).isEqualTo(303);
    }

    @Test
    void theRegistrationPageStoresWhatWasTyped() {
        Client browser = node.client();

        Answer registered = form(
                browser,
                "/register.xhtml",
                "register=register&submit=x&username=" + username + "&email=" + encoded(username + "@exämple.org")
                        + "&fullName=" + encoded("Jürgen Ñandú 王 🙂") + "&password=" + encoded(PASSWORD),
                "stateless");

        assertThat(registered.status()).isEqualTo(303);
        assertThat(browser.get("/api/auth/me").json().getString("full_name")).isEqualTo("Jürgen Ñandú 王 🙂");
        assertThat(browser.get("/api/auth/me").json().getString("email")).isEqualTo(username + "@exämple.org");
        node.client().login(username, PASSWORD);
    }

    @Test
    void whoRegisteredWhenThePageWasMisreadStillGetsInAndWhatWasMisreadIsMended() {
        registerByRest(PASSWORD);
        String address = username + "@exämple.org";
        store(misread(PASSWORD));
        store(misread("Jürgen Ñandú 王 🙂"), misread(address));

        assertThat(loginByRest(PASSWORD).status()).isEqualTo(401);
        assertThat(logIn(node.client(), PASSWORD).status()).isEqualTo(303);
        JsonObject user = loginByRest(PASSWORD).json().getJsonObject("user");
        assertThat(user.getString("full_name")).isEqualTo("Jürgen Ñandú 王 🙂");
        assertThat(user.getString("email")).isEqualTo(address);
        assertThat(stored().getString("email_key")).isEqualTo(address);
        assertThat(loginByRest(misread(PASSWORD)).status()).isEqualTo(401);
    }

    /** What was not misread stays, and so does an address that somebody else has registered since. */
    @Test
    void onlyWhatWasMisreadIsMended() {
        registerByRest(PASSWORD);
        String address = "x" + username + "@exämple.org";
        node.client().post("/api/auth/register", """
                {"username": "x%s", "email": "%s", "password": "%s"}""".formatted(username, address, PASSWORD));
        for (String name : List.of("Jürgen Ñandú", "王", "Ada", "Ã", "\u0080")) {
            store(misread(PASSWORD));
            store(name, misread(address));

            assertThat(logIn(node.client(), PASSWORD).status()).isEqualTo(303);
            assertThat(stored()).containsEntry("full_name", name).containsEntry("email", misread(address));
            assertThat(loginByRest(PASSWORD).status()).isEqualTo(200);
        }
    }

    @Test
    void aPasswordThatWasReadRightProvesNothing() {
        registerByRest("correct horse");
        store(misread("Jürgen"), username + "@example.org");

        assertThat(logIn(node.client(), "correct horse").status()).isEqualTo(303);
        assertThat(stored()).containsEntry("full_name", misread("Jürgen"));
    }

    @Test
    void aWrongPasswordThatCouldBeMisreadIsOneFailureAndOneEntry() {
        registerByRest("correct horse");

        for (int i = 0; i < 5; i++) {
            assertThat(logIn(node.client(), PASSWORD).status()).isEqualTo(401);
        }
        assertThat(logIn(node.client(), PASSWORD).status()).isEqualTo(429);
        assertThat(attemptsInTheAuditLog()).containsExactly(401, 401, 401, 401, 401, 429);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%%%&!",
                "AAAA",
                "A",
                "e1s1",
                "-123:456",
                "\0",
                "ü",
                "H4sIAAAAAAAA/w==",
                "stateless ",
                "null",
                "CUT",
                "CUT IN THE MIDDLE",
                "ONE BIT",
                "FOREIGN",
                "STATELESS",
                "MISSING"
            })
    void aViewStateThatCannotBeReadIsAnExpiredFormOnEveryPage(String kind) {
        Client owner = node.newUser();
        String good = stateOf(owner, "/settings.xhtml");
        int before = node.log().length();

        for (String page :
                List.of("/login.xhtml", "/register.xhtml", "/password.xhtml", "/settings.xhtml", "/basic.xhtml")) {
            boolean open = page.startsWith("/login") || page.startsWith("/register");
            if (open && "STATELESS".equals(kind)) {
                continue; // these pages have no state to lose
            }
            List<Client> people = open ? List.of(node.client(), owner) : List.of(owner);
            for (Client person : people) {
                Answer answer = form(person, page, "login=login&register=register&submit=x&save=x", state(kind, good));

                assertThat(answer.status()).as(page + answer.text()).isEqualTo(409);
                assertThat(answer.text()).contains("This page is too old").doesNotContain("Exception");
                assertThat(answer.header("Content-Security-Policy")).isPresent();
            }
        }
        assertThat(node.log().substring(before)).doesNotContain("Exception", "\tat ");
    }

    private String state(String kind, String good) {
        return switch (kind) {
            case "CUT" -> good.substring(0, good.length() - 1);
            case "CUT IN THE MIDDLE" -> good.substring(0, good.length() / 2);
            case "ONE BIT" -> good.substring(0, 20) + (good.charAt(20) == 'A' ? 'B' : 'A') + good.substring(21);
            case "FOREIGN" -> stateOf(node.newUser(), "/settings.xhtml");
            case "STATELESS" -> "stateless";
            case "MISSING" -> null;
            default -> kind;
        };
    }

    private static String stateOf(Client client, String page) {
        Matcher found = Pattern.compile("name=\"" + STATE + "\"[^>]* value=\"([^\"]+)\"")
                .matcher(client.get(page).text());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static Answer form(Client client, String page, String fields, String state) {
        return client.form(page, fields + (state == null ? "" : "&" + STATE + "=" + encoded(state)));
    }

    private Answer logIn(Client client, String password) {
        return form(
                client,
                "/login.xhtml",
                "login=login&submit=x&username=" + username + "&password=" + encoded(password),
                "stateless");
    }

    private Answer registerByRest(String password) {
        return node.client().post("/api/auth/register", """
                {"username": "%s", "email": "%s@example.org", "password": "%s"}""".formatted(username, username, password));
    }

    private Answer loginByRest(String password) {
        return node.client().post("/api/auth/login", """
                {"username": "%s", "password": "%s"}""".formatted(username, password));
    }

    private void store(String password) {
        String hash = Password.hash(password)
                .with(BcryptFunction.getInstance(Bcrypt.B, 10))
                .getResult();
        users().updateOne(Filters.eq("username", username), Updates.set("password_hash", hash));
    }

    private void store(String fullName, String email) {
        users().updateOne(
                        Filters.eq("username", username),
                        Updates.combine(
                                Updates.set("full_name", fullName),
                                Updates.set("email", email),
                                Updates.set("email_key", email.toLowerCase(Locale.ROOT))));
    }

    private Document stored() {
        return users().find(Filters.eq("username", username)).first();
    }

    /** What the pages made of a text when the servers read it as ISO-8859-1. */
    private static String misread(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private List<Integer> attemptsInTheAuditLog() {
        return node.database()
                .getCollection("audit_logs")
                .find(Filters.and(Filters.eq("username", username), Filters.eq("action", "auth.login")))
                .sort(new Document("timestamp", 1))
                .map(entry -> entry.getInteger("status_code"))
                .into(new ArrayList<>());
    }

    private MongoCollection<Document> users() {
        return node.database().getCollection("users");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
