package org.parley.platform;

import java.util.Set;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;

/** Marks required request bodies again: WildFly 39 drops the flag when it reads the document from its file. */
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
