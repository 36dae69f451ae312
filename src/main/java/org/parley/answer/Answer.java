package org.parley.answer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One answer as it grows, and whoever watches it. Watchers are told that there is more, not what: each takes what it has
 * not seen yet, so that a slow one neither holds anybody up nor makes anything pile up.
 */
public final class Answer {
    private final AnswerKey key;
    private final StringBuilder text = new StringBuilder();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();

    /** One without a word yet. */
    public Answer(AnswerKey key) {
        this.key = key;
    }

    /** What is known of it from its beginning. */
    public AnswerKey key() {
        return key;
    }

    /** Adds a piece; ignored after the end. */
    public void append(String piece) {
        synchronized (this) {
            if (ending.isDone()) {
                return;
            }
            text.append(piece);
        }
        tell();
    }

    /** Adds what is in a longer text and not yet here. */
    void catchUp(String longer) {
        String more;
        synchronized (this) {
            more = longer.length() > text.length() ? longer.substring(text.length()) : "";
        }
        if (!more.isEmpty()) {
            append(more);
        }
    }

    /** All there is of it. */
    public synchronized String text() {
        return text.toString();
    }

    /** What there is from a position on, in UTF-16 code units. */
    public synchronized String textFrom(int offset) {
        return text.substring(Math.min(offset, text.length()));
    }

    /** How long it is, in UTF-16 code units. */
    public synchronized int length() {
        return text.length();
    }

    /** Ends it; only the first end counts. */
    public void end(Ending how) {
        if (ending.complete(how)) {
            tell();
        }
    }

    /** How it ended; empty while it runs. */
    public Optional<Ending> ending() {
        return Optional.ofNullable(ending.getNow(null));
    }

    /** Completes, never exceptionally, when it has ended. */
    public CompletionStage<Ending> whenEnded() {
        return ending;
    }

    /** Has the watcher called, by any thread, whenever there is more. It must not block. */
    public void watch(Runnable watcher) {
        watchers.add(watcher);
        watcher.run();
    }

    /** Has the watcher called no more. */
    public void unwatch(Runnable watcher) {
        watchers.remove(watcher);
    }

    private void tell() {
        watchers.forEach(Runnable::run);
    }

    /**
     * What is known of an answer from its beginning.
     *
     * @param id the id its message will have
     * @param conversationId the conversation it is in; null for a temporary chat
     * @param userId whose conversation that is
     * @param model id of the model that answers
     * @param parent the {@code seq} of the message it answers
     * @param startedAt when it was asked for
     */
    public record AnswerKey(
            String id, String conversationId, String userId, String model, int parent, Instant startedAt) {}
}
