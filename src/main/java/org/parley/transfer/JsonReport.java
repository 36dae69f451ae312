package org.parley.transfer;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import java.io.Writer;
import org.parley.conversation.Imported;
import org.parley.conversation.Imported.Outcome;

/** The report for programs: one JSON object, written as it comes about. */
final class JsonReport implements Report {
    private final JsonGenerator json;

    JsonReport(Writer out) {
        this.json = Json.createGenerator(out);
    }

    /** The report when nothing could be done. */
    void refused(String reason, int exitStatus) {
        json.writeStartObject()
                .write("error", reason)
                .write("exit_status", exitStatus)
                .writeEnd();
        json.flush();
    }

    @Override
    public void begin(String file, String username, int conversations, boolean dryRun) {
        json.writeStartObject()
                .write("file", file)
                .write("username", username)
                .write("dry_run", dryRun)
                .writeStartArray("conversations");
    }

    @Override
    public void conversation(Entry entry, Imported imported) {
        json.writeStartObject().write("position", entry.position());
        if (entry.title() != null) {
            json.write("title", entry.title());
        }
        json.write("result", Report.word(imported.outcome()));
        if (imported.conversationId() != null) {
            json.write("id", imported.conversationId());
        }
        if (entry.readable()) {
            json.write("messages", entry.messages());
        }
        json.write("added", imported.added());
        String reason = entry.readable() ? imported.reason() : entry.reason();
        if (reason != null) {
            json.write("reason", reason);
        }
        if (!entry.notes().isEmpty()) {
            json.writeStartArray("notes");
            entry.notes().forEach(json::write);
            json.writeEnd();
        }
        json.writeEnd();
    }

    @Override
    public void end(Totals totals, int exitStatus) {
        json.writeEnd().writeStartObject("totals").write("conversations", totals.all());
        for (Outcome outcome : Outcome.values()) {
            json.write(Report.word(outcome), totals.of(outcome));
        }
        json.write("messages_added", totals.messages())
                .writeEnd()
                .write("exit_status", exitStatus)
                .writeEnd();
        json.flush();
    }
}
