package org.parley.assistant;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.parley.model.Model;
import org.parley.model.Models;
import org.parley.platform.JsonBody;
import org.parley.security.Caller;

/** The models a user can choose. */
@Path("models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
    @Inject
    private Models models;

    @Context
    private HttpServletRequest request;

    /** All models, the installation's default first; only {@code offline} if none is configured. */
    @GET
    public Response list() {
        Caller.of(request);
        List<Model> available = models.available();
        String list = JsonBody.text(JsonBody.object(json -> {
            json.writeArrayFieldStart("models");
            for (Model model : available) {
                json.writeStartObject();
                json.writeStringField("id", model.id());
                json.writeStringField("name", model.name());
                json.writeStringField("provider", model.provider().wire());
                json.writeBooleanField("default", model.equals(available.get(0)));
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
        return Response.ok(list).build();
    }
}
