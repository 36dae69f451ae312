package org.parley.platform;

import java.util.Set;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;

/** Says again which request bodies are required: WildFly 39 loses it when it reads the document from its file. */
public class OpenApiFilter implements OASFilter {
    private static final Set<String> WITHOUT_BODY_TOO = Set.of("complete");

    @Override
    public Operation filterOperation(Operation operation) {
        if (operation.getRequestBody() != null) {
            operation.getRequestBody().setRequired(!WITHOUT_BODY_TOO.contains(operation.getOperationId()));
        }
        return operation;
    }
}
