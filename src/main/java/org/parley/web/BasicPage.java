package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.parley.markdown.Markdown;
import org.parley.message.ConversationNotFoundException;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;

/**
 * {@code basic.xhtml}: reading and sending with JavaScript off. Without {@code c} it shows the list, with it a page of that
 * conversation, with {@code m} too the messages around that one; {@link BasicSearch} shows what {@code q} finds. Every request
 * is one audited operation, like the REST call it stands for.
 */
@Named
@RequestScoped
public class BasicPage {
    private static final int LIST_SIZE = 50;
    private static final int PAGE_SIZE = 50;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    private Viewer viewer;

    @Inject
    private BasicConversations conversations;

    @Inject
    private BasicAnswer answer;

    @Inject
    private Operations operations;

    @Inject
    private Markdown markdown;

    @Inject
    private Logout logout;

    @Inject
    private Wording wording;

    private BasicList list;
    private BasicThread thread;
    private String text;
    private String problem;
    private boolean loaded;

    /** Reads what the page shows, once per request. A missing conversation sets the status of the page. */
    public void load() {
        if (loaded || BasicSearch.query() != null) {
            return;
        }
        loaded = true;
        String id = conversation();
        try {
            if (id == null) {
                list = conversations.list(userId(), LIST_SIZE, Optional.ofNullable(parameter("after")));
                done("conversations.list", 200);
            } else {
                thread = thread(id, Optional.ofNullable(Pages.number("before")));
                done("conversations.messages", 200);
            }
        } catch (ProblemException refused) {
            refuse(id == null ? "conversations.list" : "conversations.messages", refused);
        }
    }

    /** The page of a conversation. If the message that is asked for is gone, says so and shows the newest ones. */
    private BasicThread thread(String id, Optional<Integer> before) {
        if (parameter("m") != null) {
            Integer place = Pages.number("m");
            try {
                return conversations.around(userId(), id, place == null ? Integer.MAX_VALUE : place, PAGE_SIZE, before);
            } catch (ProblemException gone) {
                if (gone.status() != 400) {
                    throw gone;
                }
                problem = wording.of("js.place.gone");
            }
        }
        return conversations.thread(userId(), id, PAGE_SIZE, before);
    }

    /** Stores the message, requests an answer, and shows the conversation again. */
    public void send() {
        String words = text == null ? "" : text.replace("\r\n", "\n");
        if (words.isBlank()) {
            problem = wording.of("basic.empty");
            return;
        }
        String id = conversation();
        String action = id == null ? "conversations.create" : "conversations.add_message";
        try {
            String form = parameter("form");
            String stored = conversations.say(
                    userId(),
                    Optional.ofNullable(id),
                    form != null && FORM.matcher(form).matches() ? form : newForm(),
                    id == null ? Optional.empty() : Optional.ofNullable(Pages.number("head")),
                    words);
            Operations.subject(Pages.request(), stored);
            done(action, 200);
            show(stored, answer.to(viewer.caller(), stored));
        } catch (ProblemException refused) {
            refuse(action, refused);
        }
    }

    /** Requests an answer to the newest message, which has none. */
    public void again() {
        String id = conversation();
        if (id != null) {
            Operations.subject(Pages.request(), id);
            BasicAnswer.Outcome outcome = answer.to(viewer.caller(), id);
            done("conversations.add_message", outcome.status());
            show(id, outcome);
        }
    }

    /** Ends the session on every node. */
    public void logOut() {
        logout.run();
    }

    /** The list; null if a conversation is shown, or nothing can be shown. */
    public BasicList getList() {
        return list;
    }

    /** The conversation; null if the list is shown, or nothing can be shown. */
    public BasicThread getThread() {
        return thread;
    }

    /**
     * A message as HTML that is safe to show. All code and tables can be scrolled by keyboard, because no script measures
     * which of them are too wide.
     *
     * @param typed whether a person wrote it, so that line breaks stay
     */
    public String html(String content, boolean typed) {
        Document message = Jsoup.parseBodyFragment(typed ? markdown.typed(content) : markdown.html(content));
        message.outputSettings().prettyPrint(false);
        message.select("pre > code, .table").attr("tabindex", "0");
        return message.body().html();
    }

    /** Whether the list shows its first page. */
    public boolean isFirst() {
        return parameter("after") == null;
    }

    /** Whether the page ends with the newest message, so that the person can continue there. */
    public boolean isNewest() {
        return thread == null || thread.isAtEnd();
    }

    /** Whether the newest message waits for its answer. */
    public boolean isUnanswered() {
        return thread != null
                && isNewest()
                && !thread.messages().isEmpty()
                && thread.messages().get(thread.messages().size() - 1).isUsers();
    }

    /** Why the newest message has no answer, or another failure; null if there is none. */
    public String getProblem() {
        return problem != null || !isUnanswered() ? problem : answer.words(parameter("failed"));
    }

    /** Identifies this form, so that sending it twice stores one message. */
    public String getForm() {
        String sent = parameter("form");
        return problem != null && sent != null && FORM.matcher(sent).matches() ? sent : newForm();
    }

    /** The text in the message box. */
    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    private static void show(String id, BasicAnswer.Outcome outcome) {
        String failed = outcome.status() == 200 ? "" : "&failed=" + outcome.status();
        Pages.redirect("/basic.xhtml?c=" + id + failed + "#newest");
    }

    private void refuse(String action, ProblemException refused) {
        if (refused instanceof ConversationNotFoundException missing && missing.foreign()) {
            Operations.foreign(Pages.request());
        }
        done(action, refused.status());
        Pages.refuse(refused);
        problem = wording.of(
                switch (refused.status()) {
                    case 404 -> "basic.not-found";
                    case 413 -> "basic.too-long";
                    default -> "basic.failed";
                });
    }

    private void done(String action, int status) {
        String id = conversation();
        if (id != null) {
            Operations.subject(Pages.request(), id.substring(0, Math.min(64, id.length())));
        }
        operations.completed(Pages.request(), action, status);
    }

    private String conversation() {
        String id = parameter("c");
        return id == null || id.isBlank() ? null : id;
    }

    private String userId() {
        return viewer.caller().userId();
    }

    private static String parameter(String name) {
        return Pages.request().getParameter(name);
    }

    private static String newForm() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
