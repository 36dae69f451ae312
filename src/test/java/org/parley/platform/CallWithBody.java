package org.parley.platform;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/**
 * An operation of the API that takes a body; ids in its path name nothing.
 *
 * @param type the media type of the body
 */
record CallWithBody(String method, String path, String type) {
    /** Every one that the OpenAPI document has. */
    static List<CallWithBody> all() {
        List<CallWithBody> calls = new ArrayList<>();
        try (JsonReader reader = Json.createReader(new StringReader(OpenApiDocument.json()))) {
            reader.readObject()
                    .getJsonObject("paths")
                    .forEach((path, item) -> item.asJsonObject().forEach((method, operation) -> {
                        if (operation instanceof JsonObject described && described.containsKey("requestBody")) {
                            calls.add(new CallWithBody(
                                    method.toUpperCase(),
                                    path.replaceAll("\\{[^}]*}", "6".repeat(24)),
                                    type(described.getJsonObject("requestBody"))));
                        }
                    }));
        }
        return calls;
    }

    private static String type(JsonObject body) {
        return body.getJsonObject("content").keySet().iterator().next();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
