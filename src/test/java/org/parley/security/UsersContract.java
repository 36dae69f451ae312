package org.parley.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.store.Database;
import org.parley.testing.SettableClock;

/** What users and the throttle promise, on every kind of database. */
abstract class UsersContract {
    private static final NewUser ADA = new NewUser("Ada", "Ada@example.org", "12345678", null, Caller.ADMIN);

    // From the clock, because a real MongoDB removes what has expired by its own.
    private final SettableClock clock = new SettableClock(Instant.ofEpochMilli(System.currentTimeMillis()));

    private Database database;
    private UserRepository users;
    private LoginThrottle throttle;

    abstract Database open();

    @BeforeEach
    void openDatabase() {
        database = open();
        users = new UserRepository(database, clock);
        users.create(database);
        LoginAttemptRepository attempts = new LoginAttemptRepository(database);
        attempts.create(database);
        throttle = new LoginThrottle(attempts, clock);
    }

    @AfterEach
    void closeDatabase() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void aNewUserIsStoredInTheShapeOfExistingDatabases() {
        String id = users.insert(ADA, "hash");

        Document stored = database.collection("users").find().first();
        assertThat(stored)
                .containsEntry("_id", new ObjectId(id))
                .containsEntry("username", "Ada")
                .containsEntry("username_key", "ada")
                .containsEntry("email_key", "ada@example.org")
                .containsEntry("role", "admin")
                .containsEntry("is_active", true)
                .containsEntry("password_hash", "hash")
                .doesNotContainKeys("full_name", "password");
        assertThat(users.activeCaller(id)).contains(new Caller(id, "Ada", Caller.ADMIN));
    }

    @Test
    void namesAndAddressesAreTakenWhateverTheCase() {
        users.insert(ADA, "hash");

        assertThatExceptionOfType(TakenException.class)
                .isThrownBy(() -> users.insert(new NewUser("aDA", "other@example.org", "12345678", null, "USER"), "h"))
                .satisfies(taken -> assertThat(taken.errors().get(0).field()).isEqualTo("username"));
        assertThatExceptionOfType(TakenException.class)
                .isThrownBy(() -> users.insert(new NewUser("bob", "ADA@example.org", "12345678", null, "USER"), "h"))
                .satisfies(taken -> assertThat(taken.errors().get(0).field()).isEqualTo("email"));
        assertThat(database.collection("users").countDocuments()).isEqualTo(1);
    }

    @Test
    void whomAnOlderProgramStoredBesideItHasTheirNameToThemselves() {
        database.collection("users").insertOne(new Document("username", "Ada").append("email", "ada@example.org"));

        assertThatExceptionOfType(TakenException.class)
                .isThrownBy(() -> users.insert(new NewUser("ada", "other@example.org", "12345678", null, "USER"), "h"))
                .satisfies(taken -> assertThat(taken.errors().get(0).field()).isEqualTo("username"));
        assertThatExceptionOfType(TakenException.class)
                .isThrownBy(() -> users.insert(new NewUser("bob", "ADA@example.org", "12345678", null, "USER"), "h"));
        assertThat(users.exists("ADA")).isTrue();
        assertThat(users.giveKeys()).isFalse();
    }

    @Test
    void aUserWhoIsSwitchedOffIsNoCaller() {
        String id = users.insert(ADA, "hash");

        database.collection("users").updateOne(new Document(), new Document("$set", new Document("is_active", false)));

        assertThat(users.activeCaller(id)).isEmpty();
        assertThat(users.activeCaller("not an id")).isEmpty();
    }

    @Test
    void aHashIsNotReplacedOnceThePasswordWasChanged() {
        String id = users.insert(ADA, "changed meanwhile");

        users.rehash(id, "old", "rehashed old");

        assertThat(database.collection("users").find().first().getString("password_hash"))
                .isEqualTo("changed meanwhile");
    }

    @Test
    void theTestUsersAreMadeOnce() {
        assertThat(TestUsers.create(users)).containsExactly("admin", "testuser");
        assertThat(TestUsers.create(users)).isEmpty();
    }

    @Test
    void fiveFailuresAreFreeAndThenEachCostsTwiceAsLong() {
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.waitFor("ada")).isZero();
            throttle.failed("ada");
        }

        assertThat(throttle.waitFor("ADA")).isEqualTo(Duration.ofSeconds(1));
        assertThat(throttle.waitFor("bob")).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(throttle.waitFor("ada")).isZero();
        throttle.failed("ada");
        assertThat(throttle.waitFor("ada")).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aSuccessForgetsTheFailures() {
        for (int i = 0; i < 5; i++) {
            throttle.failed("ada");
        }

        throttle.succeeded("ada");
        throttle.failed("ada");

        assertThat(throttle.waitFor("ada")).isZero();
    }

    @Test
    void anHourForgetsThemToo() {
        for (int i = 0; i < 5; i++) {
            throttle.failed("ada");
        }

        clock.advance(Duration.ofHours(1));
        throttle.failed("ada");

        assertThat(throttle.waitFor("ada")).isZero();
    }

    @Test
    void theNameThatWasTriedIsNotStored() {
        throttle.failed("my secret password");

        assertThat(database.collection("login_attempts").find().first().toJson())
                .doesNotContain("secret");
    }
}
