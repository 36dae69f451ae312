package org.parley.export;

import java.io.IOException;
import java.io.Writer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parley.conversation.Snapshot;
import org.parley.document.StoredConversation;
import org.parley.message.StoredMessage;

/** A conversation as Markdown. What was said stands there as it was written, each message under a heading. */
final class MarkdownForm implements ConversationForm {
    private static final Pattern FENCE = Pattern.compile("`{3,}");

    @Override
    public void write(Snapshot conversation, Writer out) throws IOException {
        StoredConversation header = conversation.conversation();
        out.write("# " + header.title().replaceAll("\\s+", " ") + "\n\n");
        out.write("*" + Labels.span(header) + "*\n");
        conversation.forEachShown((message, seq) -> message(message, out));
    }

    private static void message(StoredMessage message, Writer out) throws IOException {
        out.write("\n---\n\n## " + Labels.speaker(message) + "\n\n");
        if (message.timestamp().isPresent()) {
            out.write("*" + Labels.time(message.timestamp().get()) + "*\n\n");
        }
        if (message.thought().isPresent()) {
            out.write("> **Thoughts**\n>\n" + quoted(message.thought().get()) + "\n\n");
        }
        for (Enclosed enclosed : Enclosed.of(message)) {
            out.write("> **" + enclosed.name().replaceAll("\\s+", " ") + "**\n");
            for (Enclosed.Part part : enclosed.parts()) {
                out.write(">\n> " + part.name() + "\n>\n" + quoted(fenced(part.text())) + "\n");
            }
            out.write("\n");
        }
        out.write(message.content());
        out.write("\n");
    }

    private static String quoted(String text) {
        return "> " + text.replaceAll("\\R", "\n> ");
    }

    /** In a fence longer than any in the text. */
    private static String fenced(String text) {
        int longest = 2;
        for (Matcher fences = FENCE.matcher(text); fences.find(); ) {
            longest = Math.max(longest, fences.group().length());
        }
        String fence = "`".repeat(longest + 1);
        return fence + "\n" + text + "\n" + fence;
    }
}
