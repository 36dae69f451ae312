package org.parley.organise;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.parley.idempotency.Idempotency;
import org.parley.idempotency.IdempotentRequest;
import org.parley.idempotency.Once;
import org.parley.idempotency.RequestIds;
import org.parley.idempotency.Stored;
import org.parley.platform.JsonBodies;
import org.parley.platform.JsonBody;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;
import org.parley.platform.RestPaths;
import org.parley.project.NewProject;
import org.parley.project.Project;
import org.parley.project.ProjectChange;
import org.parley.project.Projects;
import org.parley.security.Caller;

/** The caller's projects. */
@ApplicationScoped
@Path("projects")
@Produces(MediaType.APPLICATION_JSON)
public class ProjectsResource {
    @Inject
    private Projects projects;

    @Inject
    private Organising organising;

    @Inject
    private Idempotency idempotency;

    @Inject
    private Clock clock;

    @Context
    private HttpServletRequest request;

    /** All projects by name, each with the number of its conversations. */
    @GET
    public Response list() {
        String userId = Caller.of(request).userId();
        List<Project> all = projects.all(userId);
        Map<String, Long> counts = all.isEmpty() ? Map.of() : organising.projectCounts(userId);
        return JsonBody.answer(200, json -> {
                    json.writeStartArray();
                    for (Project project : all) {
                        write(json, project, counts.getOrDefault(project.id(), 0L));
                    }
                    json.writeEndArray();
                })
                .build();
    }

    /** Makes a project; 201 with {@code Location}. The same {@code Idempotency-Key} and body make it once. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@HeaderParam("Idempotency-Key") String key, InputStream body) {
        String userId = Caller.of(request).userId();
        byte[] bytes = JsonBodies.bytes(body);
        NewProject wanted = NewProject.of(JsonBodies.parse(bytes));
        if (key == null) {
            return created(projects.create(userId, new ObjectId(), wanted), 0).build();
        }
        String fingerprint = Idempotency.fingerprint("POST", "/projects", bytes);
        RequestIds drawn = new RequestIds(new ObjectId().toHexString(), "");
        Once done = idempotency.once(
                new IdempotentRequest(userId, key, fingerprint, drawn, Duration.ZERO),
                ids -> projects.find(userId, ids.conversationId()).map(found -> stored()),
                ids -> {
                    projects.create(userId, new ObjectId(ids.conversationId()), wanted);
                    return stored();
                });
        Project project = projects.find(userId, done.ids().conversationId())
                .orElseThrow(() -> new ProblemException(404, "Project not found"));
        Response.ResponseBuilder answer = created(project, organising.count(userId, project));
        return done.replayed() ? answer.header("Idempotency-Replayed", "true").build() : answer.build();
    }

    /** Changes name, colour or instructions; what is absent stays, null ends a colour or instructions. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response change(@PathParam("id") String id, InputStream body) {
        String userId = Caller.of(request).userId();
        Project changed = projects.change(userId, id, ProjectChange.of(JsonBodies.read(body)));
        long count = organising.count(userId, changed);
        return JsonBody.answer(200, json -> write(json, changed, count)).build();
    }

    /** Deletes the project; its conversations stay, in no project. */
    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) {
        organising.deleteProject(Caller.of(request).userId(), id);
        return Response.noContent().build();
    }

    private Stored stored() {
        return new Stored(0, clock.instant(), Optional.empty());
    }

    private Response.ResponseBuilder created(Project project, long count) {
        Operations.subject(request, project.id());
        String path = RestPaths.called(request).replaceAll("/+$", "") + "/" + project.id();
        return JsonBody.answer(201, json -> write(json, project, count))
                .header("Location", request.getContextPath() + path);
    }

    private static void write(JsonGenerator json, Project project, long count) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", project.id());
        json.writeStringField("name", project.name());
        json.writeStringField("color", project.color().orElse(null));
        JsonBody.field(json, "instructions", project.instructions());
        json.writeNumberField("count", count);
        json.writeEndObject();
    }
}
