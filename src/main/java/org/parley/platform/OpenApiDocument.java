package org.parley.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The OpenAPI document of {@code META-INF/openapi.yaml}, as it was written and as JSON.
 *
 * <p>The servers make a document of their own out of the same file, each in its own version of the format
 * (decision 0009); this one is the same everywhere. The build makes the JSON.
 */
final class OpenApiDocument {
    private static final String YAML_SERVER = "servers:\n  - url: ";
    private static final String JSON_SERVER = "\"servers\":[{\"url\":\"";

    private OpenApiDocument() {}

    /** The document as it was written. */
    static String yaml() {
        return text("META-INF/openapi.yaml");
    }

    /** The same document in JSON. */
    static String json() {
        return text("META-INF/parley/openapi.json");
    }

    /**
     * The document of an application that lies under a path.
     *
     * @param context the context path, empty for the root
     * @param json whether in JSON
     */
    static String under(String context, boolean json) {
        String document = json ? json() : yaml();
        String server = json ? JSON_SERVER : YAML_SERVER;
        return context.isEmpty() ? document : document.replace(server + "/", server + context);
    }

    private static String text(String resource) {
        try (InputStream in = OpenApiDocument.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
