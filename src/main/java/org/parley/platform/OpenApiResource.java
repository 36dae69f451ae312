package org.parley.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.util.List;

/** The OpenAPI document, the same on every server and without a session: {@code GET /api/openapi}. */
@Path("openapi")
public class OpenApiResource {
    private static final String YAML = "application/yaml";
    private static final List<Variant> FORMS = Variant.mediaTypes(
                    MediaType.valueOf(YAML), MediaType.APPLICATION_JSON_TYPE)
            .build();

    /**
     * Answers it.
     *
     * @param format {@code yaml} or {@code json}; without it the {@code Accept} header decides, and YAML when that
     *     leaves it open
     */
    @GET
    @Produces({YAML, MediaType.APPLICATION_JSON})
    public Response get(
            @QueryParam("format") String format, @Context Request request, @Context HttpServletRequest servlet) {
        boolean json = format == null ? isJsonPreferred(request) : isJson(format);
        return Response.ok(OpenApiDocument.under(servlet.getContextPath(), json))
                .type(json ? MediaType.APPLICATION_JSON : YAML)
                .header("Vary", "Accept")
                .build();
    }

    private static boolean isJsonPreferred(Request request) {
        Variant preferred = request.selectVariant(FORMS);
        return preferred != null && MediaType.APPLICATION_JSON_TYPE.isCompatible(preferred.getMediaType());
    }

    private static boolean isJson(String format) {
        return switch (format) {
            case "json" -> true;
            case "yaml" -> false;
            default -> throw ProblemException.badField("format", "must be yaml or json");
        };
    }
}
