package org.parley.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Updates;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.store.Database;
import org.parley.testing.SettableClock;

/** The contract of sessions, on every kind of database. */
abstract class MongoSessionsContract {
    private static final Duration IDLE = Duration.ofMinutes(20);
    private static final Duration MAX = Duration.ofHours(1);

    // From the clock, because a real MongoDB removes expired documents by its own clock.
    private final SettableClock clock = new SettableClock(Instant.ofEpochMilli(System.currentTimeMillis()));

    private Database database;
    private MongoSessions sessions;
    private UserSessions users;

    abstract Database open();

    @BeforeEach
    void openDatabase() {
        database = open();
        new SessionIndexes().create(database);
        users = new UserSessions(database, clock);
        sessions = new MongoSessions(database, new SessionSettings(IDLE, MAX, false), Requests.NO_PROXIES, clock);
    }

    @AfterEach
    void closeDatabase() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void theDocumentHasTheAgreedShapeAndNotTheCookiesValue() {
        MongoSession session = signedIn();

        Document stored = stored(session);
        assertThat(stored.keySet())
                .containsExactlyInAnyOrder(
                        "_id",
                        "user_id",
                        "created_at",
                        "last_accessed_at",
                        "expires_at",
                        "ip_address",
                        "user_agent",
                        "attributes");
        assertThat(stored.getString("_id")).matches("[0-9a-f]{64}");
        assertThat(stored.getString("user_id")).isEqualTo("ada");
        assertThat(stored.getDate("expires_at"))
                .isEqualTo(Date.from(clock.instant().plus(IDLE)));
        assertThat(stored.toJson()).doesNotContain(session.getId());
    }

    @Test
    void aStoredSessionComesBackWithItsAttributes() {
        MongoSession session = signedIn();
        session.setAttribute("a.b", Map.of("n", 1));
        sessions.save(session);

        MongoSession found = find(session.getId()).orElseThrow();

        assertThat(found.<Object>getAttribute("a.b")).isEqualTo(Map.of("n", 1));
        assertThat(found.<String>getAttribute(MongoSession.USER_ID)).isEqualTo("ada");
        assertThat(found.getAttributeNames()).isEqualTo(Set.of("a.b", MongoSession.USER_ID));
    }

    @Test
    void anEmptySessionIsNotStored() {
        MongoSession session = sessions.create("192.0.2.1", "test");

        sessions.save(session);

        assertThat(find(session.getId())).isEmpty();
        assertThat(database.collection(MongoSessions.COLLECTION).countDocuments())
                .isZero();
    }

    @Test
    void anIdleSessionEndsThoughItsDocumentIsStillThere() {
        MongoSession session = signedIn();

        clock.advance(IDLE);

        assertThat(find(session.getId())).isEmpty();
        assertThat(session.isExpired()).isTrue();
    }

