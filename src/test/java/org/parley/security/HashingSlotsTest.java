package org.parley.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.parley.platform.ProblemException;
import org.parley.testing.Await;

class HashingSlotsTest {
    private static final int SLOTS = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    private static final int MAY_WAIT = 32;

    private final HashingSlots slots = new HashingSlots(Duration.ofMinutes(1));
    private final List<Thread> started = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        started.add(thread);
        return thread;
    });
    private final CountDownLatch finish = new CountDownLatch(1);

    @AfterEach
    void end() {
        finish.countDown();
        threads.shutdown();
    }

    @Test
    void whoGetsNoSlotIsToldToComeBackBeforeLong() throws Exception {
        HashingSlots impatient = new HashingSlots(Duration.ofSeconds(2));
        occupy(impatient, SLOTS, finish);

        long started = System.nanoTime();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> impatient.with(() -> "never"))
                .satisfies(refused -> {
                    assertThat(refused.status()).isEqualTo(503);
                    assertThat(refused.headers()).containsKey("Retry-After");
                });
        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(30));
    }

    @Test
    void whoWaitsGetsATurnInTheOrderOfArrival() throws Exception {
        CountDownLatch one = new CountDownLatch(1);
        occupy(slots, 1, one);
        occupy(slots, SLOTS - 1, finish);
        List<Integer> turns = new CopyOnWriteArrayList<>();
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            int before = waiting();
            all.add(threads.submit(() -> slots.with(() -> turns.add(number))));
            Await.until("it waits", () -> waiting() == before + 1);
        }
        one.countDown();

        for (Future<Boolean> each : all) {
            each.get();
        }
        assertThat(turns).isSorted().hasSize(20);
    }

    @Test
    void ofManyOnlySoManyWaitAndTheRestIsRefusedAtOnce() throws Exception {
        occupyAll();
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < MAY_WAIT * 3; i++) {
            all.add(threads.submit(() -> slots.with(() -> "done")));
        }
        Await.until(
                "all but those who may wait are refused while nobody is let in",
                () -> all.stream().filter(Future::isDone).count() >= all.size() - 2L * MAY_WAIT);
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

    private int waiting() {
        return (int) started.stream()
                .filter(thread -> thread.getState() == Thread.State.TIMED_WAITING)
                .count();
    }

    private void occupyAll() throws InterruptedException {
        occupy(slots, SLOTS, finish);
    }

    private void occupy(HashingSlots slots, int count, CountDownLatch end) throws InterruptedException {
        CountDownLatch occupied = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            threads.submit(() -> slots.with(() -> {
                occupied.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return "occupied";
            }));
        }
        occupied.await();
    }
}
