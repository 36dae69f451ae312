package org.parley.search;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.parley.document.Filing;
import org.parley.document.StoredConversation;
import org.parley.platform.Instants;
import org.parley.platform.JsonBody;
import org.parley.platform.Parameters;
import org.parley.platform.ProblemException;
import org.parley.platform.RestPaths;
import org.parley.security.Caller;

/** Full-text search in the caller's conversations. */
@ApplicationScoped
@Path("search")
@Produces(MediaType.APPLICATION_JSON)
public class SearchResource {
    private static final int DEFAULT_LIMIT = 20;

    @Inject
    private SearchService service;

    @Context
    private HttpServletRequest request;

    /**
     * Searches titles and messages, archived ones and all branches too; the best first.
     *
     * @param query words, {@code "phrases"}, {@code -words}, {@code word*} and operators such as {@code role:user}; 1 to 500
     *     characters. Never refused for its form
     * @param limit how many conversations, 1 to 50, default 20
     * @param cursor from the {@code Link} header of the page before
     */
    @GET
    public Response search(
            @QueryParam("q") String query, @QueryParam("limit") String limit, @QueryParam("cursor") String cursor) {
        if (query == null) {
            throw ProblemException.badField("q", "is missing; it says what to search for");
        }
        int most = Parameters.number("limit", limit, DEFAULT_LIMIT, 1, SearchService.MAX_LIMIT);
        SearchAnswer answer = service.search(Caller.of(request).userId(), query, most, Optional.ofNullable(cursor));
        Response.ResponseBuilder response = JsonBody.answer(200, json -> write(json, answer));
        answer.next().ifPresent(next -> response.header("Link", link(query, most, next)));
        return response.build();
    }

    private static void write(JsonGenerator json, SearchAnswer answer) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("results");
        for (Found found : answer.results()) {
            result(json, found);
        }
        json.writeEndArray();
        JsonBody.field(json, "corrected", answer.corrected());
        if (answer.indexing().isPresent()) {
            Progress progress = answer.indexing().get();
            json.writeObjectFieldStart("indexing");
            json.writeNumberField("done", progress.done());
            json.writeNumberField("total", progress.total());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void result(JsonGenerator json, Found found) throws IOException {
        StoredConversation conversation = found.conversation();
        json.writeStartObject();
        json.writeObjectFieldStart("conversation");
        json.writeStringField("id", conversation.id());
        json.writeStringField("title", conversation.title());
        json.writeStringField("updated_at", Instants.format(conversation.times().knownUpdated()));
        json.writeStringField("status", conversation.status().wire());
        json.writeArrayFieldStart("tags");
        for (String tag : conversation.filing().tags()) {
            json.writeString(tag);
        }
        json.writeEndArray();
        if (conversation.filing().project().isPresent()) {
            json.writeStringField(
                    Filing.PROJECT, conversation.filing().project().get());
        } else {
            json.writeNullField(Filing.PROJECT);
        }
        json.writeBooleanField(Filing.PINNED, conversation.filing().pinned());
        json.writeEndObject();
        highlights(json, "title_highlights", found.titleHighlights());
        json.writeArrayFieldStart("matches");
        for (Found.Match match : found.matches()) {
            match(json, match);
        }
        json.writeEndArray();
        json.writeNumberField("match_count", found.matchCount());
        json.writeEndObject();
    }

    private static void match(JsonGenerator json, Found.Match match) throws IOException {
        json.writeStartObject();
        json.writeNumberField("seq", match.seq());
        json.writeStringField("role", match.role().wire());
        JsonBody.field(json, "timestamp", match.timestamp().map(Instants::format));
        json.writeStringField("snippet", match.snippet().text());
        highlights(json, "highlights", match.snippet().highlights());
        json.writeEndObject();
    }

    private static void highlights(JsonGenerator json, String name, List<Span> places) throws IOException {
        json.writeArrayFieldStart(name);
        for (Span place : places) {
            json.writeStartArray();
            json.writeNumber(place.from());
            json.writeNumber(place.to());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    /** The link to the next page (RFC 8288). */
    private String link(String query, int limit, String next) {
        return "<" + request.getContextPath() + RestPaths.called(request) + "?q="
                + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&limit=" + limit + "&cursor=" + next
                + ">; rel=\"next\"";
    }
}
