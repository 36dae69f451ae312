package org.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * {@code docs/asvs.csv} lists the requirements of the OWASP Application Security Verification Standard 5.0.0 in its chapters
 * 6 (authentication) and 7 (sessions) of the levels 1 and 2, each with the tests that show it.
 */
class AsvsTest {
    private static final String LIST = "docs/asvs.csv";
    private static final Path TESTS = Path.of("src/test/java");

    /** Section and number of requirements of levels 1 and 2, which are the first in each section. */
    private static final List<String> SECTIONS = List.of(
            "6.1 3", "6.2 12", "6.3 4", "6.4 4", "6.5 5", "6.6 3", "6.8 4", "7.1 3", "7.2 4", "7.3 2", "7.4 5", "7.5 2",
            "7.6 2");

    @Test
    void hasEveryRequirementOnce() throws IOException {
        Stream<String> expected = SECTIONS.stream()
                .map(section -> section.split(" "))
                .flatMap(section -> IntStream.rangeClosed(1, Integer.parseInt(section[1]))
                        .mapToObj(number -> section[0] + "." + number));

        assertThat(Files.readAllLines(Path.of(LIST)).stream().skip(1).map(line -> line.split(",", 2)[0]))
                .containsExactlyElementsOf(expected.toList());
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(files = LIST, useHeadersInDisplayName = true)
    void saysHowItIsMetAndWhichTestsShowIt(String id, int level, String status, String how, String tests) {
        assertThat(level).isBetween(1, 2);
        assertThat(how).endsWith(".");
        if (status.equals("does not apply")) {
            assertThat(tests).isNull();
            return;
        }
        assertThat(status).isIn("met", "partly");
        assertThat(tests).isNotNull();
        for (String test : tests.split(" ")) {
            String[] classAndMethod = test.split("#");
            assertThat(source(classAndMethod[0])).as(test).contains("void " + classAndMethod[1] + "(");
        }
    }

    private static String source(String className) {
        try (Stream<Path> files = Files.walk(TESTS)) {
            Path file = files.filter(path -> path.endsWith(className + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("There is no test " + className));
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
