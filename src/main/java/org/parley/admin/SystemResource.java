package org.parley.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.parley.model.ModelServerState;
import org.parley.platform.Instants;
import org.parley.platform.JsonBody;
import org.parley.platform.Version;
import org.parley.security.Caller;

/** How the system is, for administrators. Names no user, no password and no path. */
@Path("admin/system")
@Produces(MediaType.APPLICATION_JSON)
public class SystemResource {
    @Inject
    private SystemReport report;

    @Context
    private HttpServletRequest request;

    /**
     * Version, server, nodes, database, search indexes and models: 200. What is said of the database and the search indexes
     * is up to 30 seconds old ({@code measured_at}).
     *
     * @throws org.parley.platform.ProblemException 403 unless the caller is an administrator
     */
    @GET
    public Response get() {
        Caller.administrator(request);
        List<NodeRepository.Node> nodes = report.nodes();
        SystemReport.Sizes sizes = report.sizes();
        List<ModelServerState> models = report.models();
        return JsonBody.answer(200, JsonBody.object(json -> {
                    json.writeStringField("version", Version.CURRENT);
                    json.writeStringField("server", request.getServletContext().getServerInfo());
                    json.writeStringField("node", report.node());
                    writeNodes(json, nodes);
                    json.writeStringField("measured_at", Instants.format(sizes.at()));
                    writeDatabase(json, sizes.database());
                    json.writeObjectFieldStart("search");
                    json.writeNumberField("indexes", sizes.search().stored());
                    json.writeNumberField("incomplete", sizes.search().incomplete());
                    json.writeNumberField("bytes", sizes.search().bytes());
                    json.writeEndObject();
                    writeModels(json, models);
                }))
                .build();
    }

    private static void writeNodes(JsonGenerator json, List<NodeRepository.Node> nodes) throws IOException {
        json.writeArrayFieldStart("nodes");
        for (NodeRepository.Node node : nodes) {
            json.writeStartObject();
            json.writeStringField("id", node.id());
            JsonBody.field(json, "version", node.version());
            JsonBody.field(json, "started_at", node.started().map(Instants::format));
            JsonBody.field(json, "seen_at", node.seen().map(Instants::format));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeDatabase(JsonGenerator json, DatabaseStateRepository.State database) throws IOException {
        json.writeObjectFieldStart("database");
        json.writeStringField("name", database.name());
        json.writeStringField("topology", database.topology());
        json.writeArrayFieldStart("members");
        for (DatabaseStateRepository.Member member : database.members()) {
            json.writeStartObject();
            json.writeStringField("address", member.address());
            json.writeStringField("state", member.state());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("collections");
        for (DatabaseStateRepository.Collection collection : database.collections()) {
            json.writeStartObject();
            json.writeStringField("name", collection.name());
            number(json, "documents", collection.documents());
            number(json, "bytes", collection.bytes());
            number(json, "storage_bytes", collection.storageBytes());
            number(json, "index_bytes", collection.indexBytes());
            writeTexts(json, "indexes", collection.indexes());
            writeTexts(json, "missing_indexes", collection.missing());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeModels(JsonGenerator json, List<ModelServerState> servers) throws IOException {
        json.writeArrayFieldStart("model_servers");
        for (ModelServerState server : servers) {
            json.writeStartObject();
            json.writeStringField("provider", server.provider().wire());
            json.writeStringField("host", server.host());
            json.writeBooleanField("reachable", server.reachable());
            writeTexts(json, "models", server.models());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void number(JsonGenerator json, String field, Optional<Long> number) throws IOException {
        if (number.isPresent()) {
            json.writeNumberField(field, number.get());
        }
    }

    private static void writeTexts(JsonGenerator json, String field, Collection<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
