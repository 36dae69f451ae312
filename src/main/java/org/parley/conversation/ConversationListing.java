package org.parley.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.bson.types.ObjectId;

/** Makes the pages of a user's list, with the link to the next one (RFC 8288). */
@ApplicationScoped
class ConversationListing {
    private final ConversationRepository conversations;
    private final AdoptionRepository adoption;
    private final PreviewRepository previews;
    private final ConversationAnswers answers;

    /** For the client proxy. */
    ConversationListing() {
        this(null, null, null, null);
    }

    @Inject
    ConversationListing(
            ConversationRepository conversations,
            AdoptionRepository adoption,
            PreviewRepository previews,
            ConversationAnswers answers) {
        this.conversations = conversations;
        this.adoption = adoption;
        this.previews = previews;
        this.answers = answers;
    }

    /**
     * One page.
     *
     * @param summary without messages
     * @param counted with {@code X-Total-Count}
     * @param path where the client called, for the link
     */
    Response answer(String userId, ListQuery query, boolean summary, boolean counted, String path) {
        List<StoredConversation> found = read(userId, query, summary ? conversations::summaries : conversations::keys);
        boolean more = found.size() > query.limit();
        List<StoredConversation> page = more ? found.subList(0, query.limit()) : found;
        Response.ResponseBuilder answer = summary
                ? answers.summaries(previews.completed(userId, page))
                : answers.wholeList(
                        userId,
                        page.stream().map(entry -> new ObjectId(entry.id())).toList());
        if (more) {
            answer.header("Link", link(path, query, summary, counted, page.get(page.size() - 1)));
        }
        if (counted) {
            answer.header("X-Total-Count", conversations.count(userId, query.filter()));
        }
        return answer.build();
    }

    /** Dates that an older program wrote as strings do not sort among dates: where one shows up, all are converted. */
    private List<StoredConversation> read(
            String userId, ListQuery query, BiFunction<String, ListQuery, List<StoredConversation>> reader) {
        List<StoredConversation> found = reader.apply(userId, query);
        if (found.stream().allMatch(StoredConversation::hasDates)) {
            return found;
        }
        adoption.convertDates(userId);
        return reader.apply(userId, query);
    }

    private static String link(
            String path, ListQuery query, boolean summary, boolean counted, StoredConversation last) {
        Cursor cursor = new Cursor(last.updatedAt().orElse(Instant.EPOCH), new ObjectId(last.id()));
        return "<" + path + "?limit=" + query.limit() + (summary ? "&view=summary" : "")
                + (query.filter() == StatusFilter.ACTIVE
                        ? ""
                        : "&status=" + query.filter().name().toLowerCase(Locale.ROOT))
                + (counted ? "&total=true" : "") + "&cursor=" + cursor + ">; rel=\"next\"";
    }
}
