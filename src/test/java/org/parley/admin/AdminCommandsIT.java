package org.parley.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Command;
import org.parley.testing.Node;

/** {@code bin/parley user}, beside a server that runs on the same database. */
class AdminCommandsIT {
    private final Node node = Node.shared();
    private final String name = "c" + UUID.randomUUID().toString().replace("-", "");
    private final Client ada = node.newUser(name);
    private final String id = ada.get("/api/auth/me").json().getString("id");

    @Test
    void aUserIsFoundSwitchedOffAndOnAndGetsAPassword() {
        Command list = user("list", "--q", name.toUpperCase());
        assertThat(list.status()).as(list.err()).isZero();
        assertThat(list.out()).matches(name + " +USER +on +20\\S+Z +" + name + "@example.org\n");

        Command off = user("disable", name.toUpperCase());
        assertThat(off.status()).as(off.err()).isZero();
        assertThat(off.out()).isEqualTo(name + " is off. The sessions have ended\n");
        assertThat(ada.get("/api/auth/me").status()).isEqualTo(401);

        assertThat(user("enable", name).out()).isEqualTo(name + " is on\n");
        assertThat(ada.get("/api/auth/me").status()).isEqualTo(401);

        Command reset = user("reset-password", name);
        assertThat(reset.status()).as(reset.err()).isZero();
        String password = reset.out().replaceAll("(?s).* is (\\S+)\n.*", "$1");
        Answer login =
                ada.post("/api/auth/login", "{\"username\": \"" + name + "\", \"password\": \"" + password + "\"}");
        assertThat(login.json().getBoolean("password_change_required")).isTrue();
        assertThat(ada.get("/api/conversations").status()).isEqualTo(403);

        assertThat(entries())
                .containsExactly(
                        "admin.users.update 200 CLI bin/parley success",
                        "admin.users.update 200 CLI bin/parley success",
                        "admin.users.password 200 CLI bin/parley success");
    }

    @Test
    void theLastAdministratorKeepsTheRole() {
        node.database()
                .getCollection("users")
                .updateMany(
                        Filters.and(Filters.eq("role", "admin"), Filters.ne("username", "admin")),
                        Updates.set("role", "user"));
        assertThat(user("role", name, "admin").out()).isEqualTo(name + " has the role ADMIN now\n");
        assertThat(ada.get("/api/admin/users?limit=1").status()).isEqualTo(200);
        setActive("admin", false);
        try {
            Command refused = user("role", name, "USER");
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.err())
                    .startsWith(name + " is the last active administrator.")
                    .hasLineCount(1);
            assertThat(ada.get("/api/admin/users?limit=1").status()).isEqualTo(200);
        } finally {
            setActive("admin", true);
        }
        assertThat(user("role", name, "USER").status()).isZero();
        assertThat(entries()).containsOnlyOnce("admin.users.update 409 CLI bin/parley failure");
    }

    @Test
    void whatCannotBeDoneIsSaidInOneLine() {
        Command unknown = user("disable", "missing" + name);
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).isEqualTo("There is no user 'missing" + name + "'\n");

        Command nothing = user();
        assertThat(nothing.status()).isEqualTo(2);
        assertThat(nothing.err()).startsWith("Which command? It takes list, disable, enable, role or reset-password");
        assertThat(user("role", name, "OWNER").status()).isEqualTo(2);
    }

    private void setActive(String username, boolean active) {
        node.database()
                .getCollection("users")
                .updateOne(Filters.eq("username", username), Updates.set("is_active", active));
    }

    private List<String> entries() {
        return node.database()
                .getCollection("audit_logs")
                .find(Filters.and(Filters.eq("resource_id", id), Filters.eq("method", "CLI")))
                .sort(new Document("timestamp", 1))
                .map(entry -> entry.getString("action") + " " + entry.getInteger("status_code") + " "
                        + entry.getString("method") + " " + entry.getString("endpoint") + " "
                        + entry.getString("outcome"))
                .into(new ArrayList<>());
    }

    private Command user(String... words) {
        List<String> command = new ArrayList<>(List.of("bin/parley", "user"));
        command.addAll(List.of(words));
        return Command.run(node.settings(), command.toArray(String[]::new));
    }
}
