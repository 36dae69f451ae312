package org.parley.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.parley.testing.Client;
import org.parley.testing.Command;
import org.parley.testing.Node;
import org.parley.testing.RealMongo;

/** The login page on a MongoDB without users, and the note for test users. */
class FirstStartIT {
    private static final String TEST_USER = "id=\"test-user\"";

    @Test
    void theLoginPageSaysHowTheFirstAdministratorIsMadeUntilThereIsAUser() {
        try (Node node =
                Node.start("MONGODB_URI=" + RealMongo.required(), "MONGODB_DATABASE=" + RealMongo.newDatabase())) {
            Client visitor = node.client();
            assertThat(visitor.get("/login.xhtml").text())
                    .contains(
                            "id=\"first-start\"", "bin/parley create-user --role ADMIN", "PARLEY_ADMIN_PASSWORD_FILE");

            Command created = Command.run(
                    node.settings(),
                    "bin/parley",
                    "create-user",
                    "--username=ada",
                    "--email=ada@example.org",
                    "--role=ADMIN",
                    "--password=" + Node.PASSWORD);

            assertThat(created.status()).as(created.err()).isZero();
            assertThat(visitor.get("/login.xhtml").text()).doesNotContain("first-start");
            assertThat(visitor.login("ada", Node.PASSWORD)
                            .get("/api/auth/me")
                            .json()
                            .getString("role"))
                    .isEqualTo("ADMIN");
        }
    }

    @Test
    void aTestUserIsToldThatThePasswordIsPublic() {
        Node node = Node.shared();

        assertThat(node.client()
                        .login("testuser", "test123")
                        .get("/settings.xhtml")
                        .text())
                .contains(TEST_USER);
        assertThat(node.newUser().get("/settings.xhtml").text()).doesNotContain(TEST_USER);
        assertThat(node.client().get("/login.xhtml").text()).doesNotContain("first-start");
    }
}
