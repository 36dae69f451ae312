package org.parley.transfer;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.parley.conversation.ImportedConversation;

/**
 * A file of conversations: the old browser export or the backend's format, as a list, as a single conversation, as one
 * conversation per line, or inside a dump of the browser's storage.
 *
 * <p>It is read twice: to see that all of it is what it should be, then to hand out one conversation after the other.
 * Only one of them is in memory at a time, whatever the size of the file; the text of a storage dump is one value and
 * is read as a whole (browsers keep at most some 10 MB there).
 */
final class ExportFile {
    private final TextFile file;
    private final Outline outline = new Outline();
    private boolean wrapped;

    private ExportFile(TextFile file) {
        this.file = file;
    }

    /**
     * Reads the whole file once.
     *
     * @throws WrongFileException if it cannot be read to its end or none of it can be imported
     */
    static ExportFile check(Path path) throws WrongFileException {
        ExportFile export = new ExportFile(new TextFile(path));
        export.look();
        Optional<String> refusal = export.outline.refusal();
        if (refusal.isPresent()) {
            throw new WrongFileException(path + ": " + refusal.get());
        }
        return export;
    }

    /** How many entries the file has, readable or not. */
    int size() {
        return outline.items();
    }

    /**
     * Hands out the entries in the order of the file.
     *
     * @throws WrongFileException if the file is no longer what it was when it was checked
     */
    void read(Consumer<Entry> reader) throws WrongFileException {
        Entries entries = new Entries(reader);
        Walk walk = new Walk(entries::add);
        JsonRoots.read(file, (parser, first) -> {
            if (first == Event.START_OBJECT && !wrapped) {
                entries.add(parser, first);
            } else {
                walk.value(parser, first);
            }
        });
    }

    private void look() throws WrongFileException {
        Walk walk = new Walk((parser, first) -> outline.item(Walk.fields(parser, first)));
        int roots = JsonRoots.read(file, (parser, first) -> {
            if (first == Event.START_OBJECT) {
                Optional<Set<String>> fields = walk.wrapper(parser);
                fields.ifPresentOrElse(outline::item, () -> wrapped = true);
            } else {
                wrapped = true;
                walk.value(parser, first);
            }
        });
        if (roots == 0) {
            throw new WrongFileException(file + " holds nothing but blanks; export the conversations again");
        }
        if (roots > 1 && wrapped) {
            throw new WrongFileException(file + " holds something after its list; import one export at a time");
        }
    }

    /** Makes entries of JSON values and tells identical conversations without ids apart by their order. */
    private static final class Entries {
        private final Consumer<Entry> reader;
        private final Map<String, Integer> contentIds = new HashMap<>();
        private int position;

        Entries(Consumer<Entry> reader) {
            this.reader = reader;
        }

        void add(JsonParser parser, Event first) {
            position++;
            if (first == Event.START_OBJECT) {
                reader.accept(entry(parser.getObject()));
            } else {
                Walk.fields(parser, first);
                reader.accept(new Entry(position, null, null, "it is no conversation, not even an object", List.of()));
            }
        }

        private Entry entry(JsonObject object) {
            String title =
                    object.get("title") instanceof JsonString text ? UnicodeText.visible(text.getString()) : null;
            Map<String, Integer> notes = new LinkedHashMap<>();
            try {
                if (!Signature.conversation(object.keySet())) {
                    throw new UnreadableConversationException(Signature.foreign(object.keySet())
                            .map(Signature::advice)
                            .orElse("it is no conversation: it has no messages"));
                }
                ImportedConversation read =
                        new ConversationReader(note -> notes.merge(note, 1, Integer::sum)).read(object);
                return new Entry(position, read.title(), distinct(read), null, counted(notes));
            } catch (UnreadableConversationException unreadable) {
                return new Entry(position, title, null, unreadable.getMessage(), counted(notes));
            }
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
}
