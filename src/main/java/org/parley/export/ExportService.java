package org.parley.export;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Inject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.parley.conversation.Snapshot;
import org.parley.markdown.Markdown;
import org.parley.platform.Component;
import org.parley.platform.JsonFactory;
import org.parley.platform.ProblemException;
import org.parley.project.Project;
import org.parley.project.Projects;

/** Writes a conversation as a file. Only a part of a long one is in memory at a time. */
@Component
class ExportService {
    /** The version of {@link ExportFormat#JSON}; it goes up when a reader of the one before would go wrong. */
    private static final int VERSION = 1;

    private static final int BUFFER = 1 << 16;

    private final Projects projects;
    private final PdfPrinter printer;
    private final Map<ExportFormat, ConversationForm> forms;

    @Inject
    ExportService(Projects projects, Markdown markdown, PdfPrinter printer) {
        this.projects = projects;
        this.printer = printer;
        this.forms = Map.of(ExportFormat.MARKDOWN, new MarkdownForm(), ExportFormat.HTML, new HtmlForm(markdown));
    }

    /**
     * Writes a conversation; not for {@link ExportFormat#PDF}.
     *
     * @param userId whose it is
     */
    void write(String userId, Snapshot conversation, ExportFormat format, OutputStream out) throws IOException {
        Optional<String> project = format != ExportFormat.JSON
                ? Optional.empty()
                : conversation
                        .conversation()
                        .filing()
                        .project()
                        .flatMap(id -> projects.find(userId, id))
                        .map(Project::name);
        write(conversation, project, format, out);
    }

    /** The same where the name of its project is known. */
    void write(Snapshot conversation, Optional<String> project, ExportFormat format, OutputStream out)
            throws IOException {
        if (format == ExportFormat.JSON) {
            try (JsonGenerator json = JsonFactory.writer(out)) {
                own(conversation, project, json);
            }
            return;
        }
        try (Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER)) {
            forms.get(format).write(conversation, text);
        }
    }

    /**
     * Prints a conversation.
     *
     * @return a file that the caller deletes
     * @throws ProblemException 406 if there is nothing to print with, 503 if it is busy or takes too long
     */
    Path pdf(String userId, Snapshot conversation) throws IOException {
        printer.require();
        Path html = Files.createTempFile("parley-export", ".html");
        try {
            try (OutputStream out = Files.newOutputStream(html)) {
                write(userId, conversation, ExportFormat.HTML, out);
            }
            return printer.print(html);
        } finally {
            Files.deleteIfExists(html);
        }
    }

    /** Everything of it; its project by name, because ids mean nothing elsewhere. */
    private static void own(Snapshot conversation, Optional<String> project, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", "parley");
        json.writeNumberField("version", VERSION);
        json.writeObjectFieldStart("conversation");
        json.writeStringField("project", project.orElse(null));
        json.writeNumberField("head", conversation.head());
        conversation.write(json);
        json.writeEndObject();
        json.writeEndObject();
    }
}
