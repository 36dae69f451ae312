package org.parley.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a {@link ScriptedModel} does with one request: tokens, pauses and mishaps in the order of the calls that made it.
 * A script that ends without a mishap ends the answer properly, with {@code finish_reason: stop} and a usage.
 */
public final class Script {
    /** One step; what it throws cuts the connection. */
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

    private Script() {}

    /** An answer of these tokens. */
    public static Script tokens(String... tokens) {
        return new Script().then(tokens);
    }

    /** An answer of numbered words, {@code "w0 w1 w2 "} and so on, with a pause before each. */
    public static Script words(int count, Duration pause) {
        Script script = new Script();
        for (int i = 0; i < count; i++) {
            script.pause(pause).then("w" + i + " ");
        }
        return script;
    }

    /** Refuses with an HTTP status, such as 401, 429 or 500, and the error body of the real thing. */
    public static Script refusal(int status) {
        Script script = new Script();
        script.status = status;
        script.body = "{\"error\": {\"message\": \"scripted refusal\", \"type\": \"error\", \"code\": " + status + "}}";
        return script;
    }

    /** Answers 200 with a body that is no JSON. */
    public static Script brokenJson() {
        return new Script().raw("data: {\"choices\": [{\"delta\": {\"content\": \"ha\n\n");
    }

    /** More tokens. */
    public Script then(String... tokens) {
        for (String token : tokens) {
            steps.add(to -> to.token(token));
        }
        return this;
    }

    /** Nothing for so long; before the first token it makes that one slow. */
    public Script pause(Duration pause) {
        steps.add(to -> TimeUnit.NANOSECONDS.sleep(pause.toNanos()));
        return this;
    }

    /** Goes on only when the test has counted the latch down (or the model is closed). */
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

    /** Says nothing any more and keeps the connection open until the model is closed. */
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

    /** Bytes that no model would send. */
    public Script raw(String text) {
        steps.add(to -> to.raw(text));
        return this;
    }

    /** Ends as if the answer had become too long ({@code finish_reason: length}). */
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

    List<Step> steps() {
        return steps;
    }
}
