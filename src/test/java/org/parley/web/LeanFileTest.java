package org.parley.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class LeanFileTest {
    private static final Path SCRIPTS = Path.of("src/main/webapp/resources/js");
    private static final int MOST_SCRIPT_BYTES = 40_000;

    @Test
    void commentsOnLinesOfTheirOwnAreLeftOutAndNothingElse() throws IOException {
        String source = """
                /** Says ü. */
                import { a } from './a.js';
                  // Why.
                const url = 'https://x/*'; // beside it stays
                  /* two
                     lines */
                const text = '*/ //';
                """;

        LeanFile lean = LeanFile.of("/resources/js/x.js", source.getBytes(StandardCharsets.UTF_8));

        assertThat(lean.type()).isEqualTo("text/javascript;charset=UTF-8");
        assertThat(new String(lean.plain(), StandardCharsets.UTF_8)).isEqualTo("""
                import { a } from './a.js';
                const url = 'https://x/*'; // beside it stays
                const text = '*/ //';
                """);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(lean.zipped())).readAllBytes())
                .isEqualTo(lean.plain());
    }

    @Test
    void codeBetweenCommentsAndTheNameOfAnAuthorStay() {
        String source = """
                /*! (c) A. Author
                 */
                /* one */ go();
                /* two **/
                """;

        LeanFile lean = LeanFile.of("/resources/lib/x.js", source.getBytes(StandardCharsets.UTF_8));

        assertThat(new String(lean.plain(), StandardCharsets.UTF_8)).isEqualTo("""
                /*! (c) A. Author
                 */
                /* one */ go();
                """);
    }

    @Test
    void indentationIsLeftOutUnlessATextGoesOverLines() {
        assertThat(plain("/resources/js/x.js", "if (a) {\n  go();\n\n\tcome(`a  b`);\n}\n"))
                .isEqualTo("if (a) {\ngo();\ncome(`a  b`);\n}\n");
        for (String text : List.of("const a = `one\n\n  two`;\n", "const a = 'one\\\n  two';\n")) {
            assertThat(plain("/resources/js/x.js", text)).isEqualTo(text);
        }
        assertThat(plain("/resources/lib/x.js", "a\n  b\n")).isEqualTo("a\n  b\n");
    }

    @Test
    void whatIsNoTextIsLeftAlone() {
        assertThat(LeanFile.of("/resources/img/a.png", new byte[] {1})).isNull();
    }

    @Test
    void allScriptsOfOurOwnTogetherStaySmall() throws IOException {
        List<Path> scripts;
        try (Stream<Path> files = Files.walk(SCRIPTS)) {
            scripts = files.filter(file -> file.toString().endsWith(".js")).toList();
        }
        int bytes = 0;
        for (Path script : scripts) {
            bytes += LeanFile.of(script.toString(), Files.readAllBytes(script)).zipped().length;
        }

        assertThat(scripts).hasSizeGreaterThan(20);
        assertThat(bytes).isLessThan(MOST_SCRIPT_BYTES);
    }

    private static String plain(String name, String text) {
        return new String(
                LeanFile.of(name, text.getBytes(StandardCharsets.UTF_8)).plain(), StandardCharsets.UTF_8);
    }
}
