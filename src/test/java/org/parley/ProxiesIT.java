package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.platform.Sha256;
import org.parley.testing.Answer;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Node;

/**
 * A node behind trusted proxies, which this test plays, and the administrator that its settings name. {@code TlsIT} has a
 * node that trusts none.
 */
class ProxiesIT {
    private static final String CLIENT = "198.51.100.7";
    private static final String HOST = "chat.example.org";
    private static final String ADMIN = "root";
    private static final String PASSWORD = "correct horse battery";

    private static Node node;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        Path password = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
        node = Node.start(
                "PARLEY_PROXIES=127.0.0.0/8,::1,10.0.0.0/8",
                "PARLEY_ADMIN=" + ADMIN,
                "PARLEY_ADMIN_PASSWORD_FILE=" + password,
                "PARLEY_REGISTRATION=closed");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void sessionsAndTheAuditLogHaveTheClientsAddress() {
        Client client = node.client();
        Answer login = client.post("/api/auth/login", login(PASSWORD), forwarded());
        assertThat(login.status()).as(login.text()).isEqualTo(200);
        assertThat(client.get("/api/conversations", forwarded()).status()).isEqualTo(200);

        Document session = documents("sessions", "ip_address", CLIENT).get(0);
        assertThat(session.getString("user_agent")).isNotBlank();
        Await.until(
                "the entries of the login and the list",
                () -> documents("audit_logs", "ip_address", CLIENT).stream()
                        .map(entry -> entry.getString("action"))
                        .toList()
                        .containsAll(List.of("auth.login", "conversations.list")));
        assertThat(documents("audit_logs", "ip_address", "6.6.6.6")).isEmpty();
    }

    @Test
    void failedLoginsCountForTheClientsAddress() {
        Answer refused =
                node.client().post("/api/auth/login", login("wrong"), "X-Forwarded-For", "198.51.100.8:4711, 10.0.0.5");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(documents("login_attempts", "_id", Sha256.hex("ADDRESS 198.51.100.8")))
                .hasSize(1);
        assertThat(documents("login_attempts", "_id", Sha256.hex("ADDRESS 127.0.0.1")))
                .isEmpty();
    }

    @Test
    void cookiesAreSecureIfTheClientUsedHttps() {
        Client client = node.client();
        assertThat(client.post("/api/auth/login", login(PASSWORD), forwarded()).setCookies())
                .singleElement()
                .asString()
                .matches("__Host-session_id=[^;]+; Path=/; HttpOnly; SameSite=Lax; Secure");
        assertThat(client.get("/api/auth/me", forwarded()).status()).isEqualTo(200);
        assertThat(client.get("/settings.xhtml", forwarded()).status()).isEqualTo(200);
        assertThat(client.get("/api/auth/me").status()).as("over http").isEqualTo(401);

        String language = "/login.xhtml?language=de";
        assertThat(node.client().get(language, forwarded()).setCookies())
                .singleElement()
                .asString()
                .containsIgnoringCase("secure");
        assertThat(node.client().get(language, "X-Forwarded-Proto", "http").setCookies())
                .singleElement()
                .asString()
                .doesNotContainIgnoringCase("secure");
    }

    @Test
    void ourOwnOriginIsTheHostThatTheClientUsed() {
        Client client = node.client();
        client.post("/api/auth/login", login(PASSWORD), forwarded());

        assertThat(create(client, "https://" + HOST, forwarded()).status()).isEqualTo(201);
        assertThat(create(client, node.url().toString(), forwarded()).status()).isEqualTo(403);
        assertThat(create(client, "https://evil.example", forwarded()).status()).isEqualTo(403);
    }

    @Test
    void addressesStayRelative() {
        Client client = node.client();
        Answer page = client.get("/settings.xhtml", forwarded());
        client.post("/api/auth/login", login(PASSWORD), forwarded());
        Answer created = create(client, "https://" + HOST, forwarded());

        assertThat(page.header("Location").orElseThrow()).startsWith("/login.xhtml");
        assertThat(created.header("Location").orElseThrow()).startsWith("/api/conversations/");
    }

    @Test
    void onlyTheAdministratorOfTheSettingsIsThere() {
        Client admin = node.client().login(ADMIN, PASSWORD);

        assertThat(admin.get("/api/auth/me").json().getString("role")).isEqualTo("ADMIN");
        assertThat(node.database().getCollection("users").countDocuments()).isEqualTo(1);
        assertThat(admin.get("/settings.xhtml").text())
                .contains("root@parley.invalid")
                .doesNotContain("test-user");
        assertThat(node.client().get("/login.xhtml").text()).doesNotContain("first-start");
    }

    private static Answer create(Client client, String origin, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Origin", origin));
        return client.post("/api/conversations", "{}", all.toArray(String[]::new));
    }

    /** What two proxies send for a client that has made up an address. */
    private static String[] forwarded() {
        return new String[] {
            "X-Forwarded-For",
            "6.6.6.6",
            "X-Forwarded-For",
            CLIENT + ", 10.0.0.5",
            "X-Forwarded-Proto",
            "https",
            "X-Forwarded-Host",
            HOST
        };
    }

    private static List<Document> documents(String collection, String field, String value) {
        return node.database()
                .getCollection(collection)
                .find(Filters.eq(field, value))
                .into(new ArrayList<>());
    }

    private static String login(String password) {
        return "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(ADMIN, password);
    }
}
