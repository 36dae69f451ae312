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
import org.parley.intake.ImportedConversation;

/**
 * A file of conversations in the format of the old browser export or of the backend: a list, a single conversation, one
 * conversation per line, or inside a dump of the browser's storage.
 *
 * <p>The file is read twice: first to validate all of it, then to return one conversation after the other. Only one of
 * them is in memory at a time, whatever the size of the file; the text of a storage dump is one value and is read as a
 * whole (browsers limit it to about 10 MB).
 */
final class ExportFile {
    private final TextFile file;
    private final FileScan scan = new FileScan();
    private boolean wrapped;

    private ExportFile(TextFile file) {
        this.file = file;
    }

    /**
     * Validates the whole file.
     *
     * @throws WrongFileException if it cannot be read to its end or nothing in it can be imported
     */
    static ExportFile check(Path path) throws WrongFileException {
        ExportFile export = new ExportFile(new TextFile(path));
        export.look();
        Optional<String> refusal = export.scan.refusal();
        if (refusal.isPresent()) {
            throw new WrongFileException(path + ": " + refusal.get());
        }
        return export;
    }

    /** How many entries the file has, readable or not. */
    int size() {
        return scan.items();
    }

    /**
     * Passes on the entries in the order of the file.
     *
     * @throws WrongFileException if the file has changed since it was validated
     */
    void read(Consumer<Entry> reader) throws WrongFileException {
        Entries entries = new Entries(reader);
        ConversationFinder finder = new ConversationFinder(entries::add);
        JsonRoots.read(file, (parser, first) -> {
            if (first == Event.START_OBJECT && !wrapped) {
                entries.add(parser, first);
            } else {
                finder.value(parser, first);
            }
        });
    }

    private void look() throws WrongFileException {
        ConversationFinder finder =
                new ConversationFinder((parser, first) -> scan.item(ConversationFinder.fields(parser, first)));
        int roots = JsonRoots.read(file, (parser, first) -> {
            if (first == Event.START_OBJECT) {
                Optional<Set<String>> fields = finder.wrapper(parser);
                fields.ifPresentOrElse(scan::item, () -> wrapped = true);
            } else {
                wrapped = true;
                finder.value(parser, first);
            }
        });
        if (roots == 0) {
            throw new WrongFileException(file + " holds nothing but blanks; export the conversations again");
        }
        if (roots > 1 && wrapped) {
            throw new WrongFileException(file + " holds something after its list; import one export at a time");
        }
    }

    /** Turns JSON values into entries, and numbers identical conversations without ids in their order. */
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
                ConversationFinder.fields(parser, first);
                reader.accept(new Entry(
                        position,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("it is no conversation, not even an object"),
                        List.of()));
            }
        }

        private Entry entry(JsonObject object) {
            Optional<String> title = object.get("title") instanceof JsonString text
                    ? Optional.of(UnicodeText.visible(text.getString()))
                    : Optional.empty();
            Map<String, Integer> notes = new LinkedHashMap<>();
            try {
                if (!KnownFormats.isConversation(object.keySet())) {
                    throw new UnreadableConversationException(KnownFormats.foreign(object.keySet())
                            .map(KnownFormats::advice)
                            .orElse("it is no conversation: it has no messages"));
                }
                ImportedConversation read =
                        new ConversationReader(note -> notes.merge(note, 1, Integer::sum)).read(object);
                return new Entry(
                        position,
                        Optional.of(read.title()),
                        Optional.of(distinct(read)),
                        Optional.empty(),
                        counted(notes));
            } catch (UnreadableConversationException unreadable) {
                return new Entry(
                        position, title, Optional.empty(), Optional.of(unreadable.getMessage()), counted(notes));
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
