package org.parley.export;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.parley.conversation.Snapshot;
import org.parley.conversation.Snapshots;
import org.parley.message.ConversationKey;
import org.parley.security.Caller;

/** One of the caller's conversations as a file. */
@ApplicationScoped
@Path("conversations/{id}/export")
public class ExportResource {
    @Inject
    private Snapshots snapshots;

    @Inject
    private ExportService exports;

    @Context
    private HttpServletRequest request;

    /**
     * The conversation as a file to keep, with a name made of its title.
     *
     * @param format {@code markdown} (default), {@code html} or {@code pdf}: the branch that a reader sees; or {@code json}: all
     *     of it, to be imported again
     */
    @GET
    @Produces(MediaType.WILDCARD)
    public Response export(@PathParam("id") String id, @QueryParam("format") String format) throws IOException {
        ExportFormat chosen = ExportFormat.of(format);
        String userId = Caller.of(request).userId();
        Snapshot conversation = snapshots.of(ConversationKey.of(userId, id));
        return Response.ok(file(userId, conversation, chosen))
                .type(chosen.mediaType())
                .header(
                        "Content-Disposition",
                        FileName.disposition(
                                FileName.of(conversation.conversation().title()), chosen.extension()))
                .header("Cache-Control", "no-store")
                .build();
    }

    private StreamingOutput file(String userId, Snapshot conversation, ExportFormat format) throws IOException {
        if (format != ExportFormat.PDF) {
            return out -> exports.write(userId, conversation, format, out);
        }
        // No file stays, also where nobody reads the answer, as after HEAD.
        InputStream pdf = Files.newInputStream(exports.pdf(userId, conversation), StandardOpenOption.DELETE_ON_CLOSE);
        return out -> {
            try (pdf) {
                pdf.transferTo(out);
            }
        };
    }
}
