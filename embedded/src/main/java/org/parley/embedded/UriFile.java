package org.parley.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The file {@code mongodb.uri} in the store's directory, which holds the address of the running store. */
final class UriFile {
    private final Path file;

    UriFile(Path dir) {
        file = dir.resolve("mongodb.uri");
    }

    /** Replaces the file atomically, so that no process reads an incomplete URI. */
    void write(String uri) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        PrivateFiles.createFile(next);
        Files.writeString(next, uri);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Optional<String> read() {
        try {
            return Optional.of(Files.readString(file).strip()).filter(uri -> !uri.isEmpty());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
