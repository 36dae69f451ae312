package org.parley.transfer;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.parley.formats.ContentId;
import org.parley.formats.Formats;
import org.parley.formats.Reading;
import org.parley.formats.UnicodeText;
import org.parley.formats.UnreadableConversationException;
import org.parley.intake.ImportedConversation;

/** Turns JSON values into entries, and numbers identical conversations without ids in their order. */
final class EntryReader {
    private final Consumer<Entry> reader;
    private final Map<String, Integer> contentIds = new HashMap<>();
    private int position;

    EntryReader(Consumer<Entry> reader) {
        this.reader = reader;
    }

    void add(JsonParser parser, Event first) {
        if (first == Event.START_OBJECT) {
            read(parser.getObject());
        } else {
            ConversationFinder.fields(parser, first);
            unreadable(Optional.empty(), "it is no conversation, not even an object", List.of());
        }
    }

    private void read(JsonObject object) {
        Map<String, Integer> notes = new LinkedHashMap<>();
        try {
            for (Reading read : Formats.read(object, note -> notes.merge(note, 1, Integer::sum))) {
                ImportedConversation conversation = distinct(read.conversation());
                reader.accept(new Entry(
                        ++position,
                        Optional.of(conversation.title()),
                        Optional.of(conversation),
                        Optional.empty(),
                        counted(notes),
                        read.notInFile()));
                notes.clear();
            }
        } catch (UnreadableConversationException unreadable) {
            Optional<String> title = object.get("title") instanceof JsonString text
                    ? Optional.of(UnicodeText.visible(text.getString()))
                    : Optional.empty();
            unreadable(title, unreadable.getMessage(), counted(notes));
        }
    }

    private void unreadable(Optional<String> title, String reason, List<String> notes) {
        reader.accept(new Entry(++position, title, Optional.empty(), Optional.of(reason), notes, Set.of()));
    }

    private ImportedConversation distinct(ImportedConversation read) {
        if (!ContentId.is(read.sourceId())) {
            return read;
        }
        int times = contentIds.merge(read.sourceId(), 1, Integer::sum);
        return times == 1 ? read : read.withSourceId(read.sourceId() + "#" + times);
    }

    private static List<String> counted(Map<String, Integer> notes) {
        return notes.entrySet().stream()
                .map(note -> note.getKey() + (note.getValue() > 1 ? " (" + note.getValue() + " times)" : ""))
                .toList();
    }
}
