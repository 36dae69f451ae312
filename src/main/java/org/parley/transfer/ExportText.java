package org.parley.transfer;

import jakarta.json.stream.JsonParser.Event;
import java.util.Optional;
import java.util.Set;
import org.parley.formats.Formats;

/** One text of an export: a list, a single conversation, one conversation per line, or a dump of a browser's storage. */
final class ExportText {
    private final TextFile file;
    private final FileScan scan = new FileScan();
    private boolean wrapped;
    private boolean shareGpt;
    private int size;

    ExportText(TextFile file) {
        this.file = file;
    }

    /** How many entries it has, readable or not. */
    int size() {
        return size;
    }

    /** Why none of the entries can be imported; empty if one can be. */
    Optional<String> refusal() {
        return shareGpt ? Optional.empty() : scan.refusal();
    }

    /**
     * Validates all of it.
     *
     * @throws WrongFileException if it cannot be read to its end
     */
    void look() throws WrongFileException {
        ConversationFinder finder =
                new ConversationFinder((parser, first) -> scan.item(ConversationFinder.fields(parser, first)));
        boolean[] holdsMany = {false};
        int[] objects = {0};
        int roots = JsonRoots.read(file, (parser, first) -> {
            if (first == Event.START_OBJECT) {
                objects[0]++;
                Optional<Set<String>> fields = finder.wrapper(parser);
                fields.ifPresentOrElse(scan::item, () -> wrapped = true);
                holdsMany[0] |= fields.filter(Formats::holdsMany).isPresent();
            } else {
                wrapped = true;
                finder.value(parser, first);
            }
        });
        if (roots == 0) {
            throw new WrongFileException(file + " holds nothing but blanks; export the conversations again");
        }
        shareGpt = objects[0] == roots && scan.isShareGpt();
        if (roots > 1 && wrapped && !shareGpt) {
            throw new WrongFileException(file + " holds something after its list; import one export at a time");
        }
        wrapped &= !shareGpt;
        size = shareGpt ? roots : holdsMany[0] ? count() : scan.items();
    }

    /** Of an export in one object only its reader knows how many conversations are in it. */
    private int count() throws WrongFileException {
        int[] entries = {0};
        read(new EntryReader(entry -> entries[0]++));
        return entries[0];
    }

    /**
     * Passes on the entries in their order.
     *
     * @throws WrongFileException if it has changed since it was validated
     */
    void read(EntryReader entries) throws WrongFileException {
        ConversationFinder finder = new ConversationFinder(entries::add);
        JsonRoots.read(file, (parser, first) -> {
            if (first == Event.START_OBJECT && !wrapped) {
                entries.add(parser, first);
            } else {
                finder.value(parser, first);
            }
        });
    }
}
