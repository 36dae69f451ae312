package org.parley.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Empties and copies directories with all their contents, which {@link Files} does not. */
public final class Directories {
    private Directories() {}

    /** Creates the directory, without anything that an earlier run left in it. */
    static Path emptied(Path directory) {
        try {
            if (Files.exists(directory)) {
                for (Path each :
                        below(directory).sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void copy(Path from, Path to) throws IOException {
        for (Path each : below(from).toList()) {
            Path copy = to.resolve(from.relativize(each));
            Files.createDirectories(copy.getParent());
            Files.copy(each, copy);
        }
    }

    private static Stream<Path> below(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return List.copyOf(all.toList()).stream();
        }
    }
}
