package org.parley.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.parley.platform.ProblemException;

class HashingSlotsTest {
    private static final int SLOTS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int MAY_WAIT = 32;

    private final HashingSlots slots = new HashingSlots();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch finish = new CountDownLatch(1);

    @AfterEach
    void end() {
        finish.countDown();
        threads.shutdown();
    }

    @Test
    void whoGetsNoSlotIsToldToComeBackBeforeLong() throws Exception {
        occupyAll();

        long started = System.nanoTime();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> slots.with(() -> "never"))
                .satisfies(refused -> {
                    assertThat(refused.status()).isEqualTo(503);
                    assertThat(refused.headers()).containsKey("Retry-After");
                });
        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(4));
    }

    @Test
    void ofManyOnlySoManyWaitAndTheRestIsRefusedAtOnce() throws Exception {
        occupyAll();
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < MAY_WAIT * 3; i++) {
            all.add(threads.submit(() -> slots.with(() -> "done")));
        }
        Thread.sleep(1_000); // less than anybody waits
        int refusedAtOnce = (int) all.stream().filter(Future::isDone).count();
        finish.countDown();

        int done = 0;
        for (Future<String> one : all) {
            try {
                assertThat(one.get()).isEqualTo("done");
                done++;
            } catch (ExecutionException refused) {
                assertThat(refused).hasCauseInstanceOf(ProblemException.class);
            }
        }
        assertThat(done).isBetween(MAY_WAIT, 2 * MAY_WAIT); // a few more come in side by side
        assertThat(refusedAtOnce).isEqualTo(all.size() - done);
    }

    @Test
    void aSlotIsFreeAgainWhateverBecameOfTheWork() {
        for (int i = 0; i < SLOTS * 2; i++) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> slots.with(() -> {
                        throw new IllegalStateException("broken");
                    }));
        }

        assertThat(slots.with(() -> "done")).isEqualTo("done");
    }

    private void occupyAll() throws InterruptedException {
        CountDownLatch occupied = new CountDownLatch(SLOTS);
        for (int i = 0; i < SLOTS; i++) {
            threads.submit(() -> slots.with(() -> {
                occupied.countDown();
                try {
                    finish.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return "occupied";
            }));
        }
        occupied.await();
    }
}
