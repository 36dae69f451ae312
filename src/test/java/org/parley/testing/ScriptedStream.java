package org.parley.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.parley.testing.ScriptedModel.Asked;

/** Writes one answer of a {@link ScriptedModel} in the API of the request. */
final class ScriptedStream implements Script.Stream {
    private final OutputStream out;
    private final Dialect dialect;
    private final String model;
    private final Asked request;
    private final CountDownLatch closed;
    private int tokens;

    ScriptedStream(OutputStream out, Dialect dialect, String model, Asked request, CountDownLatch closed) {
        this.out = out;
        this.dialect = dialect;
        this.model = model;
        this.request = request;
        this.closed = closed;
    }

    @Override
    public void token(String text) throws IOException {
        String line = dialect.token(model, text);
        if (tokens++ == 0 && request != null) {
            request.firstToken()[0] = System.nanoTime();
        }
        raw(line);
    }

    @Override
    public void raw(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** How many tokens were sent. */
    int tokens() {
        return tokens;
    }

    @Override
    public CountDownLatch closed() {
        return closed;
    }
}
