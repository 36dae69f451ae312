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
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/**
 * The address of the style sheets, scripts and pictures: {@code /resources/v-VERSION}. The version is a hash over all of
 * them, so a browser may keep what it has for good and still sees every change. It is the same on all nodes that run
 * the same archive. Scripts import one another by relative paths and so inherit it.
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
     * Reads the files of this application once.
     *
     * @param context the application they belong to
     */
    @Inject
    public Assets(ServletContext context) {
        this.context = context;
        this.version = hashOfAll();
    }

    /** Where pages find them; without a slash at the end. */
    public String getPath() {
        return context.getContextPath() + ROOT + VERSION_PREFIX + version;
    }

    /** Where the symbols of the icons are; the name of one follows. */
    public String getIcons() {
        return getPath() + "/img/icons.svg#";
    }

    /** Whether the version in an address is the present one. */
    boolean isCurrent(String asked) {
        return version.equals(asked);
    }

    private String hashOfAll() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            addTo(digest, ROOT);
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
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
