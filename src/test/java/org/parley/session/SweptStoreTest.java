package org.parley.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.store.Database;
import org.parley.testing.OpenDatabase;
import org.parley.testing.SettableClock;

/** Expired documents are removed from the embedded store's disk, and their space is used again. */
class SweptStoreTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int EACH_DAY = 2_000;
    private static final int BYTES = 1_000;

    @TempDir
    private Path directory;

    private final SettableClock clock = new SettableClock(Instant.parse("2024-01-15T10:30:00Z"));
    private final ExpirySweeper sweeper = new ExpirySweeper(clock);
    private final Random random = new Random(1);

    @Test
    void sessionsIdempotencyKeysAndLoginsThatCameToNothingLeaveTheDisk() {
        List<String> collections = List.of("sessions", "idempotency_keys", "login_attempts", "oidc_attempts");
        try (Database database = open()) {
            for (String collection : collections) {
                database.collection(collection)
                        .insertMany(List.of(expiring("gone", DAY), expiring("stays", DAY.plusMillis(1))));
            }
            sweeper.sweep(database);
            assertThat(database.collection("sessions").countDocuments()).isEqualTo(2);

            clock.advance(DAY);
            sweeper.sweep(database);
        }
        try (Database reopened = open()) {
            assertThat(collections)
                    .allSatisfy(collection -> assertThat(
                                    reopened.collection(collection).find().map(left -> left.getString("_id")))
                            .containsExactly("stays"));
        }
    }

    @Test
    void aSessionEndsWithItsIdleTimeAndThenGoes() {
        SessionSettings settings = new SessionSettings(Duration.ofSeconds(3), DAY, false);
        try (Database database = open()) {
            new SessionIndexes().create(database);
            MongoSessions sessions = new MongoSessions(database, settings, Requests.NO_PROXIES, clock);
            MongoSession session = sessions.create("192.0.2.1", "test");
            session.setAttribute(MongoSession.USER_ID, "ada");
            sessions.save(session);

            clock.advance(Duration.ofSeconds(4));
            assertThat(sessions.find(session.getId())).isEmpty();
            sweeper.sweep(database);

            assertThat(database.collection(MongoSessions.COLLECTION).countDocuments())
                    .isZero();
        }
    }

    @Test
    void manyDaysOfSessionsTakeThePlaceOfOne() throws IOException {
        long afterTheFirst = 0;
        for (int day = 0; day < 12; day++) {
            try (Database database = open()) {
                String prefix = day + "-";
                database.collection("sessions")
                        .insertMany(IntStream.range(0, EACH_DAY)
                                .mapToObj(i -> expiring(prefix + i, DAY).append("attributes", noise()))
                                .toList());
                clock.advance(DAY);
                sweeper.sweep(database);
                assertThat(database.collection("sessions").countDocuments()).isZero();
            }
            if (day == 0) {
                afterTheFirst = size();
            }
        }
        assertThat(size()).isLessThan(3 * Math.max(afterTheFirst, (long) EACH_DAY * BYTES));
    }

    private Database open() {
        return OpenDatabase.embedded(directory.resolve("data"));
    }

    private Document expiring(String id, Duration after) {
        return new Document("_id", id)
                .append("expires_at", Date.from(clock.instant().plus(after)));
    }

    private String noise() {
        byte[] bytes = new byte[BYTES * 3 / 4];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private long size() throws IOException {
        return Files.size(directory.resolve("data").resolve("parley.mv"));
    }
}
