package org.parley.platform;

import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;

/** Says again that every request body is required: WildFly 39 loses it when it reads the document from its file. */
public class OpenApiFilter implements OASFilter {
    @Override
    public RequestBody filterRequestBody(RequestBody body) {
        body.setRequired(true);
        return body;
    }
}
