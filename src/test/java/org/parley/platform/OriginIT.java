package org.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.Stage;

/** Pages of other sites cannot act for the user, unless their origin is listed. */
class OriginIT {
    private static final String LISTED = Stage.ORIGIN;

    private final Node listing = Stage.shared().node();
    private final Client client = Node.shared().newUser();

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, same-origin, 201",
        "Sec-Fetch-Site, none, 201",
        "Origin, https://evil.example, 403",
        "Origin, null, 403"
    })
    void theBrowserSaysWhereARequestComesFrom(String header, String value, int status) {
        assertThat(client.post("/api/conversations", "{}", header, value).status())
                .isEqualTo(status);
        assertThat(client.get("/api/conversations", header, value).status()).isEqualTo(200);
    }

    @Test
    void ourOwnOriginPasses() {
        String own = Node.shared().url().toString();

        assertThat(client.post("/api/conversations", "{}", "Origin", own).status())
                .isEqualTo(201);
    }

    @Test
    void anotherSiteCannotLogSomebodyIn() {
        Answer answer = Node.shared()
                .client()
                .post(
                        "/api/auth/login",
                        "{\"username\": \"testuser\", \"password\": \"test123\"}",
                        "Origin",
                        "https://evil.example");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.setCookies()).isEmpty();
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
    }

    @Test
    void somebodyWhoseBrowserWasMadeToSendAFormSeesAPage() {
        Answer answer = client.send(
                "POST",
                "/settings.xhtml",
                "application/x-www-form-urlencoded",
                "preferences=preferences",
                "Sec-Fetch-Site",
                "cross-site",
                "Accept-Language",
                "es");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("text/html");
        assertThat(answer.text()).contains("lang=\"es\"", "/chat.xhtml");
    }

    @Test
    void aListedOriginMayCallWithTheCookie() {
        Client listed = listing.newUser();
        Answer answer = listed.post("/api/conversations", "{}", "Origin", LISTED, "Sec-Fetch-Site", "cross-site");

        assertThat(answer.status()).isEqualTo(201);
        assertAllowed(answer);
        assertThat(answer.header("Access-Control-Expose-Headers").orElse("")).contains("ETag", "Link", "Location");
        assertThat(listed.post("/api/conversations", "{}", "Origin", LISTED + ".evil.example")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aListedOriginMayReadThatNobodyIsSignedIn() {
        Answer answer = listing.client().get("/api/auth/me", "Origin", LISTED);

        assertThat(answer.status()).isEqualTo(401);
        assertAllowed(answer);
    }

    @Test
    void preflightsNeedNoSession() {
        for (String path : new String[] {"/api/conversations", "/conversations/x/messages"}) {
            Answer answer = listing.client()
                    .send("OPTIONS", path, null, null, "Origin", LISTED, "Access-Control-Request-Method", "PUT");

            assertThat(answer.status()).isEqualTo(204);
            assertAllowed(answer);
            assertThat(answer.header("Access-Control-Allow-Methods").orElse("")).contains("PUT", "DELETE");
            assertThat(answer.header("Access-Control-Allow-Headers").orElse(""))
                    .contains("Content-Type", "If-Match", "Idempotency-Key");
        }
    }

    @Test
    void nobodyElseIsAllowedAnything() {
        Answer answer = listing.client()
                .send(
                        "OPTIONS",
                        "/api/conversations",
                        null,
                        null,
                        "Origin",
                        "https://evil.example",
                        "Access-Control-Request-Method",
                        "PUT");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    private static void assertAllowed(Answer answer) {
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(LISTED);
        assertThat(answer.header("Access-Control-Allow-Credentials")).contains("true");
        assertThat(answer.headers().allValues("Vary")).anyMatch(vary -> vary.contains("Origin"));
    }
}
