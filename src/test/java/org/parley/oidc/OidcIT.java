package org.parley.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.ScriptedProvider;

/** Logins at an OpenID provider, on a node where they are open to everybody. */
class OidcIT {
    private static final String LOGIN = "/auth/oidc/login";
    private static final String HTML = "text/html,application/xhtml+xml,*/*;q=0.8";

    private static ScriptedProvider provider;
    private static Node node;

    private final String sub = "s" + UUID.randomUUID();
    private final String name = "o" + UUID.randomUUID().toString().replace("-", "");
    private final Client ada = node.client();

    @BeforeAll
    static void start() {
        provider = ScriptedProvider.start();
        node = Node.start(provider.settings(
                "PARLEY_OIDC_REGISTRATION=open",
                "PARLEY_OIDC_ADMIN_CLAIM=groups=cn=admins",
                "PARLEY_REGISTRATION=open"));
    }

    @AfterAll
    static void stop() {
        node.close();
        provider.close();
    }

    @BeforeEach
    void person() {
        provider.reset().person(person(sub, name));
        node.database().getCollection("login_attempts").deleteMany(new Document());
    }

    @Test
    void theBrowserIsSentToTheProviderWithEverythingThatProtectsTheLogin() {
        Answer begun = ada.get(LOGIN + "?to=/chat.xhtml%3Fc%3D1");

        assertThat(begun.status()).isEqualTo(303);
        assertThat(begun.header("Cache-Control")).contains("no-store");
        String address = begun.header("Location").orElseThrow();
        assertThat(address).startsWith(provider.issuer() + "/authorize?");
        Map<String, String> asked = ScriptedProvider.asked(address);
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", ScriptedProvider.CLIENT)
                .containsEntry("redirect_uri", node.url() + "/auth/oidc/callback")
                .containsEntry("scope", "openid profile email")
                .containsEntry("code_challenge_method", "S256")
                .doesNotContainKeys("prompt", "max_age");
        assertThat(List.of(asked.get("state"), asked.get("nonce"), asked.get("code_challenge")))
                .allMatch(text -> text.matches("[A-Za-z0-9_-]{43}"))
                .doesNotHaveDuplicates();
        assertThat(begun.setCookies())
                .singleElement()
                .asString()
                .matches("oidc_browser=[A-Za-z0-9_-]{43}; Path=/auth/oidc; Max-Age=600; HttpOnly; SameSite=Lax");
        assertThat(ScriptedProvider.asked(
                        ada.get("/api" + LOGIN).header("Location").orElseThrow()))
                .containsEntry("redirect_uri", node.url() + "/api/auth/oidc/callback");
    }

    @Test
    void whoComesBackIsSignedInLikeWithAPassword() {
        Answer done = login(ada, LOGIN + "?to=/chat.xhtml%3Fc%3D1");

        assertThat(done.status()).as(done.text()).isEqualTo(303);
        assertThat(done.header("Location")).contains("/chat.xhtml?c=1");
        assertThat(done.setCookies()).anyMatch(cookie -> cookie.startsWith("session_id="));
        Answer me = ada.get("/api/auth/me");
        assertThat(me.json().getString("username")).isEqualTo(name);
        assertThat(me.json().getString("email")).isEqualTo(name + "@example.org");
        assertThat(me.json().getString("full_name")).isEqualTo("Ada of the provider");
        assertThat(me.json().getString("role")).isEqualTo("USER");
        assertThat(ada.get("/chat.xhtml").status()).isEqualTo(200);
        Document session = node.database()
                .getCollection("sessions")
                .find(Filters.eq("user_id", me.json().getString("id")))
                .first();
        assertThat(session.get("attributes", Document.class).keySet())
                .contains("oidc_issuer", "oidc_sub", "oidc_sid", "oidc_id_token", "com%2Esun%2Efaces%2ESK")
                .doesNotContain("oidc_auth_time");
        Document entry = entries(me.json().getString("id")).get(0);
        assertThat(entry)
                .containsEntry("action", "auth.login")
                .containsEntry("outcome", "success")
                .containsEntry("username", name)
                .containsEntry("endpoint", "/auth/oidc/callback");

        Client again = node.client();
        assertThat(login(again, "/api" + LOGIN).header("Location")).contains("/chat.xhtml");
        assertThat(again.get("/api/auth/me").json().getString("id"))
                .isEqualTo(me.json().getString("id"));
        assertThat(entries(me.json().getString("id"))).hasSize(2);
    }

