package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.parley.conversation.ConversationNotFoundException;
import org.parley.conversation.PlainConversations;
import org.parley.conversation.PlainList;
import org.parley.conversation.PlainThread;
import org.parley.markdown.Markdown;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;
import org.parley.security.LoginTarget;
import org.parley.security.SignIn;

/**
 * {@code basic.xhtml}: reading and sending with JavaScript off. Without {@code c} it shows the list, with it a page of that
 * conversation. Every request is one audited operation, like the REST call it stands for.
 */
@Named
@RequestScoped
public class BasicPage {
    private static final int LIST_SIZE = 50;
    private static final int PAGE_SIZE = 50;
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{24}");
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    private Viewer viewer;

    @Inject
    private PlainConversations conversations;

    @Inject
    private BasicAnswer answer;

    @Inject
    private Operations operations;

    @Inject
    private Markdown markdown;

    @Inject
    private SignIn signIn;

    @Inject
    private Wording wording;

    private PlainList list;
    private PlainThread thread;
    private String text;
    private String problem;
    private boolean loaded;

    /** Reads what the page shows, once. What is not there is told with its status. */
    public void load() {
        if (loaded) {
            return;
        }
        loaded = true;
        String id = conversation();
        try {
            if (id == null) {
                list = conversations.list(userId(), LIST_SIZE, parameter("after"));
                done("conversations.list", 200);
            } else {
                thread = conversations.thread(userId(), id, PAGE_SIZE, Pages.number("before"));
                done("conversations.messages", 200);
            }
        } catch (ProblemException refused) {
            refuse(id == null ? "conversations.list" : "conversations.messages", refused);
        }
    }

    /** Stores what was written and has it answered; then the conversation is shown anew. */
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
                    id,
                    form != null && FORM.matcher(form).matches() ? form : newForm(),
                    id == null ? null : Pages.number("head"),
                    words);
            Operations.subject(Pages.request(), stored);
            done(action, 200);
            show(stored, answer.to(viewer.caller(), stored));
        } catch (ProblemException refused) {
            refuse(action, refused);
        }
    }

    /** Has the newest message answered, after it was not. */
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
        signIn.signOut(Pages.request(), Pages.response());
        Pages.redirect(LoginTarget.LOGIN);
    }

    /** The list; null when a conversation is shown, or nothing can be. */
    public PlainList getList() {
        return list;
    }

    /** The conversation; null when the list is shown, or nothing can be. */
    public PlainThread getThread() {
        return thread;
    }

    /**
     * A message that is not the person's as HTML, safe to show as it is. Code and tables can be scrolled by the keyboard:
     * here no script finds out which are too wide.
     */
    public String html(String content) {
        Document message = Jsoup.parseBodyFragment(markdown.html(content));
        message.outputSettings().prettyPrint(false);
        message.select("pre > code, .table").attr("tabindex", "0");
        return message.body().html();
    }

    /** Whether the list shows its first page. */
    public boolean isFirst() {
        return parameter("after") == null;
    }

    /** Whether the page ends with the newest message, so that one can go on there. */
    public boolean isNewest() {
        return parameter("before") == null;
    }

    /** Whether the newest message waits for its answer. */
    public boolean isUnanswered() {
        return thread != null
                && isNewest()
                && !thread.messages().isEmpty()
                && thread.messages().get(thread.messages().size() - 1).isUsers();
    }

    /** Why the newest message has no answer, or what else went wrong; null when all is well. */
    public String getProblem() {
        return problem != null || !isUnanswered() ? problem : answer.words(parameter("failed"));
    }

    /** Tells this form from every other; sent twice it stores once. */
    public String getForm() {
        String sent = parameter("form");
        return problem != null && sent != null && FORM.matcher(sent).matches() ? sent : newForm();
    }

    /** What is being written. */
    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    /** Where somebody without scripts goes on who has asked for a conversation of the chat page. */
    public String getAddress() {
        String id = parameter("c");
        return "basic.xhtml" + (id != null && ID.matcher(id).matches() ? "?c=" + id : "");
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
