package org.parley.platform;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The OpenAPI document of {@code META-INF/openapi.yaml}, as it was written and as JSON.
 *
 * <p>The servers make a document of their own out of the same file, each in its own version of the format
 * (decision 0009); this one is the same everywhere.
 */
final class OpenApiDocument {
    private static final String RESOURCE = "META-INF/openapi.yaml";

    private OpenApiDocument() {}

    /** The document as it was written. */
    static String yaml() {
        try (InputStream in = OpenApiDocument.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same document in JSON. */
    static JsonObject json() {
        LoadSettings settings = LoadSettings.builder().setLabel(RESOURCE).build();
        return json(new Load(settings).loadFromString(yaml())).asJsonObject();
    }

    private static JsonValue json(Object value) {
        if (value instanceof Map<?, ?> map) {
            JsonObjectBuilder object = Json.createObjectBuilder();
            map.forEach((key, item) -> object.add(String.valueOf(key), json(item)));
            return object.build();
        }
        if (value instanceof List<?> list) {
            JsonArrayBuilder array = Json.createArrayBuilder();
            list.forEach(item -> array.add(json(item)));
            return array.build();
        }
        if (value instanceof Boolean flag) {
            return flag ? JsonValue.TRUE : JsonValue.FALSE;
        }
        if (value instanceof Number number) {
            return Json.createValue(new BigDecimal(number.toString()));
        }
        return value == null ? JsonValue.NULL : Json.createValue(value.toString());
    }
}
