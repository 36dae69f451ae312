package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.parley.testing.Built;

/** Who made what the archive ships, and under which licence, is said in the archive. */
class ThirdPartyIT {
    private static final Pattern LIBRARY = Pattern.compile("WEB-INF/lib/(.+?)-\\d[^/]*\\.jar");
    private static final Pattern OF_PAGES = Pattern.compile("resources/lib/([^/]+/?).*");

    @Test
    void everyLibraryIsNamed() throws IOException {
        try (ZipFile war = new ZipFile(Built.war().toFile())) {
            String notices = text(war, "META-INF/THIRD-PARTY.md");
            List<String> shipped = war.stream()
                    .map(ZipEntry::getName)
                    .flatMap(name -> Stream.of(LIBRARY, OF_PAGES)
                            .map(pattern -> pattern.matcher(name))
                            .filter(Matcher::matches)
                            .map(match -> match.group(1)))
                    .distinct()
                    .toList();

            assertThat(shipped).contains("h2", "highlight.js", "mathjax/");
            assertThat(shipped).allSatisfy(name -> assertThat(notices).contains('`' + name + '`'));
            assertThat(text(war, "META-INF/LICENSE")).contains("Apache License");
        }
    }

    private static String text(ZipFile war, String name) throws IOException {
        return new String(war.getInputStream(war.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
