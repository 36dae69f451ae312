package org.parley.organise;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.parley.organise.Batch.Failure;
import org.parley.organise.Batch.Result;
import org.parley.platform.JsonBodies;
import org.parley.platform.JsonBody;
import org.parley.platform.Operations;
import org.parley.platform.Operations.Part;
import org.parley.security.Caller;

/** Many of the caller's conversations at once. */
@ApplicationScoped
@Path("conversations/batch")
@Produces(MediaType.APPLICATION_JSON)
public class BatchResource {
    @Inject
    private BatchService service;

    @Inject
    private Operations operations;

    @Context
    private HttpServletRequest request;

    /** Does the same with at most 200 conversations; says of each whether it was done, and if not, why. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response run(InputStream body) {
        String userId = Caller.of(request).userId();
        Batch batch = Batch.of(JsonBodies.read(body));
        Result result = service.run(userId, batch);
        audit(batch, result);
        return JsonBody.answer(200, json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("done");
                    for (String id : result.done()) {
                        json.writeString(id);
                    }
                    json.writeEndArray();
                    json.writeArrayFieldStart("failed");
                    for (Failure failure : result.failed()) {
                        json.writeStartObject();
                        json.writeStringField("id", failure.id());
                        json.writeStringField("detail", failure.detail());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                })
                .build();
    }

    private void audit(Batch batch, Result result) {
        List<Part> parts = new ArrayList<>();
        String action = batch.action().audited();
        result.done().forEach(id -> parts.add(new Part(action, id, 200, false)));
        result.failed().forEach(one -> parts.add(new Part(action, one.id(), one.status(), one.foreign())));
        operations.completed(request, parts);
    }
}
