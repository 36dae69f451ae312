package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.TlsProxy;

/** TLS that the server or a proxy terminates: host-only secure cookies, working pages and REST, no links to http. */
class TlsIT {
    private static final String COOKIE = "__Host-session_id";
    private static final String NEW_COOKIE = COOKIE + "=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax; Secure";
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\"[^>]* value=\"([^\"]*)\"");

    @Test
    void theServersOwnTls() {
        Node node = Node.shared();
        everythingStaysSecureAt(node.tlsUrl());

        // A plain cookie, which a neighbouring host could plant, counts for nothing; nor does ours over http.
        Client plain = node.client().login("testuser", "test123");
        String id = plain.cookie("session_id").orElseThrow();
        assertThat(at(node.tlsUrl())
                        .withCookie("session_id", id)
                        .get("/auth/me")
                        .status())
                .isEqualTo(401);
        assertThat(node.client().withCookie(COOKIE, id).get("/auth/me").status())
                .isEqualTo(401);
    }

    @Test
    void aProxyThatEndsTls() {
        try (Node node = Node.start("PARLEY_SECURE_COOKIES=always");
                TlsProxy proxy = new TlsProxy(node.url())) {
            everythingStaysSecureAt(proxy.url());
        }
    }

    /** A client that reaches a node directly could forge these headers. */
    @Test
    void forwardedHeadersAreNotBelieved() {
        Node node = Node.shared();
        String[] forged = {
            "X-Forwarded-Proto",
            "https",
            "X-Forwarded-For",
            "192.0.2.7",
            "X-Forwarded-Host",
            "evil.example",
            "Forwarded",
            "for=192.0.2.7;proto=https;host=evil.example"
        };
        Answer login = node.client().post("/auth/login", login(), forged);

        assertThat(login.setCookies()).singleElement().asString().startsWith("session_id=");
        assertThat(node.client().get("/chat.xhtml", forged).header("Location").orElseThrow())
                .doesNotContain("evil.example");
        assertThat(node.database().getCollection("sessions").find().map(session -> session.getString("ip_address")))
                .doesNotContain("192.0.2.7");
    }

    private static void everythingStaysSecureAt(URI server) {
        programs(server);
        people(server);
    }

    private static void programs(URI server) {
        Client program = at(server);
        Answer login = program.post("/api/auth/login", login());
        assertThat(login.setCookies()).singleElement().asString().matches(NEW_COOKIE);
        assertThat(program.get("/auth/me").json().getString("username")).isEqualTo("testuser");

        Answer created = program.post("/conversations", "{\"title\": \"Secure\"}", "Origin", server.toString());
        assertThat(created.status()).isEqualTo(201);
        URI location = staysAt(server, created);
        assertThat(program.get(location.getPath()).json().getString("title")).isEqualTo("Secure");
        String message = "{\"role\": \"user\", \"content\": \"" + "x".repeat(1_000_000) + "\"}";
        String twelveMegabytes = "{\"messages\": [" + (message + ", ").repeat(11) + message + "]}";
        assertThat(program.put(location.getPath(), twelveMegabytes).status()).isEqualTo(200);
        assertThat(program.post("/conversations", "{}", "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);

        Answer logout = program.post("/auth/logout", "");
        assertThat(logout.setCookies())
                .singleElement()
                .asString()
                .startsWith(COOKIE + "=;")
                .endsWith("; Secure");
        assertThat(program.get("/auth/me").status()).isEqualTo(401);
    }

    private static void people(URI server) {
        Client browser = at(server);
        Answer asked = browser.get("/settings.xhtml");
        assertThat(asked.status()).isEqualTo(302);
        URI loginPage = staysAt(server, asked);

        Answer form = browser.get(loginPage.getPath() + "?" + loginPage.getRawQuery());
        assertThat(form.text()).doesNotContain("http://localhost");
        Answer sent = browser.form(
                loginPage.getPath(),
                "username=testuser&password=test123&submit=x" + hidden(form.text()),
                "Origin",
                server.toString());
        assertThat(sent.status()).as(sent.text()).isEqualTo(303);
        assertThat(sent.setCookies()).singleElement().asString().matches(NEW_COOKIE);
        assertThat(staysAt(server, sent).getPath()).isEqualTo("/settings.xhtml");
        assertThat(browser.get("/settings.xhtml").status()).isEqualTo(200);
    }

    /** Where an answer leads, which must be the same server under the same scheme. */
    private static URI staysAt(URI server, Answer answer) {
        URI target = server.resolve(answer.header("Location").orElseThrow());
        assertThat(target.toString()).startsWith(server + "/");
        return target;
    }

    private static String hidden(String page) {
        StringBuilder fields = new StringBuilder();
        Matcher matcher = HIDDEN.matcher(page);
        while (matcher.find()) {
            fields.append('&').append(matcher.group(1)).append('=').append(encoded(matcher.group(2)));
        }
        return fields.toString();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String login() {
        return "{\"username\": \"testuser\", \"password\": \"test123\"}";
    }

    private static Client at(URI server) {
        return new Client(server);
    }
}
