package org.parley.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.parley.document.StoredConversation;

/** The page by which the conversations of an export are found: a list of links, what changed last first. */
final class ExportIndex {
    private final String username;
    private final List<Line> lines = new ArrayList<>();
    private long messages;

    ExportIndex(String username) {
        this.username = username;
    }

    private record Line(String title, Instant updated, int messages, String file) {}

    /** @param file where it is in the ZIP */
    void add(StoredConversation conversation, int messageCount, String file) {
        lines.add(new Line(conversation.title(), conversation.times().knownUpdated(), messageCount, file));
        messages += messageCount;
    }

    int conversations() {
        return lines.size();
    }

    long messages() {
        return messages;
    }

    void write(OutputStream to) throws IOException {
        try (Writer out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8))) {
            HtmlForm.begin("Conversations of " + username, out);
            out.write("<header><h1>Conversations of " + HtmlForm.escaped(username) + "</h1><p>" + conversations()
                    + " conversations, " + messages + " messages</p></header>\n<ul class=\"index\">\n");
            lines.sort(Comparator.comparing(Line::updated).reversed());
            for (Line line : lines) {
                out.write("<li><a dir=\"auto\" href=\"" + address(line.file()) + "\">" + HtmlForm.escaped(line.title())
                        + "</a><p class=\"time\">" + Labels.time(line.updated()) + ", " + line.messages()
                        + (line.messages() == 1 ? " message" : " messages") + "</p></li>\n");
            }
            out.write("</ul>\n");
            HtmlForm.end(out);
        }
    }

    private static String address(String file) {
        return Arrays.stream(file.split("/"))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
