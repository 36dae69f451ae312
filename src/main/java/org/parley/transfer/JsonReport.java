package org.parley.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.parley.formats.NotInFile;
import org.parley.intake.Imported;
import org.parley.intake.Imported.Outcome;
import org.parley.platform.JsonBody;
import org.parley.platform.JsonFactory;

/** The report for programs: one JSON object, written as it comes about. */
final class JsonReport implements Report {
    private final JsonGenerator json;

    JsonReport(Writer out) {
        try {
            this.json = JsonFactory.writer(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The report when nothing could be done. */
    void refused(String reason, int exitStatus) {
        write(report -> {
            report.writeStartObject();
            report.writeStringField("error", reason);
            report.writeNumberField("exit_status", exitStatus);
            report.writeEndObject();
            report.flush();
        });
    }

    @Override
    public void begin(String file, String username, int conversations, boolean dryRun) {
        write(report -> {
            report.writeStartObject();
            report.writeStringField("file", file);
            report.writeStringField("username", username);
            report.writeBooleanField("dry_run", dryRun);
            report.writeArrayFieldStart("conversations");
        });
    }

    @Override
    public void conversation(Entry entry, Imported imported) {
        write(report -> {
            report.writeStartObject();
            report.writeNumberField("position", entry.position());
            JsonBody.field(report, "title", entry.title());
            report.writeStringField("result", Report.word(imported.outcome()));
            JsonBody.field(report, "id", imported.conversationId());
            if (entry.readable()) {
                report.writeNumberField("messages", entry.messages());
            }
            report.writeNumberField("added", imported.added());
            JsonBody.field(report, "reason", entry.reason().or(imported::reason));
            if (!entry.notes().isEmpty()) {
                report.writeArrayFieldStart("notes");
                for (String note : entry.notes()) {
                    report.writeString(note);
                }
                report.writeEndArray();
            }
            report.writeEndObject();
        });
    }

    @Override
    public void end(Totals totals, int exitStatus) {
        write(report -> {
            report.writeEndArray();
            report.writeObjectFieldStart("totals");
            report.writeNumberField("conversations", totals.all());
            for (Outcome outcome : Outcome.values()) {
                report.writeNumberField(Report.word(outcome), totals.of(outcome));
            }
            report.writeNumberField("messages_added", totals.messages());
            report.writeEndObject();
            report.writeArrayFieldStart("not_in_file");
            for (NotInFile what : totals.notInFile()) {
                report.writeString(what.wire());
            }
            report.writeEndArray();
            report.writeNumberField("exit_status", exitStatus);
            report.writeEndObject();
            report.flush();
        });
    }

    private void write(JsonBody part) {
        try {
            part.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
