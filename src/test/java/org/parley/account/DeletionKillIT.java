package org.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.embedded.EmbeddedMongo;
import org.parley.testing.CommandProxy;
import org.parley.testing.Node;
import org.parley.testing.RealMongo;

/**
 * Kills a node (SIGKILL) while it removes what belongs to a deleted account, and starts it again. The system property
 * {@code parley.deletion.kills} sets at how many places; all of them take some minutes.
 */
@Tag("alone")
class DeletionKillIT {
    private static final int KILLS = Integer.getInteger("parley.deletion.kills", 3);

    /** Commands that only the removal sends here, those that matter most first. */
    private static final List<String> PLACES = List.of(
            "delete conversations",
            "delete message_segments",
            "update audit_logs",
            "delete users",
            "delete idempotency_keys",
            "delete search_index",
            "delete search_files",
            "delete projects",
            "delete tag_colors",
            "delete retention",
            "delete answers");

    @TempDir
    private static Path directory;

    @Test
    void aRemovalThatIsKilledGoesOnAfterTheStart() {
        EmbeddedMongo embedded = RealMongo.uri().isPresent() ? null : EmbeddedMongo.open(directory);
        String uri = RealMongo.uri().orElseGet(() -> embedded.uri());
        String name = RealMongo.uri().map(any -> RealMongo.newDatabase()).orElse("deletion");
        try (CommandProxy proxy = new CommandProxy(URI.create(uri).getPort());
                Node node = Node.start(
                        "MONGODB_URI=" + proxy.uri(), "MONGODB_DATABASE=" + name, "PARLEY_REGISTRATION=open")) {
            List<String> places = PLACES.subList(0, Math.min(KILLS, PLACES.size()));
            List<Belongings> users = places.stream()
                    .map(place -> new Belongings(node, "killed" + places.indexOf(place)))
                    .toList();

            users.forEach(Belongings::awaitAll);
            for (int i = 0; i < places.size(); i++) {
                String place = places.get(i);
                int before = proxy.count();
                assertThat(users.get(i).delete().status()).isEqualTo(204);
                proxy.await(before, command -> command.toString().equals(place));
                node.kill();
                node.restart();
            }

            users.forEach(Belongings::awaitEnd);
            users.forEach(Belongings::areGone);
        } finally {
            if (embedded != null) {
                embedded.close();
            }
        }
    }
}
