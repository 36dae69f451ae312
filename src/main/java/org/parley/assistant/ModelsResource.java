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
import org.parley.platform.JsonFactory;
import org.parley.security.Caller;

/** The models that may be chosen. */
@Path("models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
    @Inject
    private Models models;

    @Context
    private HttpServletRequest request;

    /** All of them, the installation's default first; {@code offline} alone when there is none. */
    @GET
    public Response list() {
        Caller.of(request);
        List<Model> available = models.available();
        var list = JsonFactory.array();
        for (Model model : available) {
            list.add(JsonFactory.object()
                    .add("id", model.id())
                    .add("name", model.name())
                    .add("provider", model.provider().wire())
                    .add("default", model.equals(available.get(0))));
        }
        return Response.ok(JsonFactory.object().add("models", list).build().toString())
                .build();
    }
}
