package org.parley.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.json.Json;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.platform.ProblemException;
import org.parley.store.ListKeys;

class FilingTest {
    private static final Filing FILED = new Filing(List.of("Straße", "日本"), Optional.of("p"), true);

    @Test
    void tagsDifferNotByCaseAndTheFirstSpellingStays() {
        assertThat(tags("[\" Work \", \"work\", \"STRASSE\", \"Straße\", \"Caf\u00e9\", \"cafe\u0301\"]"))
                .containsExactly("Work", "STRASSE", "Café");
        assertThat(FILED.tagged("strasse")).isEqualTo(FILED);
        assertThat(FILED.untagged("STRASSE").tags()).containsExactly("日本");
    }

    @Test
    void aTagThatIsRenamedToAnotherOneBecomesOneWithIt() {
        Filing filing = new Filing(List.of("a", "b", "c"), Optional.empty(), false);

        assertThat(filing.renamed("A", "C").tags()).containsExactly("C", "b");
        assertThat(filing.renamed("a", "A").tags()).containsExactly("A", "b", "c");
        assertThat(filing.renamed("x", "y")).isEqualTo(filing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tags\": \"a\"}",
                "{\"tags\": [1]}",
                "{\"tags\": [\"\"]}",
                "{\"tags\": [\"  \"]}",
                "{\"tags\": [\"a\\u0000b\"]}",
                "{\"tags\": [\"a\\nb\"]}",
                "{\"tags\": [\"a\\u2028b\"]}",
                "{\"tags\": {}}",
                "{\"tags\": true}",
                "{\"pinned\": \"true\"}",
                "{\"pinned\": 1}",
                "{\"project_id\": 1}",
                "{\"project_id\": \"\"}",
                "{\"project_id\": \"x\"}"
            })
    void whatCannotBeFiledIsRefused(String body) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> change(body))
                .matches(problem -> problem.status() == 400 && !problem.errors().isEmpty());
    }

    @Test
    void lengthsAndNumbersOfTagsHaveTheirLimits() {
        assertThat(tags("[\"" + "😀".repeat(64) + "\"]")).hasSize(1);
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> tags("[\"" + "x".repeat(65) + "\"]"));
        assertThat(tags(numbered(32))).hasSize(32);
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> tags(numbered(33)));
    }

    @Test
    void absentFieldsStayAndANullProjectEndsIt() {
        assertThat(FilingChange.of(Json.createObjectBuilder().build())).isEmpty();
        assertThat(change("{\"tags\": null, \"pinned\": null}")).isEmpty();
        assertThat(change("{\"project_id\": null}").orElseThrow().apply(FILED).project())
                .isEmpty();
        assertThat(change("{\"pinned\": false}").orElseThrow().apply(FILED))
                .isEqualTo(new Filing(FILED.tags(), FILED.project(), false));
    }

    @Test
    void everyCombinationHasAKeyOfItsOwnAndOnlyOfItsOwner() {
        List<String> keys = FILED.keys("ada");

        assertThat(new HashSet<>(keys)).hasSameSizeAs(keys).hasSize(3 * 2 * 2 - 1 + 2);
        assertThat(keys)
                .contains(ListKeys.of("ada", Optional.of("STRASSE"), Optional.of("p"), true)
                        .orElseThrow())
                .contains(ListKeys.of("ada", Optional.empty(), Optional.empty(), true)
                        .orElseThrow())
                .contains(ListKeys.tagged("ada"), ListKeys.inProjects("ada"))
                .doesNotContainAnyElementsOf(FILED.keys("bob"))
                .allMatch(key -> key.length() == 22);
        assertThat(Filing.NONE.keys("ada")).isEmpty();
        assertThat(ListKeys.of("ada", Optional.empty(), Optional.empty(), false))
                .isEmpty();
    }

    private static String numbered(int count) {
        StringBuilder json = new StringBuilder("[\"t0\"");
        for (int i = 1; i < count; i++) {
            json.append(", \"t").append(i).append('"');
        }
        return json.append(']').toString();
    }

    private static List<String> tags(String json) {
        return change("{\"tags\": " + json + "}")
                .orElseThrow()
                .apply(Filing.NONE)
                .tags();
    }

    private static Optional<FilingChange> change(String json) {
        return FilingChange.of(Json.createReader(new StringReader(json)).readObject());
    }
}
