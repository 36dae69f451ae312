package org.parley.platform;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of this application, which the OpenAPI document names. */
public final class Version {
    /** Such as {@code 0.1.0}. */
    public static final String CURRENT = read(OpenApiDocument.yaml());

    private Version() {}

    private static String read(String document) {
        Matcher line = Pattern.compile("(?m)^  version: (\\S+)$").matcher(document);
        if (!line.find()) {
            throw new IllegalStateException("The OpenAPI document names no version");
        }
        return line.group(1);
    }
}
