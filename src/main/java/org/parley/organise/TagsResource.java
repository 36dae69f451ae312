package org.parley.organise;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.parley.document.Tags;
import org.parley.platform.JsonBodies;
import org.parley.platform.JsonBody;
import org.parley.project.Color;
import org.parley.security.Caller;
import org.parley.store.JsonInput;

/** The tags of the caller's conversations. */
@ApplicationScoped
@Path("tags")
@Produces(MediaType.APPLICATION_JSON)
public class TagsResource {
    @Inject
    private Organising organising;

    @Context
    private HttpServletRequest request;

    /** All tags by name, each with its colour and the number of conversations that have it. */
    @GET
    public Response list() {
        List<Tag> tags = organising.tags(Caller.of(request).userId());
        return JsonBody.answer(200, json -> {
                    json.writeStartArray();
                    for (Tag tag : tags) {
                        tag.write(json);
                    }
                    json.writeEndArray();
                })
                .build();
    }

    /**
     * Renames or colours a tag; a name that another tag has makes one tag of the two.
     *
     * @param name the tag in any case; percent-encoded in the address, slashes too
     */
    @PUT
    @Path("{name: .+}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response change(@PathParam("name") String name, InputStream body) {
        String userId = Caller.of(request).userId();
        JsonObject json = JsonBodies.read(body);
        Optional<String> wanted = Optional.ofNullable(json.get("name"))
                .filter(value -> value != JsonValue.NULL)
                .map(value -> Tags.checked("name", JsonInput.text("name", value)));
        Optional<Optional<Color>> color = Optional.ofNullable(json.get("color")).map(Color::of);
        Tag changed = organising.changeTag(userId, name, wanted, color);
        return JsonBody.answer(200, changed::write).build();
    }

    /** Takes the tag from all conversations. */
    @DELETE
    @Path("{name: .+}")
    public Response delete(@PathParam("name") String name) {
        organising.deleteTag(Caller.of(request).userId(), name);
        return Response.noContent().build();
    }
}