    @Test
    void aForeignTargetLeadsToTheChat() {
        assertThat(login(ada, LOGIN + "?to=//evil.example").header("Location")).contains("/chat.xhtml");
        assertThat(login(ada, LOGIN + "?to=https://evil.example").header("Location"))
                .contains("/chat.xhtml");
    }

    @Test
    void aLoginWorksOnceAndInItsOwnBrowserOnly() {
        String back = callback(ada, LOGIN);
        Client mallory = node.client();
        assertRefused(mallory.get(back), 400, "failure");
        assertRefused(mallory.withCookie("oidc_browser", "A".repeat(43)).get(back), 400, "failure");
        assertThat(ada.get(back).status()).isEqualTo(303);
        assertRefused(ada.get(back), 400, "failure");
        assertRefused(ada.get("/auth/oidc/callback"), 400, "failure");
        assertRefused(ada.get("/auth/oidc/callback?code=1&state=" + "A".repeat(43)), 400, "failure");

        String late = callback(ada, LOGIN);
        node.database()
                .getCollection("oidc_attempts")
                .updateMany(
                        new Document(),
                        Updates.set("expires_at", Date.from(Instant.now().minusSeconds(1))));
        assertRefused(ada.get(late), 400, "failure");
    }

    @Test
    void twoTabsOfABrowserDoNotDisturbEachOther() {
        String one = callback(ada, LOGIN);
        String two = callback(ada, LOGIN);

        assertThat(ada.get(one).status()).isEqualTo(303);
        assertThat(ada.get(two).status()).isEqualTo(303);
    }

    @Test
    void whatTheProviderRefusesIsRefused() {
        String back = callback(ada, LOGIN);
        assertRefused(ada.get(back.replaceFirst("code=[^&]*", "code=other")), 401, "denied");
        back = callback(ada, LOGIN);
        assertRefused(ada.get(back.replaceFirst("code=[^&]*", "error=access_denied")), 401, "denied");
        back = callback(ada, LOGIN);
        assertRefused(ada.get(back.replaceFirst("iss=.*", "iss=https://evil.example")), 401, "denied");
        back = callback(ada, LOGIN);
        assertRefused(ada.get(back.replaceFirst("&iss=.*", "")), 401, "denied");
        assertThat(ada.get("/api/auth/me").status()).isEqualTo(401);
    }

    @Test
    void aTokenThatIsNotToBeBelievedSignsNobodyIn() {
        provider.tampering(claims -> changed(claims, "nonce", "another"));
        assertRefused(login(ada, LOGIN), 401, "denied");
        provider.tampering(claims -> changed(claims, "aud", "another"));
        assertRefused(login(ada, LOGIN), 401, "denied");
        provider.tampering(claims -> changed(claims, "exp", new Date(0)));
        assertRefused(login(ada, LOGIN), 401, "denied");
        provider.reset().forging(token -> token.substring(0, token.lastIndexOf('.') + 1) + "AAAA");
        assertRefused(login(ada, LOGIN), 401, "denied");
        provider.reset();
        assertThat(login(ada, LOGIN).status()).isEqualTo(303);
    }

    @Test
    void refusedLoginsCountForTheirAddress() {
        assertRefused(ada.get("/auth/oidc/callback?state=x"), 400, "failure");
        node.database()
                .getCollection("login_attempts")
                .updateMany(
                        new Document(),
                        Updates.set("blocked_until", Date.from(Instant.now().plusSeconds(60))));

        Answer waiting = login(ada, LOGIN);

        assertThat(waiting.status()).isEqualTo(429);
        assertThat(waiting.header("Retry-After")).isPresent();
        assertThat(page(login(node.client(), LOGIN, "Accept", HTML))).contains("Wait a minute");
    }

    @Test
    void aBrowserLearnsOnTheLoginPageWhyItWasRefused() {
        Answer refused = ada.get("/auth/oidc/callback", "Accept", HTML);

        assertThat(refused.status()).isEqualTo(303);
        assertThat(refused.header("Location")).contains("/login.xhtml?oidc=late");
        assertThat(page(refused))
                .contains("took too long")
                .contains("Log in with localhost")
                .contains("id=\"password\"");
        assertThat(ada.get("/login.xhtml?oidc=%3Cscript%3Ewild").text())
                .contains("has not confirmed")
                .doesNotContain("<script>wild");
    }

