package org.parley.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parley.security.Preferences;

/** The bundles of words have the same keys, and the pages, scripts and beans use all of them and no others. */
class WordsTest {
    private static final Path BUNDLES = Path.of("src/main/resources/org/parley/web");
    private static final List<Path> USERS =
            List.of(Path.of("src/main/webapp"), Path.of("src/main/java/org/parley/web"));
    private static final Pattern GAP = Pattern.compile("\\{\\d}");
    private static final Pattern PLURAL = Pattern.compile("\\.(one|other)$");

    /** {@code words['…']} and {@code wording.of('…'} in pages, {@code 'js.…'} in scripts, {@code wording.of("…"} in beans. */
    private static final Pattern USED =
            Pattern.compile("words\\['([^']+)']|wording\\.of\\(['\"]([^'\"]+)['\"]|'(js\\.[^']+)'");

    @ParameterizedTest
    @MethodSource("translations")
    void everyLanguageHasTheSameKeysWithTheSameGaps(String language) throws IOException {
        Properties english = bundle("");
        Properties other = bundle("_" + language);

        assertThat(other.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(gaps(other.getProperty(key)))
                    .as("%s in %s", key, language)
                    .isEqualTo(gaps(english.getProperty(key)));
            assertThat(other.getProperty(key)).as("%s in %s", key, language).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("translations")
    void aTranslationIsOneAndNotTheEnglishText(String language) throws IOException {
        Properties english = bundle("");
        Properties other = bundle("_" + language);

        assertThat(english.stringPropertyNames().stream()
                        .filter(key -> english.getProperty(key).length() > 12)
                        .filter(key -> english.getProperty(key).equals(other.getProperty(key)))
                        .filter(key -> GAP.matcher(english.getProperty(key))
                                .replaceAll("")
                                .matches(".*\\p{L}{7,}.*")))
                .isEmpty();
    }

    @Test
    void everyKeyIsUsedAndEveryUsedKeyIsThere() throws IOException {
        Set<String> keys = bundle("").stringPropertyNames().stream()
                .map(key -> PLURAL.matcher(key).replaceFirst(""))
                .collect(Collectors.toCollection(TreeSet::new));
        String sources = sources();
        Set<String> used = USED.matcher(sources)
                .results()
                .map(WordsTest::key)
                .map(key -> PLURAL.matcher(key).replaceFirst(""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(keys).as("used and not in words.properties").containsAll(used);
        assertThat(keys.stream()
                        .filter(key -> !sources.contains("'" + key + "'") && !sources.contains('"' + key + '"')))
                .as("in words.properties and used nowhere")
                .isEmpty();
    }

    @Test
    void aKeyWithOneFormOfAPluralHasTheOther() throws IOException {
        Set<String> keys = bundle("").stringPropertyNames();

        assertThat(keys.stream().filter(key -> key.endsWith(".one")))
                .isNotEmpty()
                .allMatch(key -> keys.contains(key.replaceFirst("one$", "other")));
    }

    @Test
    void gapsAreFilledOnceAndWhatFillsThemIsLeftAlone() {
        assertThat(Wording.fill("{0} of {1}, {0} {2} {", "{1}", 7)).isEqualTo("{1} of 7, {1} {2} {");
        assertThat(Wording.fill("It's {0}", "$1 'quoted'")).isEqualTo("It's $1 'quoted'");
    }

    static Stream<String> translations() {
        return Preferences.LANGUAGES.stream().skip(1);
    }

    private static String key(MatchResult used) {
        return Stream.of(1, 2, 3)
                .map(used::group)
                .filter(found -> found != null)
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> gaps(String text) {
        return GAP.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties bundle(String language) throws IOException {
        Properties words = new Properties();
        try (Reader reader = Files.newBufferedReader(BUNDLES.resolve("words" + language + ".properties"))) {
            words.load(reader);
        }
        return words;
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path root : USERS) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(path -> path.toString().matches(".*\\.(xhtml|js|java)"))
                        .toList()) {
                    all.append(Files.readString(file));
                }
            }
        }
        return all.toString();
    }
}
