package org.parley.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.parley.platform.Sha256;
import org.parley.security.Preferences;

/**
 * The address of the style sheets, scripts and pictures: {@code /resources/v-VERSION}. The version is a hash over all of
 * them and the words of {@link Wording#later}, so a browser may cache each file forever and still sees every change. All nodes with the same archive have the
 * same version. Scripts import one another by relative paths, so their addresses contain it too.
 */
@Named
@ApplicationScoped
public class Assets {
    static final String ROOT = "/resources/";
    static final String VERSION_PREFIX = "v-";

    private static final int VERSION_LENGTH = 12;

    private final ServletContext context;
    private final String version;

    /** For the client proxy. */
    protected Assets() {
        context = null;
        version = null;
    }

    /**
     * Reads all files once.
     *
     * @param context the application they belong to
     */
    @Inject
    public Assets(ServletContext context) {
        this.context = context;
        this.version = hashOfAll();
    }

    /** The address of the files, without a slash at its end. */
    public String getPath() {
        return context.getContextPath() + ROOT + VERSION_PREFIX + version;
    }

    /** The address of the icons; append the name of one. */
    public String getIcons() {
        return getPath() + "/img/icons.svg#";
    }

    /** Whether this is the current version. */
    boolean isCurrent(String asked) {
        return version.equals(asked);
    }

    private String hashOfAll() {
        try {
            MessageDigest digest = Sha256.digest();
            addTo(digest, ROOT);
            for (String language : Preferences.LANGUAGES) {
                digest.update(Wording.later(language));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addTo(MessageDigest digest, String directory) throws IOException {
        Set<String> paths = context.getResourcePaths(directory);
        for (String path : new TreeSet<>(paths == null ? Set.of() : paths)) {
            if (path.endsWith("/")) {
                addTo(digest, path);
            } else {
                try (InputStream in = context.getResourceAsStream(path)) {
                    digest.update(path.getBytes(StandardCharsets.UTF_8));
                    digest.update(in.readAllBytes());
                }
            }
        }
    }
}
