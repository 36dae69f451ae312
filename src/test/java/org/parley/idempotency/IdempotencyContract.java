package org.parley.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.platform.ProblemException;
import org.parley.store.Database;
import org.parley.testing.SettableClock;

/** The contract of {@link Idempotency#once}, on every kind of database. */
abstract class IdempotencyContract {
    private static final RequestIds FIRST = new RequestIds("c1", "m1");
    private static final RequestIds SECOND = new RequestIds("c2", "m2");
    private static final Function<RequestIds, Optional<Stored>> NOTHING = ids -> Optional.empty();

    // From the system clock, because a real MongoDB deletes what has expired by its own.
    private final Instant start = Instant.ofEpochMilli(System.currentTimeMillis());
    private final SettableClock clock = new SettableClock(start);
    private final List<RequestIds> runs = new ArrayList<>();

    private Idempotency idempotency;

    abstract Database database();

    @BeforeEach
    void noKeys() {
        IdempotencyRepository keys = new IdempotencyRepository(database());
        keys.create(database());
        database().collection(IdempotencyRepository.COLLECTION).deleteMany(new Document());
        idempotency = new Idempotency(keys, clock);
    }

    @Test
    void aRepetitionIsAnsweredFromTheKeyUnderTheFirstIds() {
        Once first = idempotency.once(request("k", FIRST), NOTHING, this::run);
        Once again = idempotency.once(request("k", SECOND), NOTHING, this::run);

        assertThat(runs).containsExactly(FIRST);
        assertThat(first).isEqualTo(new Once(FIRST, new Stored(7, start, Optional.of("\"e\"")), false));
        assertThat(again).isEqualTo(new Once(FIRST, new Stored(7, start, Optional.empty()), true));
    }

    @Test
    void keysOfOtherUsersAreOtherKeys() {
        idempotency.once(request("k", FIRST), NOTHING, this::run);

        Once theirs =
                idempotency.once(new IdempotentRequest("bob", "k", "f", SECOND, Duration.ZERO), NOTHING, this::run);

        assertThat(theirs.replayed()).isFalse();
        assertThat(runs).containsExactly(FIRST, SECOND);
    }

    @Test
    void anotherFingerprintIsRefused() {
        idempotency.once(request("k", FIRST), NOTHING, this::run);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> idempotency.once(
                        new IdempotentRequest("ada", "k", "other", SECOND, Duration.ZERO), NOTHING, this::run))
                .returns(422, ProblemException::status);
        assertThat(runs).containsExactly(FIRST);
    }

    @Test
    void aRefusalFreesTheKey() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> idempotency.once(request("k", FIRST), NOTHING, ids -> {
                    throw new ProblemException(412, "Changed");
                }));

        assertThat(idempotency.once(request("k", SECOND), NOTHING, this::run).replayed())
                .isFalse();
        assertThat(runs).containsExactly(SECOND);
    }

    @Test
    void afterAFailureTheNextRequestFindsWhatWasStored() {
        breakOff();
        clock.advance(Duration.ofSeconds(9));
        Stored found = new Stored(3, start, Optional.empty());
        List<RequestIds> asked = new ArrayList<>();

        Once resumed = idempotency.once(
                request("k", SECOND),
                ids -> {
                    asked.add(ids);
                    return Optional.of(found);
                },
                this::run);

        assertThat(asked).containsExactly(FIRST);
        assertThat(runs).isEmpty();
        assertThat(resumed).isEqualTo(new Once(FIRST, found, true));
        assertThat(idempotency.once(request("k", SECOND), NOTHING, this::run)).isEqualTo(resumed);
    }

    @Test
    void afterAFailureThatStoredNothingTheNextRequestRunsUnderTheFirstIds() {
        breakOff();
        clock.advance(Duration.ofSeconds(9));

        Once resumed = idempotency.once(request("k", SECOND), NOTHING, this::run);

        assertThat(runs).containsExactly(FIRST);
        assertThat(resumed.replayed()).isTrue();
    }

    @Test
    void aKeyIsNotTakenFromARequestThatMayBeRunning() {
        breakOff();
        clock.advance(Duration.ofSeconds(7));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> idempotency.once(request("k", SECOND), NOTHING, this::run))
                .returns(409, ProblemException::status)
                .satisfies(running -> assertThat(running.headers()).containsEntry("Retry-After", "2"));
    }

    @Test
    void whoHasPatienceGetsTheAnswerOfTheRunningRequest() {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Once> first =
                CompletableFuture.supplyAsync(() -> idempotency.once(request("k", FIRST), NOTHING, ids -> {
                    running.countDown();
                    await(asked);
                    return run(ids);
                }));
        await(running);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> idempotency.once(request("k", SECOND), NOTHING, this::run));
        asked.countDown();
        Once second = idempotency.once(
                new IdempotentRequest("ada", "k", "f", SECOND, Duration.ofSeconds(60)), NOTHING, this::run);

        assertThat(second.replayed()).isTrue();
        assertThat(second.ids()).isEqualTo(first.join().ids());
        assertThat(runs).containsExactly(FIRST);
    }

    @Test
    void aKeyIsNewAgainAfterADay() {
        idempotency.once(request("k", FIRST), NOTHING, this::run);
        clock.advance(Duration.of(1, ChronoUnit.DAYS));

        assertThat(idempotency.once(request("k", SECOND), NOTHING, this::run).replayed())
                .isFalse();
        assertThat(runs).containsExactly(FIRST, SECOND);
    }

    @Test
    void aKeyHasOneTo255Characters() {
        for (String bad : List.of("", " ", "k".repeat(256))) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> idempotency.once(request(bad, FIRST), NOTHING, this::run))
                    .returns(400, ProblemException::status);
        }
        assertThat(runs).isEmpty();
    }

    private Stored run(RequestIds ids) {
        runs.add(ids);
        return new Stored(7, start, Optional.of("\"e\""));
    }

    private void breakOff() {
        assertThatIllegalStateException()
                .isThrownBy(() -> idempotency.once(request("k", FIRST), NOTHING, ids -> {
                    throw new IllegalStateException("the node dies");
                }));
    }

    private static IdempotentRequest request(String key, RequestIds ids) {
        return new IdempotentRequest("ada", key, "f", ids, Duration.ZERO);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