    @Test
    void withoutTheProviderTheFormStillWorks() {
        String back = callback(ada, LOGIN);
        provider.failing(503);
        assertRefused(ada.get(back), 502, "failure");
        Client bea = node.newUser();
        assertThat(bea.get("/api/auth/me").status()).isEqualTo(200);
        assertThat(ada.get("/login.xhtml").status()).isEqualTo(200);
        assertThat(node.client()
                        .login("testuser", "test123")
                        .get("/api/auth/me")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void newKeysOfTheProviderAreFound() {
        assertThat(login(ada, LOGIN).status()).isEqualTo(303);
        provider.rotateKeys();

        Await.until(
                "a login with the new key", () -> login(node.client(), LOGIN).status() == 303);
        assertThat(provider.calls().stream()
                        .filter(path -> path.endsWith("/jwks"))
                        .count())
                .isLessThan(10);
    }

    @Test
    void aNameThatIsTakenGetsANumberAndAnAddressStaysItsOwners() {
        Client bea = node.newUser(name);

        assertThat(login(ada, LOGIN).status()).isEqualTo(303);

        Answer me = ada.get("/api/auth/me");
        assertThat(me.json().getString("username")).isEqualTo(name + "-2");
        assertThat(me.json().keySet()).doesNotContain("email");
        assertThat(bea.get("/api/auth/me").json().getString("id"))
                .isNotEqualTo(me.json().getString("id"));
        Client other = node.client();
        provider.person(person(sub + "x", name));
        assertThat(login(other, LOGIN).status()).isEqualTo(303);
        assertThat(other.get("/api/auth/me").json().getString("username")).isEqualTo(name + "-3");
    }

    @Test
    void claimsThatAreNotInTheTokenComeFromTheUserInfo() {
        provider.thinTokens();

        assertThat(login(ada, LOGIN).status()).isEqualTo(303);

        assertThat(ada.get("/api/auth/me").json().getString("username")).isEqualTo(name);
    }

    @Test
    void theClaimMakesAnAdministratorAndTakesItBack() {
        provider.person(with(person(sub, name), "groups", List.of("staff", "cn=admins")));
        login(ada, LOGIN);
        assertThat(ada.get("/api/auth/me").json().getString("role")).isEqualTo("ADMIN");
        assertThat(ada.get("/api/admin/users").status()).isEqualTo(200);

        provider.person(person(sub, name));
        Client elsewhere = node.client();
        login(elsewhere, LOGIN);

        assertThat(elsewhere.get("/api/auth/me").json().getString("role")).isEqualTo("USER");
        assertThat(ada.get("/api/admin/users").status()).isEqualTo(403);
        provider.person(with(person(sub, name), "groups", "cn=admins"));
        login(elsewhere, LOGIN);
        assertThat(elsewhere.get("/api/auth/me").json().getString("role")).isEqualTo("ADMIN");
    }

    @Test
    void theLastAdministratorStaysOne() {
        provider.person(with(person(sub, name), "groups", "cn=admins"));
        login(ada, LOGIN);
        node.database()
                .getCollection("users")
                .updateMany(
                        Filters.and(Filters.regex("role", "^admin$", "i"), Filters.ne("username", name)),
                        Updates.set("role", "user"));
        provider.person(person(sub, name));

        assertThat(login(ada, LOGIN).status()).isEqualTo(303);

        assertThat(ada.get("/api/auth/me").json().getString("role")).isEqualTo("ADMIN");
    }

    @Test
    void whoIsSwitchedOffStaysOut() {
        login(ada, LOGIN);
        node.database().getCollection("users").updateOne(Filters.eq("username", name), Updates.set("is_active", false));

        assertThat(ada.get("/api/auth/me").status()).isEqualTo(401);
        assertRefused(login(ada, LOGIN), 403, "denied");
        assertThat(page(login(ada, LOGIN, "Accept", HTML))).contains("switched off");
    }

    @Test
    void aUserWithAPasswordWhoIsConnectedHasBothWaysIn() {
        Client bea = node.newUser();
        String id = bea.get("/api/auth/me").json().getString("id");
        node.database()
                .getCollection("users")
                .updateOne(
                        Filters.eq("_id", new ObjectId(id)),
                        Updates.combine(Updates.set("oidc_issuer", provider.issuer()), Updates.set("oidc_sub", sub)));

        login(ada, LOGIN + "?prompt=login");

        assertThat(ada.get("/api/auth/me").json().getString("id")).isEqualTo(id);
        assertThat(ada.put("/api/auth/me", "{\"full_name\": \"Bea\"}").status()).isEqualTo(400);
        assertThat(ada.put("/api/auth/me", "{\"full_name\": \"Bea\", \"password\": \"" + Node.PASSWORD + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aUserOfTheProviderHasNoPasswordHere() {
        login(ada, LOGIN);

        for (String password : List.of("", " ", "null", Node.PASSWORD)) {
            Answer form = node.client().post("/api/auth/login", """
                    {"username": "%s", "password": "%s"}""".formatted(name, password));
            assertThat(form.status()).isIn(400, 401, 429);
        }
        assertThat(ada.put("/api/auth/me/password", """
                {"current": "x", "new": "%s"}""".formatted(Node.PASSWORD))
                        .status())
                .isEqualTo(409);
        assertThat(ada.post("/api/auth/totp", "{\"password\": \"x\"}").status()).isEqualTo(409);
        assertThat(ada.post("/api/auth/totp/disable", "{}").status()).isEqualTo(409);
    }

    @Test
    void aFreshLoginStandsForThePassword() {
        login(ada, LOGIN);
        Answer refused = ada.put("/api/auth/me", "{\"full_name\": \"Ada\", \"password\": \"guess\"}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().getBoolean("provider_login_required")).isTrue();
        assertThat(ada.post("/api/auth/me/delete", "{}").status()).isEqualTo(403);

        Map<String, String> asked = ScriptedProvider.asked(
                ada.get(LOGIN + "?prompt=login").header("Location").orElseThrow());
        assertThat(asked).containsEntry("prompt", "login").containsEntry("max_age", "0");
        assertThat(ada.get(LOGIN + "?prompt=none").status()).isEqualTo(400);
        login(ada, LOGIN + "?prompt=login");
        assertThat(ada.put("/api/auth/me", "{\"full_name\": \"Ada\"}").json().getString("full_name"))
                .isEqualTo("Ada");

        provider.tampering(claims ->
                changed(claims, "auth_time", Instant.now().minusSeconds(301).getEpochSecond()));
        login(ada, LOGIN + "?prompt=login");
        assertThat(ada.put("/api/auth/me", "{\"full_name\": \"Bea\"}").status()).isEqualTo(403);
        provider.tampering(claims -> changed(claims, "auth_time", null));
        login(ada, LOGIN + "?prompt=login");
        assertThat(ada.put("/api/auth/me", "{\"full_name\": \"Bea\"}").status()).isEqualTo(403);

        provider.reset();
        login(ada, LOGIN + "?prompt=login");
        assertThat(ada.post("/api/auth/me/delete", "{}").status()).isEqualTo(204);
        assertRefused(login(ada, LOGIN), 403, "denied");
    }

    @Test
    void aLogoutLeadsToTheProvider() {
        login(ada, LOGIN);

        String redirect = ada.post("/api/auth/logout", "").json().getString("redirect");

        assertThat(redirect).startsWith(provider.issuer() + "/logout?flow=oidc&");
        Map<String, String> asked = ScriptedProvider.asked(redirect);
        assertThat(asked)
                .containsEntry("client_id", ScriptedProvider.CLIENT)
                .containsEntry("post_logout_redirect_uri", node.url() + "/login.xhtml");
        assertThat(asked.get("id_token_hint")).contains(".");
        assertThat(ada.get("/api/auth/me").status()).isEqualTo(401);
        assertThat(node.newUser().post("/api/auth/logout", "").json().keySet()).containsExactly("message");
        login(ada, LOGIN);
        provider.failing(503);
        assertThat(ada.post("/api/auth/logout", "").status()).isEqualTo(200);
    }

    @Test
    void theProviderEndsItsSessionAndNoOther() {
        login(ada, LOGIN);
        Client elsewhere = node.client();
        login(elsewhere, LOGIN);
        String id = ada.get("/api/auth/me").json().getString("id");
        String sid = sessions(id).get(0).get("attributes", Document.class).getString("oidc_sid");
        String token = provider.logoutToken(sub, sid);

        Answer done = node.client().form("/api/auth/oidc/backchannel-logout", "logout_token=" + token);

        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(done.header("Cache-Control")).contains("no-store");
        assertThat(sessions(id)).hasSize(1);
        Await.until(
                "an entry",
                () -> entries(id).stream()
                        .anyMatch(entry ->
                                "auth.logout".equals(entry.get("action")) && "success".equals(entry.get("outcome"))));
        String all = provider.logoutToken(sub, null);
        assertThat(backChannel(all).status()).isEqualTo(200);
        assertThat(ada.get("/api/auth/me").status()).isEqualTo(401);
        assertThat(elsewhere.get("/api/auth/me").status()).isEqualTo(401);

        login(ada, LOGIN);
        assertThat(backChannel(all).status()).as("obeyed once").isEqualTo(200);
        assertThat(ada.get("/api/auth/me").status()).isEqualTo(200);
        assertThat(backChannel(provider.logoutToken("nobody", null)).status()).isEqualTo(200);
    }

    @Test
    void aLogoutTokenThatIsNotToBeBelievedEndsNothing() {
        login(ada, LOGIN);

        provider.tampering(claims -> changed(claims, "nonce", "n"));
        assertThat(backChannel(provider.logoutToken(sub, null)).status()).isEqualTo(400);
        provider.tampering(claims -> changed(claims, "events", null));
        assertThat(backChannel(provider.logoutToken(sub, null)).status()).isEqualTo(400);
        provider.reset();
        assertThat(backChannel("").status()).isEqualTo(400);
        assertThat(backChannel("%zz").status()).isEqualTo(400);
        assertThat(node.client().form("/auth/oidc/backchannel-logout", "x=1").status())
                .isEqualTo(400);
        assertThat(node.client().post("/auth/oidc/backchannel-logout", "{}").status())
                .isEqualTo(415);
        assertThat(ada.get("/api/auth/me").status()).isEqualTo(200);
    }

    private Answer backChannel(String token) {
        return node.client().form("/auth/oidc/backchannel-logout", "logout_token=" + token);
    }

    private static Answer login(Client client, String path, String... headers) {
        return client.get(callback(client, path), headers);
    }

    /** Begins a login, and returns the address that the provider sends the browser back to, without the server. */
    private static String callback(Client client, String path) {
        Answer begun = client.get(path);
        assertThat(begun.status()).as(begun.text()).isEqualTo(303);
        URI back = URI.create(provider.authorize(begun.header("Location").orElseThrow()));
        return back.getRawPath() + "?" + back.getRawQuery();
    }

    private String page(Answer redirect) {
        return node.client().get(redirect.header("Location").orElseThrow()).text();
    }

    private static void assertRefused(Answer answer, int status, String outcome) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.setCookies()).noneMatch(cookie -> cookie.matches("session_id=.+;.*"));
        Await.until("an entry with " + status, () -> isLast(status, outcome)); // that of a 502 comes later
    }

    private static boolean isLast(int status, String outcome) {
        Document last = node.database()
                .getCollection("audit_logs")
                .find(Filters.eq("action", "auth.login"))
                .sort(new Document("_id", -1))
                .first();
        return last.getInteger("status_code") == status && outcome.equals(last.getString("outcome"));
    }

    private static List<Document> sessions(String userId) {
        return node.database()
                .getCollection("sessions")
                .find(Filters.eq("user_id", userId))
                .into(new java.util.ArrayList<>());
    }

    private static List<Document> entries(String userId) {
        return node.database()
                .getCollection("audit_logs")
                .find(Filters.and(Filters.eq("resource_id", userId), Filters.regex("action", "^auth\\.log")))
                .into(new java.util.ArrayList<>());
    }

    private static Map<String, Object> person(String sub, String name) {
        return Map.of(
                "sub", sub, "preferred_username", name, "name", "Ada of the provider", "email", name + "@example.org");
    }

    private static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
        Map<String, Object> changed = new HashMap<>(claims);
        changed.put(name, value);
        return changed;
    }

    private static JWTClaimsSet changed(JWTClaimsSet claims, String name, Object value) {
        return new JWTClaimsSet.Builder(claims).claim(name, value).build();
    }
}
