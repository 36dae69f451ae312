package org.parley.transfer;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Export files for the tests: hand-written files, and small generated ones. */
final class Exports {
    private Exports() {}

    static Path fixture(String name) {
        try {
            return Path.of(Exports.class.getResource("/transfer/" + name).toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Path file(Path directory, String json) throws IOException {
        return file(directory, json, StandardCharsets.UTF_8);
    }

    static Path file(Path directory, String json, Charset charset) throws IOException {
        return Files.write(Files.createTempFile(directory, "export", ".json"), json.getBytes(charset));
    }

    static List<Entry> entries(Path file) throws WrongFileException {
        List<Entry> entries = new ArrayList<>();
        try (ExportFile export = ExportFile.check(file)) {
            export.read(entries::add);
        }
        return entries;
    }
}
