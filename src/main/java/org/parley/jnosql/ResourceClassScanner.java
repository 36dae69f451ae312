package org.parley.jnosql;

import jakarta.data.repository.DataRepository;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jnosql.mapping.metadata.ClassScanner;

/**
 * Lists the entities and repositories for JNoSQL, from {@code META-INF/parley/entities}, {@code embeddables} and {@code
 * repositories}: one class name per line. A new collection adds its entity and its repository there.
 *
 * <p>JNoSQL's own scanner reads the server's whole class path at start, which takes seconds and hundreds of megabytes
 * and finds nothing more. {@code EntityListTest} compares the lists with the annotated classes.
 */
public class ResourceClassScanner implements ClassScanner {
    static final String ENTITIES = "META-INF/parley/entities";
    static final String EMBEDDABLES = "META-INF/parley/embeddables";
    static final String REPOSITORIES = "META-INF/parley/repositories";

    @Override
    public Set<Class<?>> entities() {
        return listed(ENTITIES);
    }

    @Override
    public Set<Class<?>> embeddables() {
        return listed(EMBEDDABLES);
    }

    @Override
    public Set<Class<?>> repositories() {
        return listed(REPOSITORIES);
    }

    @Override
    public <T extends DataRepository<?, ?>> Set<Class<?>> repositories(Class<T> filter) {
        return repositories().stream().filter(filter::isAssignableFrom).collect(Collectors.toSet());
    }

    @Override
    public Set<Class<?>> repositoriesStandard() {
        return repositories();
    }

    @Override
    public Set<Class<?>> customRepositories() {
        return Set.of();
    }

    private static Set<Class<?>> listed(String resource) {
        ClassLoader loader = ResourceClassScanner.class.getClassLoader();
        try (InputStream in = loader.getResourceAsStream(resource)) {
            if (in == null) {
                return Set.of();
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .<Class<?>>map(name -> load(loader, name))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(ClassLoader loader, String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("META-INF/parley names a class that is not there: " + name, e);
        }
    }
}
