package org.parley.store;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parley.platform.Settings;

/**
 * The embedded store of this process, loaded from the library that lies beside the archive.
 *
 * <p>The archive does not contain the store, because a server with a MongoDB does not need its 6 MB. The library comes
 * from the class path if it is there (unit tests), otherwise from the folder that {@value #LIBRARY_KEY} names. A
 * library from a folder gets its own class loader over the JDK alone, because Payara Micro brings another version of
 * H2.
 */
final class EmbeddedStore implements AutoCloseable {
    /** The key of the setting that names the folder with the library's jar files. */
    static final String LIBRARY_KEY = "PARLEY_EMBEDDED_LIBRARY";

    private static final String STORE = "org.parley.embedded.EmbeddedMongo";

    private final Library library;
    private final AutoCloseable store;

    private EmbeddedStore(Library library, AutoCloseable store) {
        this.library = library;
        this.store = store;
    }

    /**
     * Finds the library.
     *
     * @throws IllegalStateException if it is neither on the class path nor in a folder; the message says where it is
     */
    static Library library(Settings settings) {
        try {
            return new Library(Class.forName(STORE));
        } catch (ClassNotFoundException notOnTheClassPath) {
            return new Library(inFolder(settings));
        }
    }

    /** The URI that drivers on this machine connect to. */
    String uri() {
        return (String) library.call("uri", store);
    }

    @Override
    public void close() {
        library.call("close", store);
    }

    /** The store's class, whose loader lives as long as the store. */
    record Library(Class<?> type) {
        /**
         * Opens the store in a directory, which is created when it is missing.
         *
         * @throws IllegalStateException if another process, or this one, has it open already
         * @throws UncheckedIOException if the directory or its files cannot be used
         */
        EmbeddedStore open(Path directory) {
            return new EmbeddedStore(this, (AutoCloseable) call("open", null, directory));
        }

        /** The URI of the store that another process holds open in a directory; it may not answer yet, or no longer. */
        Optional<String> runningAt(Path directory) {
            Optional<?> uri = (Optional<?>) call("runningAt", null, directory);
            return uri.map(String.class::cast);
        }

        private Object call(String method, Object target, Path... argument) {
            Class<?>[] types = argument.length == 0 ? new Class<?>[0] : new Class<?>[] {Path.class};
            try {
                return type.getMethod(method, types).invoke(target, (Object[]) argument);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof RuntimeException refused
                        ? refused
                        : new IllegalStateException(e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("The library of the embedded store is of another version", e);
            }
        }
    }

    private static Class<?> inFolder(Settings settings) {
        String folder = settings.text(LIBRARY_KEY)
                .orElseThrow(() -> missing("is not set: it takes the folder with the library's jar files"));
        List<URL> jars = jars(Path.of(folder));
        try {
            // Stays open until the process ends: the store loads classes while it runs.
            @SuppressWarnings("resource")
            URLClassLoader loader = new URLClassLoader(
                    "embedded store", jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
            return Class.forName(STORE, true, loader);
        } catch (ClassNotFoundException e) {
            throw missing("is '" + folder + "', which does not hold the library");
        }
    }

    private static List<URL> jars(Path folder) {
        List<URL> jars = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
                for (Path file : files) {
                    jars.add(file.toUri().toURL());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return jars;
    }

    private static IllegalStateException missing(String setting) {
        return new IllegalStateException("MONGODB_URI=embedded:… needs the embedded store, which the archive does not"
                + " contain, and " + LIBRARY_KEY + " " + setting + ". mvn package puts them into embedded"
                + File.separator + "target" + File.separator + "library; bin/parley sets this by itself.");
    }
}
