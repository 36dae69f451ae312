package org.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parley.platform.Settings;
import org.parley.store.Database;

/** The WAR that was built, with this class inside: what the server injects, and where its addresses lead. */
@Tag("alone")
@ArquillianTest
class InContainerDeploymentIT {
    @Inject
    private Clock clock;

    @Inject
    private Settings settings;

    @Inject
    private Database database;

    @Deployment
    static WebArchive builtWithThisClass() {
        return HttpDeploymentIT.built()
                .addClasses(InContainerDeploymentIT.class, HttpDeploymentIT.class, TestRunnerPasses.class);
    }

    @Test
    void theClockTellsUtc() {
        assertEquals("Z", clock.getZone().getId());
    }

    @Test
    void settingsComeFromMicroProfileConfig() {
        assertTrue(settings.text("MONGODB_URI").orElseThrow().startsWith("embedded:"));
    }

    @Test
    void theDriverWorksOnTheDatabaseThatTheSettingsName() {
        database.collection("deployment").insertOne(new Document("_id", "one"));

        assertEquals(1, database.collection("deployment").countDocuments());
        database.collection("deployment").drop();
    }

    @Test
    void theIndexesWereCreatedAtStart() {
        List<Document> sessions = database.collection("sessions").listIndexes().into(new ArrayList<>());

        assertTrue(sessions.stream()
                .anyMatch(index -> index.get("key", Document.class).containsKey("expires_at")));
    }
}
