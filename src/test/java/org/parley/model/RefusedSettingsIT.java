package org.parley.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.parley.testing.Node;
import org.parley.testing.Rows;

/** A server with invalid settings does not start; {@link RefusedSettingsTest} tests each setting. */
class RefusedSettingsIT {
    @Rows({
        "PARLEY_PROXIES=10.0.0.0/8,proxy.example.org | PARLEY_PROXIES is 'proxy.example.org'; it takes networks such as 10.0.0.0/8 or fd00::/8, separated by commas",
        "PARLEY_ADMIN=ada PARLEY_ADMIN_PASSWORD=password1 | PARLEY_ADMIN_PASSWORD is one of the 10,000 commonest passwords. Choose another one",
        "MONGODB_URI= MONGODB_URI_FILE=/nowhere/uri | MONGODB_URI_FILE names '/nowhere/uri', which cannot be read as a text file",
        "PARLEY_ASSISTANT_KEY_1_FILE=/nowhere/key | PARLEY_ASSISTANT_KEY_1_FILE names '/nowhere/key', which cannot be read",
        "PARLEY_ASSISTANT_KEY_1_FILE=/nowhere/key PARLEY_ASSISTANT_KEY_1=s3cret | PARLEY_ASSISTANT_KEY_1 and PARLEY_ASSISTANT_KEY_1_FILE are both set; leave one of them out"
    })
    void aWrongValueStopsTheStartAndIsNamedInOneLine(String settings, String sentence) {
        String log = Node.refused(("PARLEY_ASSISTANT=openai:m@http://host/v1 " + settings).split(" "));

        List<String> said =
                log.lines().filter(line -> line.contains("Parley cannot start")).toList();
        assertThat(said).as(log).hasSize(1);
        assertThat(said.get(0)).contains("Parley cannot start: " + sentence);
        assertThat(log).doesNotContain("s3cret");
    }
}
