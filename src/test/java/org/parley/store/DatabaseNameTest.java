package org.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.platform.Settings;

/** Issue 15: the database in MONGODB_URI counts unless MONGODB_DATABASE names one. */
class DatabaseNameTest {
    @ParameterizedTest
    @CsvSource({
        "mongodb://host, , ai_mcp_toolkit",
        "mongodb://host/, , ai_mcp_toolkit",
        "mongodb://host/mychats, , mychats",
        "mongodb://a:b@host:27017/mychats?replicaSet=rs0, , mychats",
        "mongodb://a:b@host/admin, , ai_mcp_toolkit",
        "mongodb://host/mychats, mychats, mychats",
        "mongodb://host/mychats, others, others",
        "mongodb://host, others, others",
        "embedded:data/mychats, , ai_mcp_toolkit",
        "embedded:data/mychats, others, others"
    })
    void oneOfBothNamesIt(String uri, String setting, String name) {
        assertThat(Database.name(settings(uri, setting))).isEqualTo(name);
    }

    @Test
    void theUriCanStandInAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("uri"), "mongodb://a:b@host/mychats\n");

        assertThat(Database.name(new Settings(
                        key -> Optional.ofNullable(Map.of("MONGODB_URI", " ", "MONGODB_URI_FILE", file.toString())
                                .get(key)))))
                .isEqualTo("mychats");
        assertThatIllegalStateException()
                .isThrownBy(() -> Database.name(new Settings(key -> Optional.of(file.toString()))))
                .withMessage("MONGODB_URI and MONGODB_URI_FILE are both set; leave one of them out");
    }

    @Test
    void twoNamesThatDifferAreReportedInOneSentence() {
        List<String> said = new ArrayList<>();
        Handler listening = new Handler() {
            @Override
            public void publish(LogRecord record) {
                said.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(Database.class.getName());
        log.addHandler(listening);
        try {
            Database.name(settings("mongodb://user:secret@host/mychats", "others"));
            Database.name(settings("mongodb://host/others", "others"));
            Database.name(settings("mongodb://user:secret@host/admin", "others"));
        } finally {
            log.removeHandler(listening);
        }

        assertThat(said)
                .containsExactly("MONGODB_URI names the database 'mychats' and MONGODB_DATABASE the database 'others';"
                        + " Parley uses 'others'");
    }

    private static Settings settings(String uri, String setting) {
        return new Settings(key ->
                Optional.ofNullable(Map.of("MONGODB_URI", uri, "MONGODB_DATABASE", setting == null ? "" : setting)
                        .get(key)));
    }
}
