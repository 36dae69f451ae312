package org.parley.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.parley.conversation.Snapshot;
import org.parley.markdown.Markdown;
import org.parley.message.Role;
import org.parley.message.StoredMessage;

/**
 * A conversation as one file of HTML: without scripts, without anything from elsewhere, with its style in it, so that it shows
 * and prints the same on any machine and in years.
 */
final class HtmlForm implements ConversationForm {
    private static final String STYLE = resource("conversation.css");

    private final Markdown markdown;

    HtmlForm(Markdown markdown) {
        this.markdown = markdown;
    }

    @Override
    public void write(Snapshot conversation, Writer out) throws IOException {
        String title = conversation.conversation().title();
        begin(title, out);
        out.write("<header><h1 dir=\"auto\">" + escaped(title) + "</h1><p>"
                + escaped(Labels.span(conversation.conversation())) + "</p></header>\n");
        conversation.forEachShown((message, seq) -> message(message, out));
        end(out);
    }

    /** Writes a page up to its content. */
    static void begin(String title, Writer out) throws IOException {
        out.write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                + "<title>" + escaped(title) + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n<main>\n");
    }

    /** Writes what is left of a page. */
    static void end(Writer out) throws IOException {
        out.write("</main>\n</body>\n</html>\n");
    }

    private void message(StoredMessage message, Writer out) throws IOException {
        Role role = message.role();
        out.write("<article class=\"" + role.wire() + "\">\n<h2>" + escaped(Labels.speaker(message)) + "</h2>\n");
        if (message.timestamp().isPresent()) {
            out.write("<p class=\"time\">" + Labels.time(message.timestamp().get()) + "</p>\n");
        }
        if (message.thought().isPresent()) {
            folded("thought", "Thoughts", plain(message.thought().get()), out);
        }
        for (Enclosed enclosed : Enclosed.of(message)) {
            StringBuilder parts = new StringBuilder();
            enclosed.parts()
                    .forEach(part -> parts.append("<h3>")
                            .append(part.name())
                            .append("</h3>\n")
                            .append(plain(part.text())));
            folded("enclosed", enclosed.name(), parts.toString(), out);
        }
        out.write("<div class=\"prose\">");
        out.write(role == Role.USER ? markdown.typed(message.content()) : markdown.html(message.content()));
        out.write("</div>\n</article>\n");
    }

    /** What is folded is not printed; of tools and files the name is. */
    private static void folded(String kind, String name, String html, Writer out) throws IOException {
        String summary = "<summary dir=\"auto\">" + escaped(name) + "</summary>\n";
        out.write(
                html.isEmpty()
                        ? "<p class=\"" + kind + "\" dir=\"auto\">" + escaped(name) + "</p>\n"
                        : "<details class=\"" + kind + "\">" + summary + html + "</details>\n");
    }

    private static String plain(String text) {
        return "<div class=\"plain\" dir=\"auto\">" + escaped(text) + "</div>\n";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String resource(String name) {
        try (InputStream in = HtmlForm.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
