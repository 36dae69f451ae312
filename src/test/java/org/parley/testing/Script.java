package org.parley.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a {@link ScriptedModel} does with one request: tokens, pauses and failures, in the order of the calls that added them.
 * A script without a failure ends the answer properly, with {@code finish_reason: stop} and a usage, unless it is a
 * whole body.
 */
public final class Script {
    /** One step; an exception cuts the connection. */
    interface Step {
        void run(Stream to) throws IOException, InterruptedException;
    }

    /** Where the steps write. */
    interface Stream {
        /** Sends one piece of the answer's text, at once. */
        void token(String text) throws IOException;

        /** Sends bytes as they are, at once. */
        void raw(String text) throws IOException;

        /** Released when the scripted model is closed. */
        CountDownLatch closed();
    }

    private final List<Step> steps = new ArrayList<>();
    private int status = 200;
    private String body;
    private String finish = "stop";
    private boolean complete;

    private Script() {}

    /** An answer of these tokens. */
    public static Script tokens(String... tokens) {
        return new Script().then(tokens);
    }

    /** An answer of numbered words, {@code "w0 w1 w2 "} and so on, with a pause before each. */
    public static Script words(int count, Duration pause) {
        return new Script().thenWords(count, pause);
    }

    /** Refuses with an HTTP status, such as 401, 429 or 500, and the error body of a real server. */
    public static Script refusal(int status) {
        return refusal(
                status,
                "{\"error\": {\"message\": \"scripted refusal\", \"type\": \"error\", \"code\": " + status + "}}");
    }

    /** Refuses with an HTTP status and exactly this body. */
    public static Script refusal(int status, String body) {
        Script script = new Script();
        script.status = status;
        script.body = body;
        return script;
    }

    /** Answers 200 with a body that is not JSON. */
    public static Script brokenJson() {
        return new Script().raw("data: {\"choices\": [{\"delta\": {\"content\": \"ha\n\n");
    }

    /** Answers 200 with exactly this body, whatever the request. */
    public static Script body(String text) {
        return new Script().exactly(text);
    }

    private Script exactly(String text) {
        complete = true;
        return raw(text);
    }

    /** More tokens. */
    public Script then(String... tokens) {
        for (String token : tokens) {
            steps.add(to -> to.token(token));
        }
        return this;
    }

    /** Numbered words, as in {@link #words}. */
    public Script thenWords(int count, Duration pause) {
        for (int i = 0; i < count; i++) {
            pause(pause).then("w" + i + " ");
        }
        return this;
    }

    /** Nothing for so long; before the first token it makes that one slow. */
    public Script pause(Duration pause) {
        steps.add(to -> TimeUnit.NANOSECONDS.sleep(pause.toNanos()));
        return this;
    }

    /** Waits until the test has counted the latch down, or the model is closed. */
    public Script await(CountDownLatch latch) {
        steps.add(to -> {
            while (!latch.await(20, TimeUnit.MILLISECONDS)) {
                if (to.closed().getCount() == 0) {
                    throw new IOException("closed");
                }
            }
        });
        return this;
    }

    /** Sends nothing more and keeps the connection open until the model is closed. */
    public Script stall() {
        steps.add(to -> {
            to.closed().await();
            throw new IOException("closed");
        });
        return this;
    }

    /** Ends the connection in the middle of the answer. */
    public Script cut() {
        steps.add(to -> {
            throw new IOException("scripted cut");
        });
        return this;
    }

    /** Sends bytes that no model would send. */
    public Script raw(String text) {
        steps.add(to -> to.raw(text));
        return this;
    }

    /** Ends like an answer that was too long ({@code finish_reason: length}). */
    public Script untilLength() {
        finish = "length";
        return this;
    }

    int status() {
        return status;
    }

    String body() {
        return body;
    }

    String finish() {
        return finish;
    }

    /** Whether nothing follows the steps. */
    boolean isComplete() {
        return complete;
    }

    List<Step> steps() {
        return steps;
    }
}