    @Test
    void aBusySessionLivesUntilItsAbsoluteEnd() {
        String id = signedIn().getId();
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMinutes(11));
            access(id);
        }

        assertThat(find(id)).isPresent();
        clock.advance(Duration.ofMinutes(5));
        assertThat(find(id)).isEmpty();
    }

    @Test
    void anAccessIsWrittenAtMostOnceAMinute() {
        MongoSession session = signedIn();
        Date before = stored(session).getDate("last_accessed_at");

        clock.advance(Duration.ofSeconds(60));
        access(session.getId());
        assertThat(stored(session).getDate("last_accessed_at")).isEqualTo(before);

        clock.advance(Duration.ofSeconds(1));
        access(session.getId());
        assertThat(stored(session).getDate("last_accessed_at")).isEqualTo(Date.from(clock.instant()));
    }

    @Test
    void requestsAtOnceKeepEachOthersAttributes() {
        MongoSession first = signedIn();
        MongoSession second = find(first.getId()).orElseThrow();
        first.setAttribute("one", 1);
        second.setAttribute("two", 2);

        sessions.save(first);
        sessions.save(second);

        assertThat(find(first.getId()).orElseThrow().getAttributeNames()).contains("one", "two");
    }

    @Test
    void aRemovedAttributeIsGone() {
        MongoSession session = signedIn();
        session.setAttribute("one", 1);
        sessions.save(session);

        session.setAttribute("one", null);
        sessions.save(session);

        assertThat(find(session.getId()).orElseThrow().getAttributeNames()).containsExactly(MongoSession.USER_ID);
    }

    @Test
    void logoutWinsOverARequestUnderWay() {
        MongoSession underWay = signedIn();
        underWay.setAttribute("one", 1);

        sessions.delete(underWay.getId());
        sessions.save(underWay);
        sessions.save(underWay);

        assertThat(find(underWay.getId())).isEmpty();
    }

    @Test
    void aNewIdReplacesTheOldOne() {
        MongoSession session = signedIn();
        String before = session.getId();
        session.setAttribute("one", 1);

        String after = session.changeSessionId();
        sessions.save(session);

        assertThat(after).isNotEqualTo(before);
        assertThat(find(before)).isEmpty();
        assertThat(find(after).orElseThrow().<Integer>getAttribute("one")).isEqualTo(1);
    }

    @Test
    void logoutWinsOverANewId() {
        MongoSession session = signedIn();
        String before = session.getId();
        session.changeSessionId();

        sessions.delete(before);
        sessions.save(session);

        assertThat(find(session.getId())).isEmpty();
        assertThat(session.isGone()).isTrue();
    }

    @Test
    void aUsersSessionsCanBeEndedTogether() {
        MongoSession one = signedIn();
        MongoSession two = signedIn();

        assertThat(sessions.deleteAllOf("ada")).isEqualTo(2);
        assertThat(find(one.getId())).isEmpty();
        assertThat(find(two.getId())).isEmpty();
    }

    @Test
    void theHandleStaysWhenTheIdChangesAndIsNoPartOfEither() {
        MongoSession session = signedIn();
        SignedIn before = session.signedIn().orElseThrow();
        String oldId = session.getId();

        session.changeSessionId();
        sessions.save(session);
        MongoSession moved = find(session.getId()).orElseThrow();
        moved.changeSessionId();
        sessions.save(moved);

        assertThat(before.handle()).matches("[0-9a-f]{32}");
        assertThat(SessionIds.key(oldId)).doesNotContain(before.handle());
        assertThat(find(moved.getId()).orElseThrow().signedIn()).contains(before);
        assertThat(sessions.findAgain(oldId, before)).isPresent();
        assertThat(database.collection(MongoSessions.COLLECTION).countDocuments())
                .isEqualTo(1);
    }

    @Test
    void aSessionIsNotFoundAgainAfterItsEndNorForAnotherUser() {
        MongoSession session = signedIn();
        SignedIn ada = session.signedIn().orElseThrow();

        assertThat(sessions.findAgain(session.getId(), new SignedIn("bea", ada.handle(), 0)))
                .isEmpty();
        assertThat(sessions.findAgain(session.getId(), ada)).isPresent();
        clock.advance(IDLE);
        assertThat(sessions.findAgain(session.getId(), ada)).isEmpty();
    }

    @Test
    void theGenerationOfTheLoginIsStoredUnlessItIsTheFirst() {
        MongoSession session = signedIn();
        assertThat(session.signedIn().orElseThrow().generation()).isZero();

        session.setAttribute(MongoSession.GENERATION, 3L);
        sessions.save(session);

        assertThat(find(session.getId()).orElseThrow().signedIn().orElseThrow().generation())
                .isEqualTo(3);
        assertThat(open("ada"))
                .singleElement()
                .satisfies(one ->
                        assertThat(one.session()).isEqualTo(session.signedIn().orElseThrow()));
    }

    @Test
    void aUsersSessionsAreListedTheNewestFirstAndEndedOneByOne() {
        MongoSession first = signedIn();
        clock.advance(Duration.ofMinutes(1));
        MongoSession second = signedIn();
        second.changeSessionId();
        sessions.save(second);

        assertThat(open("ada")).extracting(OpenSession::session).containsExactly(of(second), of(first));
        assertThat(open("bea")).isEmpty();
        assertThat(users.end("bea", of(second).handle())).isFalse();
        assertThat(users.end("ada", "nothing")).isFalse();
        assertThat(users.end("ada", of(second).handle())).isTrue();
        assertThat(find(second.getId())).isEmpty();
        assertThat(find(first.getId())).isPresent();
        assertThat(users.end("ada", of(second).handle())).isFalse();
    }

    @Test
    void allOtherSessionsOfAUserEndTogether() {
        MongoSession kept = signedIn();
        MongoSession one = signedIn();
        MongoSession two = signedIn();
        MongoSession other = sessions.create("192.0.2.1", "test");
        other.setAttribute(MongoSession.USER_ID, "bea");
        sessions.save(other);

        assertThat(users.endOthers("ada", of(kept).handle())).isEqualTo(2);

        assertThat(find(one.getId())).isEmpty();
        assertThat(find(two.getId())).isEmpty();
        assertThat(find(kept.getId())).isPresent();
        assertThat(find(other.getId())).isPresent();
    }

    private List<OpenSession> open(String userId) {
        return users.of(userId);
    }

    private static SignedIn of(MongoSession session) {
        return session.signedIn().orElseThrow();
    }

    @Test
    void anIdThatWasNeverHandedOutIsNotAdopted() {
        assertThat(find(SessionIds.next())).isEmpty();
        assertThat(find("x")).isEmpty();
    }

    @Test
    void oneRequestReadsItsSessionOnce() {
        MongoSession stored = signedIn();
        RequestSessions request =
                RequestSessions.of(Requests.with(false, new Cookie("session_id", stored.getId())), sessions);

        assertThat(request.userId()).contains("ada");
        database.collection(MongoSessions.COLLECTION).drop();

        assertThat(request.findById(stored.getId())).isNotNull();
        assertThat(request.userId()).contains("ada");
    }

    @Test
    void datesOfEveryKindAreReadAndOneWithoutABeginningIsNoSession() {
        MongoSession session = signedIn();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        for (Object date : List.of(Date.from(now), now.toString(), now.getEpochSecond(), (double) now.toEpochMilli())) {
            set(session, "created_at", date);
            set(session, "last_accessed_at", date);
            MongoSession found = find(session.getId()).orElseThrow();
            assertThat(found.getCreationTime()).isEqualTo(now);
            assertThat(found.getLastAccessedTime()).isEqualTo(now);
        }

        set(session, "last_accessed_at", "today");
        assertThat(find(session.getId()).orElseThrow().getLastAccessedTime()).isEqualTo(now);
        set(session, "created_at", "today");
        assertThat(find(session.getId())).isEmpty();
    }

    private void set(MongoSession session, String field, Object value) {
        database.collection(MongoSessions.COLLECTION)
                .updateOne(new Document("_id", SessionIds.key(session.getId())), Updates.set(field, value));
    }

    @Test
    void theUsersWhoWereThereLastAreKnown() {
        signedIn("gone");
        clock.advance(IDLE.plusSeconds(1));
        for (String user : List.of("ada", "bea", "ada", "cid", "bea")) {
            signedIn(user);
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(users.latest(10)).containsExactly("bea", "cid", "ada");
        assertThat(users.latest(3)).as("of three sessions").containsExactly("bea", "cid", "ada");
        assertThat(users.latest(1)).containsExactly("bea");
    }

    private MongoSession signedIn() {
        return signedIn("ada");
    }

    private MongoSession signedIn(String user) {
        MongoSession session = sessions.create("192.0.2.1", "test");
        session.setAttribute(MongoSession.USER_ID, user);
        sessions.save(session);
        return session;
    }

    private void access(String id) {
        MongoSession session = find(id).orElseThrow();
        session.setLastAccessedTime(clock.instant());
        sessions.save(session);
    }

    private Optional<MongoSession> find(String id) {
        return sessions.find(id);
    }

    private Document stored(MongoSession session) {
        return database.collection(MongoSessions.COLLECTION)
                .find(new Document("_id", SessionIds.key(session.getId())))
                .first();
    }
}
