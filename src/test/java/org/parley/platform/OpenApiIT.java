package org.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

class OpenApiIT {
    private final Client nobody = Node.shared().client();

    @Test
    void ourOwnAddressAnswersTheDocumentAsItWasWritten() {
        Answer yaml = nobody.get("/api/openapi");

        assertThat(yaml.status()).isEqualTo(200);
        assertThat(yaml.header("Content-Type")).get().asString().startsWith("application/yaml");
        assertThat(yaml.text()).isEqualTo(OpenApiDocument.yaml());
    }

    @Test
    void ourOwnAddressAnswersJsonWhenAskedByParameterOrHeader() {
        assertThat(nobody.get("/api/openapi?format=json").text()).isEqualTo(OpenApiDocument.json());
        assertThat(nobody.get("/api/openapi", "Accept", "application/json").text())
                .isEqualTo(OpenApiDocument.json());
    }

    @Test
    void anUnknownFormatIsRefused() {
        assertThat(nobody.get("/api/openapi?format=xml").status()).isEqualTo(400);
    }

    @Test
    void theServersOwnAddressAnswersTheSameDocument() {
        JsonObject served = nobody.get("/openapi?format=JSON").json();

        try (JsonReader written = Json.createReader(new StringReader(OpenApiDocument.json()))) {
            assertThat(withoutEndpoints(served)).isEqualTo(written.readObject());
        }
    }

    /** Payara Micro adds the list of all paths under a key that the format does not define. */
    private static JsonObject withoutEndpoints(JsonObject served) {
        return Json.createObjectBuilder(served).remove("endpoints").build();
    }
}
