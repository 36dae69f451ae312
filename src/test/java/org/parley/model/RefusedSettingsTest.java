package org.parley.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.parley.platform.Settings;
import org.parley.testing.Rows;

/** Invalid settings of assistants are refused, and one line of the log says why. */
class RefusedSettingsTest {
    @Rows({
        "PARLEY_ASSISTANT | llama3.2 | For example ollama:llama3.2@http://localhost:11434",
        "PARLEY_ASSISTANT | claude:opus@https://example.org | For example ollama:llama3.2@http://localhost:11434",
        "PARLEY_ASSISTANT | openai:m@example.org/v1 | URL begins with http:// or https://",
        "PARLEY_ASSISTANT_WINDOW | 8k | such as 8192",
        "PARLEY_ASSISTANT_TIMEOUT | 60 | such as PT2H or PT60S"
    })
    void aWrongValueIsRefusedAndNamed(String key, String value, String example) {
        Settings settings =
                new Settings(asked -> Optional.ofNullable(Map.of(key, value).get(asked)));

        List<String> said = logged(() -> assertThatIllegalArgumentException()
                .isThrownBy(() -> new Models(settings))
                .withMessageStartingWith(key));

        assertThat(said).singleElement().asString().startsWith("Parley cannot start: ");
        assertThat(said.get(0)).contains(key + " is '" + value + "'; it takes ", example);
    }

    @Rows({
        "PARLEY_ASSISTANT_KEY_3 | s3cret | PARLEY_ASSISTANT_KEY_3 is set, but the entries of PARLEY_ASSISTANT are numbered from 1 to 2",
        "PARLEY_ASSISTANT_KEY_0 | s3cret | PARLEY_ASSISTANT_KEY_0 is set, but the entries of PARLEY_ASSISTANT are numbered from 1 to 2",
        "PARLEY_ASSISTANT_KEY_3_FILE | s3cret | PARLEY_ASSISTANT_KEY_3 is set, but the entries of PARLEY_ASSISTANT are numbered from 1 to 2",
        "PARLEY_ASSISTANT_KEY_2 | s3cret | PARLEY_ASSISTANT_KEY_2 is set, but entry 2 of PARLEY_ASSISTANT is offline, which takes no key",
        "PARLEY_ASSISTANT_KEY_1 | s3cret too | PARLEY_ASSISTANT_KEY_1 holds a blank, a line break or a character outside ASCII, which no API key contains",
        "PARLEY_ASSISTANT_KEY | s3cret€ | PARLEY_ASSISTANT_KEY holds a blank, a line break or a character outside ASCII, which no API key contains",
        "PARLEY_ASSISTANT_KEY_1_FILE | /nowhere/key | PARLEY_ASSISTANT_KEY_1_FILE names '/nowhere/key', which cannot be read as a text file",
        "PARLEY_ASSISTANT_KEY_FILE | /dev/null | PARLEY_ASSISTANT_KEY_FILE names '/dev/null', which is empty"
    })
    void aWrongKeyIsRefusedWithoutShowingIt(String key, String value, String sentence) {
        Map<String, String> set = Map.of("PARLEY_ASSISTANT", "openai:m@http://host/v1,offline", key, value);

        List<String> said = logged(() -> assertThatIllegalArgumentException()
                .isThrownBy(() -> new Models(new Settings(asked -> Optional.ofNullable(set.get(asked)))))
                .withMessage(sentence));

        assertThat(said).containsExactly("Parley cannot start: " + sentence);
        assertThat(said.get(0)).doesNotContain("s3cret");
    }

    @Test
    void aKeyGivenBothWaysIsRefused() {
        Map<String, String> set = Map.of("PARLEY_ASSISTANT_KEY", "s3cret", "PARLEY_ASSISTANT_KEY_FILE", "/nowhere");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Models(new Settings(asked -> Optional.ofNullable(set.get(asked)))))
                .withMessage("PARLEY_ASSISTANT_KEY and PARLEY_ASSISTANT_KEY_FILE are both set; leave one of them out");
    }

    private static List<String> logged(Runnable task) {
        List<String> messages = new CopyOnWriteArrayList<>();
        Logger log = Logger.getLogger(Settings.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                messages.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(handler);
        try {
            task.run();
        } finally {
            log.removeHandler(handler);
        }
        return messages;
    }
}
