package org.parley.account;

import java.time.Duration;
import org.parley.testing.Client;
import org.parley.testing.Events;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;

/** An answer that takes a minute, as a client reads it. */
final class Stream {
    /** Within this time the streams of an ended session end. */
    static final Duration END = Duration.ofSeconds(2);

    private static final Script MINUTE = Script.words(3_000, Duration.ofMillis(20));

    private Stream() {}

    /** Begins an answer, and returns once it is read. */
    static Events of(Client client, ScriptedModel model) {
        model.next(MINUTE);
        String id = client.post("/api/conversations", """
                        {"messages": [{"role": "user", "content": "Tell me"}]}""").json().getString("id");
        return client.events("POST", "/api/conversations/" + id + "/completions", "{}")
                .awaitText("w0");
    }
}
