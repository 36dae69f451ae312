package org.parley.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packed exports, as programs hand them out and as somebody hostile makes them. */
class ExportSourceTest {
    @TempDir
    Path directory;

    @Test
    void theConversationsOfAZipAreReadAndWhatIsBesideThemIsNot() throws Exception {
        Path zip = zip(entries(
                "export/user.json", "{\"id\": 1}",
                "export/conversations-001.json", list("second"),
                "export/conversations-000.json", list("first"),
                "export/chat.html", "<html>",
                "export/conversations/", ""));

        assertThat(titles(zip)).containsExactly("first", "second");
    }

    @Test
    void withoutANameThatSaysSoEveryJsonFileIsLookedAt() throws Exception {
        Path zip = zip(entries(
                "a.json", list("a"), "b.jsonl", conversation("b") + "\n" + conversation("c"), "notes.json", "[]"));

        assertThat(titles(zip)).containsExactly("a", "b", "c");
    }

    @Test
    void aZipInAZipIsOpenedOnce() throws Exception {
        byte[] inner = bytes(entries("conversations.json", list("inside")));
        byte[] middle = zipped("inner.zip", inner);

        assertThat(titles(write(zipped("export.zip", inner)))).containsExactly("inside");
        refused(write(zipped("outer.zip", middle)), "without a JSON file");
    }

    @Test
    void gzipIsToldByItsContent() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(out)) {
            packed.write(list("packed").getBytes(StandardCharsets.UTF_8));
        }

        assertThat(titles(write(out.toByteArray()))).containsExactly("packed");
    }

    @Test
    void aFolderIsReadAsAZipOfItWouldBe() throws Exception {
        Files.writeString(directory.resolve("conversations-001.json"), list("second"));
        Files.writeString(directory.resolve("conversations-000.json"), list("first"));
        Files.writeString(directory.resolve("users.json"), "[{\"uuid\": \"u\"}]");

        assertThat(titles(directory)).containsExactly("first", "second");
    }

    @Test
    void whatUnpacksToFarMoreThanItsSizeIsRefused() throws Exception {
        Path zip = directory.resolve("bomb.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("conversations.json"));
            out.write('[');
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 64; i++) {
                out.write(blanks);
            }
            out.write(']');
        }
        assertThat(Files.size(zip)).isLessThan(1 << 20);

        refused(zip, "200 times its size");
    }

    @Test
    void aDamagedZipIsRefusedWherever() throws Exception {
        byte[] whole = bytes(entries("conversations.json", list("title")));
        byte[] stored = stored("conversations.json", list("title"));

        for (int length = 4; length < whole.length; length += 9) {
            byte[] cut = Arrays.copyOf(whole, length);
            refused(write(cut), "no whole ZIP");
        }
        stored[new String(stored, StandardCharsets.ISO_8859_1).indexOf("title\": \"title") + 10] = 'X';
        refused(write(stored), "checksum");
    }

    @Test
    void namesLeadNowhere() throws Exception {
        Path zip = zip(entries("../../etc/conversations.json", list("a"), "/conversations.json", list("b")));

        assertThat(titles(zip)).containsExactlyInAnyOrder("a", "b");
        assertThat(directory.resolve("../../etc/conversations.json")).doesNotExist();
    }

    private void refused(Path file, String why) {
        assertThatExceptionOfType(WrongFileException.class)
                .isThrownBy(() -> titles(file))
                .withMessageContaining(why);
    }

    private static List<String> titles(Path path) throws WrongFileException {
        return Exports.entries(path).stream()
                .map(entry -> entry.title().orElseThrow())
                .toList();
    }

    private static String list(String title) {
        return "[" + conversation(title) + "]";
    }

    private static String conversation(String title) {
        return "{\"id\": \"" + title + "\", \"title\": \"" + title + "\", \"mapping\": {}}";
    }

    private static Map<String, byte[]> entries(String... namesAndTexts) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            entries.put(namesAndTexts[i], namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return entries;
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        return write(bytes(entries));
    }

    private static byte[] zipped(String name, byte[] content) throws IOException {
        return bytes(Map.of(name, content));
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(directory, "export", ".bin"), content);
    }

    private static byte[] bytes(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] stored(String name, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.setLevel(0);
            out.putNextEntry(new ZipEntry(name));
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
