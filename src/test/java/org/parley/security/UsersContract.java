package org.parley.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.platform.Proxies;
import org.parley.platform.Settings;
import org.parley.store.Database;
import org.parley.store.LeaseRepository;
import org.parley.store.StoreReady;
import org.parley.testing.AtOnce;
import org.parley.testing.SettableClock;

/** The contract of users and of the login throttle, on every kind of database. */
abstract class UsersContract {
    private static final NewUser ADA =
            new NewUser("Ada", "Ada@example.org", "12345678", Optional.empty(), Caller.ADMIN);

    private static final Map<String, String> ROOT =
            Map.of("PARLEY_ADMIN", "root", "PARLEY_ADMIN_PASSWORD", "correct horse");

    private static final String ADDRESS = "192.0.2.7";

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
        throttle = new LoginThrottle(attempts, new Proxies(new Settings(key -> Optional.empty())), clock);
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
    void aCallerHasTheirFullNameWhereItIsKnown() {
        String id = users.insert(
                new NewUser("bob", "bob@example.org", "12345678", Optional.of(" Bob Hope "), "USER"), "hash");
        assertThat(users.activeCaller(id).orElseThrow().fullName()).contains("Bob Hope");

        for (Object odd : new Object[] {" ", 7, List.of("Bob"), new Document("first", "Bob")}) {
            database.collection("users")
                    .updateOne(new Document("username", "bob"), new Document("$set", new Document("full_name", odd)));
            assertThat(users.activeCaller(id).orElseThrow().fullName()).isEmpty();
        }
    }

    @Test
    void namesAndAddressesAreTakenWhateverTheCase() {
        users.insert(ADA, "hash");

        assertThatExceptionOfType(TakenException.class)
                .isThrownBy(() -> users.insert(
                        new NewUser("aDA", "other@example.org", "12345678", Optional.empty(), "USER"), "h"))
                .satisfies(taken -> assertThat(taken.errors().get(0).field()).isEqualTo("username"));
        assertThatExceptionOfType(TakenException.class)
                .isThrownBy(() ->
                        users.insert(new NewUser("bob", "ADA@example.org", "12345678", Optional.empty(), "USER"), "h"))
                .satisfies(taken -> assertThat(taken.errors().get(0).field()).isEqualTo("email"));
        assertThat(database.collection("users").countDocuments()).isEqualTo(1);
    }

    @Test
    void whomAnOlderProgramStoredBesideItHasTheirNameToThemselves() {
        database.collection("users").insertOne(new Document("username", "Ada").append("email", "ada@example.org"));

        assertThatExceptionOfType(TakenException.class)
                .isThrownBy(() -> users.insert(
                        new NewUser("ada", "other@example.org", "12345678", Optional.empty(), "USER"), "h"))
                .satisfies(taken -> assertThat(taken.errors().get(0).field()).isEqualTo("username"));
        assertThatExceptionOfType(TakenException.class)
                .isThrownBy(() ->
                        users.insert(new NewUser("bob", "ADA@example.org", "12345678", Optional.empty(), "USER"), "h"));
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
    void theEmbeddedStoreGetsThemAtItsFirstStartOnly() {
        EmbeddedTestUsers starts =
                new EmbeddedTestUsers(users, settings(Map.of()), new LeaseRepository(database), clock);

        starts.onReady(new StoreReady(database));
        assertThat(database.collection("users").countDocuments()).isEqualTo(database.embedded() ? 2 : 0);
        database.collection("users").deleteMany(new Document());
        clock.advance(Duration.ofDays(10_000));
        starts.onReady(new StoreReady(database));

        assertThat(database.collection("users").countDocuments()).isZero();
    }

    @Test
    void theFirstAdministratorIsMadeOnceAndOnlyWhereThereIsNobody() {
        FirstAdmin admin = admin(ROOT);
        assertThat(admin.hasNoUser()).as("before the store is ready").isFalse();

        admin.onReady(new StoreReady(database));
        admin(ROOT).onReady(new StoreReady(database));
        admin(Map.of("PARLEY_ADMIN", "eve", "PARLEY_ADMIN_PASSWORD", "correct horse"))
                .onReady(new StoreReady(database));

        assertThat(admin.hasNoUser()).isFalse();
        Document stored = database.collection("users").find().first();
        assertThat(database.collection("users").countDocuments()).isEqualTo(1);
        assertThat(stored)
                .containsEntry("username", "root")
                .containsEntry("email", "root@parley.invalid")
                .containsEntry("role", "admin");
        assertThat(Passwords.matches("correct horse", stored.getString("password_hash")))
                .isTrue();
    }

    @Test
    void nodesThatStartAtOnceMakeOneFirstAdministrator() {
        List<FirstAdmin> nodes = List.of(admin(ROOT), admin(ROOT), admin(ROOT), admin(ROOT));

        AtOnce.each(nodes.size(), nodes, node -> node.onReady(new StoreReady(database)));

        assertThat(database.collection("users").countDocuments()).isEqualTo(1);
        assertThat(nodes).noneMatch(FirstAdmin::hasNoUser);
    }

    @Test
    void theDatabaseIsAskedForUsersUntilThereIsOne() {
        FirstAdmin admin = admin(Map.of());
        admin.onReady(new StoreReady(database));
        assertThat(admin.hasNoUser()).isTrue();

        users.insert(ADA, "hash");
        assertThat(admin.hasNoUser()).isFalse();
        database.collection("users").deleteMany(new Document());

        assertThat(admin.hasNoUser()).as("without asking again").isFalse();
    }

    @Test
    void whereTheFirstAdministratorIsNamedThereAreNoTestUsers() {
        LeaseRepository leases = new LeaseRepository(database);
        new EmbeddedTestUsers(users, settings(ROOT), leases, clock).onReady(new StoreReady(database));
        new EmbeddedTestUsers(users, settings(Map.of()), leases, clock).onReady(new StoreReady(database));

        assertThat(database.collection("users").countDocuments()).isZero();
    }

    @Test
    void aPasswordIsPublishedUntilTheTestUserChangesIt() {
        TestUsers.create(users);
        PublishedPasswords published = new PublishedPasswords();
        String id = users.byKeys(List.of("testuser")).get(0).getId();
        assertThat(published.isOf(users.byId(id).orElseThrow())).isTrue();
        assertThat(published.isOf(users.byId(id).orElseThrow())).isTrue();

        database.collection("users")
                .updateOne(
                        new Document("username", "testuser"),
                        new Document("$set", new Document("password_hash", Passwords.hash("correct horse"))));
        assertThat(published.isOf(users.byId(id).orElseThrow())).isFalse();

        String other = users.insert(ADA, Passwords.hash("test123"));
        assertThat(published.isOf(users.byId(other).orElseThrow())).isFalse();
    }

    private FirstAdmin admin(Map<String, String> set) {
        return new FirstAdmin(new FirstUserRepository(database), users, settings(set));
    }

    private static FirstAdminSettings settings(Map<String, String> set) {
        return new FirstAdminSettings(new Settings(key -> Optional.ofNullable(set.get(key))));
    }

    @Test
    void fiveFailuresAreFreeAndThenEachCostsTwiceAsLong() {
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.waitFor("ada", ADDRESS)).isZero();
            throttle.failed("ada", ADDRESS);
        }

