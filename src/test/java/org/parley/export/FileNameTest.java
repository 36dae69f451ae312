package org.parley.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.parley.testing.Rows;

/** Names of files that are made of titles. */
class FileNameTest {
    @Rows({
        "My chat              | My chat",
        "Grüße aus 東京 🙂      | Grüße aus 東京 🙂",
        "../../etc/passwd     | etc passwd",
        "C:\\Windows\\a?b*c<d> | C Windows a b c d",
        "CON                  | _CON",
        "lpt1.txt             | _lpt1.txt",
        "console              | console",
        "...                  | conversation",
        "a\u202Egnp.exe       | a gnp.exe",
        "a\u0000b\nc          | a b c"
    })
    void aNameIsSafeOnEverySystem(String title, String name) {
        assertThat(FileName.of(title)).isEqualTo(name);
    }

    @Test
    void aLongTitleIsCutBetweenCharacters() {
        assertThat(FileName.of("🙂".repeat(200))).isEqualTo("🙂".repeat(80));
        assertThat(FileName.of("")).isEqualTo("conversation");
    }

    @Test
    void theHeaderHasItInFullAndInAscii() {
        assertThat(FileName.disposition("Größe \"x\"; 東", "md"))
                .isEqualTo(
                        "attachment; filename=\"Gro_e _x__ _.md\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%22x%22%3B%20%E6%9D%B1.md");
    }
}
