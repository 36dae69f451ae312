package org.parley.retention;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.parley.document.StoredConversation;
import org.parley.platform.Instants;
import org.parley.platform.JsonBodies;
import org.parley.platform.JsonBody;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;

/** What is to become of the caller's conversations that nobody has changed for long. */
@Path("auth/me/retention")
@Produces(MediaType.APPLICATION_JSON)
public class RetentionResource {
    @Inject
    private RetentionService retentions;

    @Context
    private HttpServletRequest request;

    /** Returns what the caller has set, leaving out what is never done: 200. */
    @GET
    public Response get() {
        return answer(retentions.of(Caller.of(request).userId()));
    }

    /**
     * Replaces both values; null or absent ends one. 200 with what is set now.
     *
     * @throws ProblemException 400 with the field that is not whole days from P1D to P3650D
     */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response put(InputStream body) {
        Retention wanted = Retention.of(JsonBodies.read(body));
        retentions.put(Caller.of(request).userId(), wanted);
        return answer(wanted);
    }

    /**
     * Says what these values would do now, and changes nothing.
     *
     * @param archiveAfter whole days, such as P90D; absent or blank for never
     * @param trashAfter likewise
     */
    @GET
    @Path("preview")
    public Response preview(
            @QueryParam(Retention.ARCHIVE) String archiveAfter, @QueryParam(Retention.TRASH) String trashAfter) {
        RetentionPreview preview =
                retentions.preview(Caller.of(request).userId(), Retention.of(archiveAfter, trashAfter));
        return JsonBody.answer(200, json -> {
                    json.writeStartObject();
                    json.writeNumberField("archive", preview.archive());
                    json.writeNumberField("trash", preview.trash());
                    json.writeArrayFieldStart("oldest");
                    for (StoredConversation conversation : preview.oldest()) {
                        write(json, conversation);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                })
                .build();
    }

    private static void write(JsonGenerator json, StoredConversation conversation) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", conversation.id());
        conversation.writeTitle(json);
        json.writeStringField("updated_at", Instants.format(conversation.times().knownUpdated()));
        json.writeEndObject();
    }

    private static Response answer(Retention retention) {
        return JsonBody.answer(200, json -> {
                    json.writeStartObject();
                    JsonBody.field(
                            json, Retention.ARCHIVE, retention.archiveAfter().map(Days::toString));
                    JsonBody.field(json, Retention.TRASH, retention.trashAfter().map(Days::toString));
                    json.writeEndObject();
                })
                .build();
    }
}
