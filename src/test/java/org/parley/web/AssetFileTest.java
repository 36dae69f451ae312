package org.parley.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class AssetFileTest {
    private static final byte[] SOURCE =
            "/** Says ü. */\nimport { a } from './a.js';\n\n  a();\n".getBytes(StandardCharsets.UTF_8);

    @Test
    void textIsSentAsItIsOrCompressed() throws IOException {
        AssetFile file = AssetFile.of("/resources/js/x.js", SOURCE);

        assertThat(file.plain()).isEqualTo(SOURCE);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(file.zipped())).readAllBytes())
                .isEqualTo(SOURCE);
    }

    @Test
    void theTypeFollowsFromTheName() {
        assertThat(AssetFile.of("x.js", SOURCE).type()).isEqualTo("text/javascript;charset=UTF-8");
        assertThat(AssetFile.of("x.css", SOURCE).type()).isEqualTo("text/css;charset=UTF-8");
        assertThat(AssetFile.of("x.svg", SOURCE).type()).isEqualTo("image/svg+xml;charset=UTF-8");
    }

    @Test
    void filesThatAreNotTextAreLeftToTheServer() {
        assertThat(AssetFile.of("/resources/img/a.png", new byte[] {1})).isNull();
    }
}
