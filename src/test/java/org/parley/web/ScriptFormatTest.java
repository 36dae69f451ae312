package org.parley.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our own scripts have the format that Prettier gives them. Prettier comes as a webjar and runs on the Node.js that
 * Playwright brings for the browser tests, so a machine needs neither. To format instead of to check:
 * {@code mvn test -Dtest=ScriptFormatTest -Dprettier=--write -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class ScriptFormatTest {
    private static final String JAR_ENTRY = "META-INF/maven/org.webjars.npm/prettier/pom.properties";
    private static final String FILES = "META-INF/resources/webjars/prettier";

    @TempDir
    private Path directory;

    @Test
    void everyScriptIsFormatted() throws IOException, InterruptedException {
        Result result = prettier("src/main/webapp/resources/js", System.getProperty("prettier", "--check"));

        assertThat(result.status()).as(result.output()).isZero();
    }

    @Test
    void aScriptInAnotherFormatIsFound() throws IOException, InterruptedException {
        Path script = Files.writeString(directory.resolve("x.js"), "const a = \"b\"\n");

        Result result = prettier(script.toString(), "--check");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).contains("x.js");
    }

    private Result prettier(String files, String option) throws IOException, InterruptedException {
        Driver driver = Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false);
        String node = driver.createProcessBuilder().command().get(0);
        Process process = new ProcessBuilder(
                        node, unpacked().resolve("bin/prettier.cjs").toString(), option, files)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private Path unpacked() throws IOException {
        URL entry = ScriptFormatTest.class.getClassLoader().getResource(JAR_ENTRY);
        Path jar = Path.of(
                ((JarURLConnection) entry.openConnection()).getJarFileURL().getPath());
        try (FileSystem zip = FileSystems.newFileSystem(jar);
                Stream<Path> versions = Files.list(zip.getPath(FILES))) {
            Path version = versions.findFirst().orElseThrow();
            List<Path> files;
            try (Stream<Path> all = Files.walk(version)) {
                files = all.filter(Files::isRegularFile).toList();
            }
            for (Path file : files) {
                Path target = directory.resolve(version.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return directory;
    }

    private record Result(int status, String output) {}
}
