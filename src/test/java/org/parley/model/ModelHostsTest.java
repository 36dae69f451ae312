package org.parley.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.platform.Settings;

class ModelHostsTest {
    @Test
    void withoutAModelNothingIsSent() {
        assertThat(hosts("offline")).isEqualTo(new ModelHosts(false, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auto",
                "ollama:m@http://localhost:11434",
                "openai:m@http://LOCALHOST./v1",
                "openai:m@http://models.localhost/v1",
                "openai:m@http://127.0.0.1:8080/v1",
                "openai:m@http://127.1.2.3/v1",
                "openai:m@http://[::1]:8080/v1",
                "openai:m@http://[0:0:0:0:0:0:0:1]/v1"
            })
    void loopbackIsThisMachine(String assistant) {
        assertThat(hosts(assistant)).isEqualTo(new ModelHosts(true, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.openai.com",
                "ollama",
                "192.168.0.7",
                "localhost.example.org",
                "127.example.org",
                "[fe80::1]"
            })
    void anyOtherHostIsAnotherMachine(String host) {
        assertThat(hosts("openai:m@http://" + host + ":8080/v1")).isEqualTo(new ModelHosts(false, List.of(host)));
    }

    @Test
    void everyHostIsNamedOnce() {
        assertThat(hosts("auto,openai:a@https://api.example.org/v1,offline,openai:b@https://api.example.org/v1,"
                        + "ollama:c@http://gpu:11434"))
                .isEqualTo(new ModelHosts(true, List.of("api.example.org", "gpu")));
    }

    private static ModelHosts hosts(String assistant) {
        Map<String, String> set = Map.of("PARLEY_ASSISTANT", assistant);
        return new Models(new Settings(key -> Optional.ofNullable(set.get(key)))).hosts();
    }
}
