package org.parley.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.testing.Node;

/** A server with a setting of assistants that it cannot understand does not start, and says why in one line. */
class RefusedSettingsIT {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PARLEY_ASSISTANT | llama3.2 | For example ollama:llama3.2@http://localhost:11434",
                "PARLEY_ASSISTANT | claude:opus@https://example.org | For example ollama:llama3.2@http://localhost:11434",
                "PARLEY_ASSISTANT | openai:m@example.org/v1 | URL begins with http:// or https://",
                "PARLEY_ASSISTANT_WINDOW | 8k | such as 8192",
                "PARLEY_ASSISTANT_TIMEOUT | 60 | such as PT2H or PT60S"
            })
    void aWrongValueStopsTheStartAndIsNamed(String key, String value, String example) {
        String log = Node.refused(key + "=" + value);

        List<String> said =
                log.lines().filter(line -> line.contains("Parley cannot start")).toList();
        assertThat(said).as(log).hasSize(1);
        assertThat(said.get(0)).contains("Parley cannot start: " + key + " is '" + value + "'; it takes ", example);
    }
}
