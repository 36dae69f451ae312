package org.parley.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The conversations in a ZIP, also in one that holds another. Names in it are compared and never used as a path, so nothing is
 * written where they say.
 */
final class ZipTexts implements AutoCloseable {
    private static final int MAX_ENTRIES = 200_000;

    private final String name;
    private final ZipFile zip;
    private final Optional<Path> temporary;

    private ZipTexts(String name, ZipFile zip, Optional<Path> temporary) {
        this.name = name;
        this.zip = zip;
        this.temporary = temporary;
    }

    /**
     * Opens a ZIP.
     *
     * @throws WrongFileException if it is damaged or holds no JSON
     */
    static ZipTexts open(Path path) throws IOException, WrongFileException {
        ZipTexts outer = new ZipTexts(path.toString(), zipFile(path.toString(), path), Optional.empty());
        if (!outer.chosen().isEmpty()) {
            return outer;
        }
        try (outer) {
            return outer.inner();
        }
    }

    private static ZipFile zipFile(String name, Path path) throws IOException, WrongFileException {
        try {
            ZipFile zip = new ZipFile(path.toFile());
            if (zip.size() > MAX_ENTRIES) {
                zip.close();
                throw new WrongFileException(name + " holds more than " + MAX_ENTRIES + " files; import them in parts");
            }
            return zip;
        } catch (ZipException damaged) {
            throw new WrongFileException(
                    name + " is no whole ZIP (" + damaged.getMessage() + "); download or export it again");
        }
    }

    /** The texts, in the order of their names. */
    List<TextFile> texts() {
        return chosen().stream().map(this::text).toList();
    }

    private List<String> chosen() {
        return ExportSource.chosen(
                zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName));
    }

    private TextFile text(String entry) {
        return new TextFile(name + " (" + shown(entry) + ")", () -> unpacked(zip.getEntry(entry)));
    }

    private InputStream unpacked(ZipEntry entry) throws IOException {
        Optional<Long> checksum = Optional.of(entry.getCrc()).filter(crc -> crc >= 0);
        return new UnpackedStream(zip.getInputStream(entry), Math.max(1, entry.getCompressedSize()), checksum);
    }

    /** The only ZIP in this one; what is in a third is not looked at. */
    private ZipTexts inner() throws IOException, WrongFileException {
        List<? extends ZipEntry> zips = zip.stream()
                .filter(entry -> entry.getName().toLowerCase(Locale.ROOT).endsWith(".zip"))
                .toList();
        if (zips.size() != 1) {
            throw withoutJson(name);
        }
        String inside = name + " (" + shown(zips.get(0).getName()) + ")";
        Path unpacked = Files.createTempFile("parley-import", ".zip");
        try (InputStream in = unpacked(zips.get(0))) {
            Files.copy(in, unpacked, StandardCopyOption.REPLACE_EXISTING);
            ZipTexts inner = new ZipTexts(inside, zipFile(inside, unpacked), Optional.of(unpacked));
            if (inner.chosen().isEmpty()) {
                inner.close();
                throw withoutJson(inside);
            }
            return inner;
        } catch (IOException | WrongFileException | RuntimeException failed) {
            Files.deleteIfExists(unpacked);
            throw failed;
        }
    }

    private static WrongFileException withoutJson(String name) {
        return new WrongFileException(
                name + " is a ZIP without a JSON file; export the conversations, or name the file with them");
    }

    private static String shown(String entry) {
        return entry.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public void close() throws IOException {
        zip.close();
        if (temporary.isPresent()) {
            Files.deleteIfExists(temporary.get());
        }
    }
}
