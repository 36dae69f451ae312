package org.parley.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The texts that a path leads to: a file, packed or not, or a folder or ZIP of them. What it is is told by its content, not by
 * its name.
 */
final class ExportSource implements AutoCloseable {
    /** What programs call the file with the conversations; the files beside it are about other things. */
    private static final Pattern CONVERSATIONS = Pattern.compile("conversations(-\\d+)?\\.json");

    private static final List<String> ENDINGS = List.of(".json", ".jsonl", ".ndjson");

    private final List<TextFile> texts;
    private final AutoCloseable archive;

    private ExportSource(List<TextFile> texts, AutoCloseable archive) {
        this.texts = texts;
        this.archive = archive;
    }

    /**
     * Opens a path. Whoever does so closes it.
     *
     * @throws WrongFileException if there is nothing readable
     */
    static ExportSource open(Path path) throws WrongFileException {
        if (!Files.exists(path)) {
            throw new WrongFileException(path + " does not exist; check the name");
        }
        if (!Files.isReadable(path)) {
            throw new WrongFileException(path + " cannot be read; check its permissions");
        }
        try {
            return Files.isDirectory(path) ? folder(path) : file(path);
        } catch (IOException failed) {
            throw new WrongFileException(path + " cannot be read: " + failed.getMessage());
        }
    }

    /** The texts, in the order in which they are imported. */
    List<TextFile> texts() {
        return texts;
    }

    /** Of many names those that hold conversations: those that are called so, else all that can be JSON. */
    static List<String> chosen(Stream<String> names) {
        List<String> all = names.filter(name -> ENDINGS.stream().anyMatch(lastPart(name)::endsWith))
                .sorted()
                .toList();
        List<String> called = all.stream()
                .filter(name -> CONVERSATIONS.matcher(lastPart(name)).matches())
                .toList();
        return called.isEmpty() ? all : called;
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    private static ExportSource folder(Path path) throws IOException, WrongFileException {
        List<String> names;
        try (Stream<Path> files = Files.list(path)) {
            names = chosen(files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString()));
        }
        if (names.isEmpty()) {
            throw new WrongFileException(path + " is a directory without a JSON file; name the exported file");
        }
        return new ExportSource(
                names.stream().map(path::resolve).map(ExportSource::plain).toList(), () -> {});
    }

    private static ExportSource file(Path path) throws IOException, WrongFileException {
        if (!Files.isRegularFile(path)) {
            throw new WrongFileException(path + " is not a regular file; save the export to one, it is read twice");
        }
        byte[] head;
        try (InputStream in = Files.newInputStream(path)) {
            head = in.readNBytes(4);
        }
        if (head.length == 0) {
            throw new WrongFileException(path + " is empty; export the conversations again");
        }
        if (head.length > 1 && head[0] == 'P' && head[1] == 'K') {
            ZipTexts zip = ZipTexts.open(path);
            return new ExportSource(zip.texts(), zip);
        }
        if (head.length > 1 && head[0] == 0x1f && head[1] == (byte) 0x8b) {
            return new ExportSource(List.of(gzip(path)), () -> {});
        }
        return new ExportSource(List.of(plain(path)), () -> {});
    }

    private static TextFile plain(Path path) {
        return new TextFile(path.toString(), () -> Files.newInputStream(path));
    }

    private static TextFile gzip(Path path) {
        return new TextFile(
                path.toString(),
                () -> new UnpackedStream(new GZIPInputStream(Files.newInputStream(path), 1 << 16), Files.size(path)));
    }

    @Override
    public void close() {
        try {
            archive.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