        assertThat(throttle.waitFor("ADA", ADDRESS)).isEqualTo(Duration.ofSeconds(1));
        assertThat(throttle.waitFor("bob", ADDRESS)).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(throttle.waitFor("ada", ADDRESS)).isZero();
        throttle.failed("ada", ADDRESS);
        assertThat(throttle.waitFor("ada", ADDRESS)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aSuccessForgetsTheFailures() {
        for (int i = 0; i < 5; i++) {
            throttle.failed("ada", ADDRESS);
        }

        throttle.succeeded("ada");
        throttle.failed("ada", ADDRESS);

        assertThat(throttle.waitFor("ada", ADDRESS)).isZero();
    }

    @Test
    void anAddressHasAHundredFreeFailuresAnHourWhateverTheNames() {
        for (int i = 0; i < 100; i++) {
            assertThat(throttle.waitFor("new", ADDRESS)).isZero();
            throttle.failed("name" + i, ADDRESS);
            throttle.succeeded("name" + i);
        }

        assertThat(throttle.waitFor("new", ADDRESS)).isEqualTo(Duration.ofSeconds(1));
        assertThat(throttle.waitFor("new", "192.0.2.8")).isZero();
        clock.advance(Duration.ofMinutes(59));
        throttle.failed("new", ADDRESS);
        assertThat(throttle.waitFor("other", ADDRESS)).isEqualTo(Duration.ofSeconds(2));
        clock.advance(Duration.ofMinutes(1));
        throttle.failed("new", ADDRESS);
        assertThat(throttle.waitFor("other", ADDRESS)).isZero();
    }

    @Test
    void anIpv6NetworkCountsAsOneAddress() {
        for (int i = 0; i < 100; i++) {
            throttle.failed("name" + i, "2001:db8:0:1::" + Integer.toHexString(i + 1));
        }

        assertThat(throttle.waitFor("new", "2001:db8:0:1:ffff::1")).isEqualTo(Duration.ofSeconds(1));
        assertThat(throttle.waitFor("new", "2001:db8:0:2::1")).isZero();
    }

    @Test
    void anHourForgetsThemToo() {
        for (int i = 0; i < 5; i++) {
            throttle.failed("ada", ADDRESS);
        }

        clock.advance(Duration.ofHours(1));
        throttle.failed("ada", ADDRESS);

        assertThat(throttle.waitFor("ada", ADDRESS)).isZero();
    }

    @Test
    void theNameThatWasTriedIsNotStored() {
        throttle.failed("my secret password", ADDRESS);

        assertThat(database.collection("login_attempts").find().first().toJson())
                .doesNotContain("secret");
    }
}
