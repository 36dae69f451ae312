package org.parley.transfer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An export of conversations: one text, or those of a folder or ZIP ({@link ExportSource}).
 *
 * <p>Each text is read twice: first to validate all of it, then to return one conversation after the other. Only one of
 * them is in memory at a time, whatever the size of the file; the text of a storage dump is one value and is read as a
 * whole (browsers limit it to about 10 MB), and so are the exports of LobeChat and chatbot-ui.
 */
final class ExportFile implements AutoCloseable {
    private final ExportSource source;
    private final List<ExportText> texts = new ArrayList<>();

    private ExportFile(ExportSource source) {
        this.source = source;
    }

    /**
     * Validates the whole export. Whoever does so closes it.
     *
     * @throws WrongFileException if it cannot be read to its end or nothing in it can be imported
     */
    static ExportFile check(Path path) throws WrongFileException {
        ExportFile export = new ExportFile(ExportSource.open(path));
        try {
            export.look();
            return export;
        } catch (WrongFileException | RuntimeException failed) {
            export.close();
            throw failed;
        }
    }

    /** A text without conversations beside others that have some is about something else. */
    private void look() throws WrongFileException {
        WrongFileException refusal = null;
        for (TextFile file : source.texts()) {
            ExportText text = new ExportText(file);
            text.look();
            Optional<String> why = text.refusal();
            if (why.isEmpty()) {
                texts.add(text);
            } else if (refusal == null) {
                refusal = new WrongFileException(file + ": " + why.get());
            }
        }
        if (texts.isEmpty()) {
            throw refusal;
        }
    }

    /** How many entries the export has, readable or not. */
    int size() {
        return texts.stream().mapToInt(ExportText::size).sum();
    }

    /**
     * Passes on the entries in the order of the export.
     *
     * @throws WrongFileException if a file has changed since it was validated
     */
    void read(Consumer<Entry> reader) throws WrongFileException {
        EntryReader entries = new EntryReader(reader);
        for (ExportText text : texts) {
            text.read(entries);
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
