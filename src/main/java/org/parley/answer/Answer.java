package org.parley.answer;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A growing answer, with what the model thinks before it, and its watchers. Watchers are told that there is more, not what it
 * is: each one reads what it
 * has not seen yet, so a slow watcher delays no other and nothing queues up.
 */
public final class Answer {
    private final AnswerKey key;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thought = new StringBuilder();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<AnswerResult> result = new CompletableFuture<>();
    private int restarts;

    /** An answer without text. */
    public Answer(AnswerKey key) {
        this.key = key;
    }

    /** What is known about the answer since it started. */
    public AnswerKey key() {
        return key;
    }

    /** Appends text; ignored after the end. */
    public void append(String piece) {
        change(() -> text.append(piece));
    }

    /** Appends to the thought; ignored after the end. */
    public void think(String piece) {
        change(() -> thought.append(piece));
    }

    /** Makes all the text so far part of the thought; the text begins again. */
    public void takeTextAsThought() {
        change(() -> {
            thought.append(text);
            restart();
        });
    }

    /** Takes over a later state; an earlier one is ignored. The thought never gets shorter, and so tells which it is. */
    void catchUp(Draft later) {
        if (isBehind(later)) {
            change(() -> {
                if (later.thought().length() > thought.length()) {
                    thought.append(
                            later.thought(), thought.length(), later.thought().length());
                }
                if (!later.text().startsWith(text.toString())) {
                    restart();
                }
                text.append(later.text(), text.length(), later.text().length());
            });
        }
    }

    private synchronized boolean isBehind(Draft draft) {
        int more = draft.thought().length() - thought.length();
        return more > 0 || (more == 0 && draft.text().length() > text.length());
    }

    private void restart() {
        text.setLength(0);
        restarts++;
    }

    private void change(Runnable change) {
        synchronized (this) {
            if (result.isDone()) {
                return;
            }
            change.run();
        }
        notifyWatchers();
    }

    /** The text so far. */
    public synchronized String text() {
        return text.toString();
    }

    /**
     * The text from an offset on, in UTF-16 code units.
     *
     * @param begun {@link #restarts} when the offset was right; after another restart there is no text from there on
     */
    public synchronized String textFrom(int offset, int begun) {
        return begun == restarts ? text.substring(Math.min(offset, text.length())) : "";
    }

    /** The length of the text, in UTF-16 code units. */
    public synchronized int length() {
        return text.length();
    }

    /** How many times the text has begun again, because it was the model's thought. */
    public synchronized int restarts() {
        return restarts;
    }

    /** What the model thought so far; it never gets shorter. */
    public synchronized String thought() {
        return thought.toString();
    }

    /** The thought from an offset on, in UTF-16 code units. */
    public synchronized String thoughtFrom(int offset) {
        return thought.substring(Math.min(offset, thought.length()));
    }

    /** The length of the thought, in UTF-16 code units. */
    public synchronized int thoughtLength() {
        return thought.length();
    }

    /** The text and the thought of one moment. */
    synchronized Draft draft() {
        return new Draft(text.toString(), thought.toString());
    }

    /** Ends the answer; later calls have no effect. */
    public void end(AnswerResult how) {
        if (result.complete(how)) {
            notifyWatchers();
        }
    }

    /** How the answer ended; empty while it is running. */
    public Optional<AnswerResult> result() {
        return Optional.ofNullable(result.getNow(null));
    }

    /** Completes when the answer has ended, and never exceptionally. */
    public CompletionStage<AnswerResult> whenEnded() {
        return result;
    }

    /** Calls the watcher now and whenever there is more, from any thread. It must not block. */
    public void watch(Runnable watcher) {
        watchers.add(watcher);
        watcher.run();
    }

    /** Stops calling the watcher. */
    public void unwatch(Runnable watcher) {
        watchers.remove(watcher);
    }

    private void notifyWatchers() {
        watchers.forEach(Runnable::run);
    }
}
