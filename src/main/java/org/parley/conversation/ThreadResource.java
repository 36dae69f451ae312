package org.parley.conversation;

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
import java.util.Optional;
import java.util.function.BiFunction;
import org.parley.markdown.Markdown;
import org.parley.message.ConversationKey;
import org.parley.message.Role;
import org.parley.platform.JsonBody;
import org.parley.platform.Parameters;
import org.parley.security.Caller;

/** One branch of one of the caller's conversations, read by pages: what a reader sees of it. */
@ApplicationScoped
@Path("conversations/{id}/thread")
@Produces(MediaType.APPLICATION_JSON)
public class ThreadResource {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    @Inject
    private MessageService messages;

    @Inject
    private Markdown markdown;

    @Context
    private HttpServletRequest request;

    /**
     * A page of a branch: newest page first, oldest message first inside it. It costs the same whatever the length of
     * the conversation. Of long messages there are fewer on a page, see {@link ThreadQuery#PAGE_BYTES}.
     *
     * @param limit 1 to 200, default 50
     * @param before only messages with a smaller {@code seq}
     * @param head the message the branch ends in; without it the one in {@code metadata.branch}, as long as no message
     *     came since, else the newest. To page back along the same branch, give the {@code head} of the first answer
     * @param through without {@code head}: a message that the branch leads through, to the newest of those that come
     *     after it; so a reader goes from one version of a message to another
     * @param render {@code html} adds the contents as sanitised HTML; the user's keep their line breaks
     */
    @GET
    public Response page(
            @PathParam("id") String id,
            @QueryParam("limit") String limit,
            @QueryParam("before") String before,
            @QueryParam("head") String head,
            @QueryParam("through") String through,
            @QueryParam("render") String render) {
        boolean asHtml = Parameters.html(render);
        ThreadQuery query = new ThreadQuery(
                number("head", head),
                number("through", through),
                true,
                number("before", before),
                Parameters.number("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT),
                ThreadQuery.PAGE_BYTES);
        String userId = Caller.of(request).userId();
        ThreadPage page = messages.thread(ConversationKey.of(userId, id), query);
        Optional<BiFunction<Role, String, String>> html = asHtml ? Optional.of(this::html) : Optional.empty();
        return JsonBody.answer(200, json -> ConversationJson.thread(json, page, html))
                .build();
    }

    private String html(Role role, String content) {
        return role == Role.USER ? markdown.typed(content) : markdown.html(content);
    }

    private static Optional<Integer> number(String name, String text) {
        return Parameters.number(name, text, 0, Integer.MAX_VALUE);
    }
}
