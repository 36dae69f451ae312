package org.parley.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The note in the store's directory that says on which port the running store listens: {@code mongodb.uri}. */
final class UriFile {
    private final Path file;

    UriFile(Path dir) {
        file = dir.resolve("mongodb.uri");
    }

    /** Replaces the note in one step; nobody reads half a URI. */
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
