package org.parley.formats;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.parley.intake.ImportedConversation;
import org.parley.intake.ImportedMessage;

/** Reads small exports, written with single quotes; {@code DQ} stands for a double quote inside a text. */
final class FormatCase {
    private final List<String> notes = new ArrayList<>();

    static JsonObject json(String text) {
        return Json.createReader(new StringReader(text.replace('\'', '"').replace("DQ", "\\\"")))
                .readObject();
    }

    /** The only conversation of an object. */
    Reading only(String json) throws UnreadableConversationException {
        return only(json(json));
    }

    Reading only(JsonObject object) throws UnreadableConversationException {
        List<Reading> read = Formats.read(object, notes::add);
        if (read.size() != 1) {
            throw new AssertionError(read.size() + " conversations");
        }
        return read.get(0);
    }

    List<Reading> all(String json) throws UnreadableConversationException {
        return Formats.read(json(json), notes::add);
    }

    List<String> notes() {
        return notes;
    }

    /** Role, content and place of the parent of each message, such as {@code user:Hello<-1}. */
    static List<String> shape(ImportedConversation conversation) {
        return conversation.messages().stream().map(FormatCase::shape).toList();
    }

    private static String shape(ImportedMessage message) {
        return message.role() + ":" + message.content() + "<" + message.parent().orElseThrow();
    }
}
