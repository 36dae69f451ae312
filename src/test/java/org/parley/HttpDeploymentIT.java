package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parley.testing.Built;
import org.parley.testing.Client;

/** The WAR that was built, deployed by the server's own tools and called over HTTP. */
@Tag("alone")
@ArquillianTest
class HttpDeploymentIT {
    @ArquillianResource
    private URI server;

    @Deployment(testable = false)
    static WebArchive built() {
        return ShrinkWrap.create(ZipImporter.class, "parley.war")
                .importFrom(Built.war().toFile())
                .as(WebArchive.class);
    }

    @Test
    void standsAtTheContextRootAndIsReady() {
        assertThat(server.getPath()).isEqualTo("/");
        assertThat(client().get("/api/health").text()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void answersAProgramThatHasNotLoggedInWithAProblem() {
        assertThat(client().get("/api/conversations")).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.json().getString("detail")).isNotBlank();
            assertThat(answer.setCookies()).isEmpty();
        });
    }

    @Test
    void logsInTheTestUserOfTheEmbeddedStore() {
        Client client = client().login("testuser", "test123");

        assertThat(client.get("/api/auth/me").json().getString("role")).isEqualTo("USER");
        assertThat(client.cookie("session_id")).isPresent();
        assertThat(client.cookie("JSESSIONID")).isEmpty();
    }

    private Client client() {
        return new Client(URI.create("http://" + server.getHost() + ":" + server.getPort()));
    }
}
