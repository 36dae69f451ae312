package org.parley.platform;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/** An operation of the API that takes a body; ids in its path name nothing. */
record CallWithBody(String method, String path) {
    /** Every one that the OpenAPI document has. */
    static List<CallWithBody> all() {
        List<CallWithBody> calls = new ArrayList<>();
        try (JsonReader reader = Json.createReader(new StringReader(OpenApiDocument.json()))) {
            reader.readObject()
                    .getJsonObject("paths")
                    .forEach((path, item) -> item.asJsonObject().forEach((method, operation) -> {
                        if (operation instanceof JsonObject described && described.containsKey("requestBody")) {
                            calls.add(new CallWithBody(
                                    method.toUpperCase(), path.replaceAll("\\{[^}]*}", "6".repeat(24))));
                        }
                    }));
        }
        return calls;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
