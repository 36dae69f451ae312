package org.parley.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.platform.ProblemException;
import org.parley.platform.Settings;

/** What is said without a Chromium, and of one that makes no PDF. */
class PdfPrinterTest {
    @TempDir
    private Path directory;

    @Test
    void withoutChromiumItSaysWhatToDo() {
        assertThatThrownBy(printer("none")::require)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(406))
                .hasMessageContaining("PARLEY_CHROMIUM");
    }

    @Test
    void aPathThatCannotBeRunIsRefused() {
        assertThatThrownBy(() -> printer("/nowhere/chromium"))
                .hasMessageContaining("PARLEY_CHROMIUM is '/nowhere/chromium'");
    }

    @Test
    void oneThatMakesNothingIsReportedAndLeavesNoFile() throws IOException {
        Path html = Files.writeString(directory.resolve("a.html"), "<p>Hello");
        long before = leftOver();

        assertThatThrownBy(() -> printer("/bin/true").print(html)).hasMessageContaining("made no PDF");
        assertThat(leftOver()).isEqualTo(before);
    }

    private static PdfPrinter printer(String chromium) {
        return new PdfPrinter(
                new Settings(key -> key.equals("PARLEY_CHROMIUM") ? Optional.of(chromium) : Optional.empty()));
    }

    private static long leftOver() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("parley-(print|export).*"))
                    .count();
        }
    }
}
