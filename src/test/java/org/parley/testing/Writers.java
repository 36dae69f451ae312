package org.parley.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Many programs that append to one conversation at once. Writer {@code w} sends {@code w/0}, {@code w/1} … under one
 * {@code Idempotency-Key} each, so that a second run repeats what the first one sent. It honours
 * {@code Retry-After} while the first request with a key may still be running.
 */
public final class Writers {
    private final int writers;
    private final int messages;
    private final String conversation;
    private final List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());

    /** This many writers for one conversation, each with this many messages. */
    public Writers(int writers, int messages, String conversation) {
        this.writers = writers;
        this.messages = messages;
        this.conversation = conversation;
    }

    /** The contents that were acknowledged with a 200 so far. */
    public List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** Runs all writers to their end, spread over the clients; a writer ends early if its node is gone. */
    public void run(List<Client> clients) {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            int writer = w;
            Client client = clients.get(w % clients.size()).copy();
            tasks.add(() -> write(client, writer));
        }
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("A writer failed: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** The contents of a writer's messages, in order. */
    public List<String> contentsOf(int writer) {
        List<String> contents = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            contents.add(writer + "/" + i);
        }
        return contents;
    }

    private Void write(Client client, int writer) throws InterruptedException {
        for (String content : contentsOf(writer)) {
            try {
                Answer answer = append(client, content);
                for (int repeats = 0; answer.status() == 409 && repeats < 3; repeats++) {
                    TimeUnit.SECONDS.sleep(
                            Long.parseLong(answer.header("Retry-After").orElse("1")));
                    answer = append(client, content);
                }
                if (answer.status() != 200) {
                    throw new AssertionError(content + " was answered " + answer);
                }
                acknowledged.add(content);
            } catch (UncheckedIOException gone) {
                return null; // killed in the middle of it; whether it was stored is what the test asks
            }
        }
        return null;
    }

    private Answer append(Client client, String content) {
        JsonObject message = Json.createObjectBuilder()
                .add("role", "user")
                .add("content", content)
                .build();
        return client.post(
                "/conversations/" + conversation + "/messages",
                message,
                "Prefer",
                "return=minimal",
                "Idempotency-Key",
                conversation + ":" + content);
    }
}
