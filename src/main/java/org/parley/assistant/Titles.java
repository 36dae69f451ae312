package org.parley.assistant;

import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.parley.answer.AnswerExecutor;
import org.parley.answer.AnswerKey;
import org.parley.conversation.AssistantMetadata;
import org.parley.model.Model;
import org.parley.model.ModelCall;
import org.parley.model.ModelEnd;
import org.parley.model.ModelFailure;
import org.parley.model.ModelListener;
import org.parley.model.Models;
import org.parley.model.Turn;
import org.parley.model.Turn.Speaker;
import org.parley.platform.Component;

/**
 * Has the model name a conversation whose title is still its first words. A failure is only logged: the conversation has a
 * title, and the next answer asks for another one.
 */
@Component
class Titles {
    private static final Logger LOG = Logger.getLogger(Titles.class.getName());
    private static final int EXCERPT = 2_000;
    private static final int MAX_TITLE = 80;

    /** A reply of more UTF-16 code units is no title: small models sometimes write until their window is full. */
    private static final int MAX_REPLY = 8_000;

    private static final String TASK =
            "Write a title for this conversation: at most six words, in the language the user"
                    + " writes, without quotation marks. Answer with the title and nothing else.";

    /** A thought with its tags; one without its first tag, which some templates put into the prompt; or one without end. */
    private static final Pattern THOUGHT = Pattern.compile(
            "(?is)^.*</(?:think|thinking|thought)>|<(think|thinking|thought)>.*?(?:</\\1>|$)|</?title>");

    private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]*)\\]\\([^()\\s]*\\)");
    private static final Pattern STRONG = Pattern.compile("(\\*\\*|~~)(\\S(?:.*?\\S)?)\\1");
    private static final Pattern EMPHASIS =
            Pattern.compile("(?<![\\p{L}\\p{N}*])\\*(\\S(?:[^*]*\\S)?)\\*(?![\\p{L}\\p{N}*])");
    private static final Pattern CODE = Pattern.compile("`+([^`]*)`+");

    /** Blanks, marks of headings, quotes and list items, and what is left of emphasis and quotation marks at the ends. */
    private static final Pattern AROUND =
            Pattern.compile("^(?:\\s|#+\\s|>|\\*+\\s?|[-–—•]\\s|[\"'“”„«»‹›「『`])+|(?:\\s|\\*|[\"'“”„«»‹›」』`])+$");

    private static final Pattern WRAPPED = Pattern.compile("^_+([^_].*[^_])_+$");

    private static final String LABELS =
            "(?:(?:here(?: is|'s|’s)|your|my|the|a|an|conversation|chat|suggested|possible|new"
                    + "|final|short|el|la|tu|der|dein|vorgeschlagener)\\s+){0,4}(?:(?:title|titel|título|titulo|answer|antwort"
                    + "|respuesta|response|reply|output|name|user|assistant)(?:\\s+(?:suggestion|of|for|the|this|conversation"
                    + "|chat|is)){0,5})";

    private static final Pattern LABEL = Pattern.compile("(?iu)^" + LABELS + "\\s*[:：]\\s*(?=\\S)");

    /** A label on a line of its own, or any other line that introduces the next one. */
    private static final Pattern LABEL_ALONE = Pattern.compile(
            "(?iu).*[:：]|(?:your|the|my)?\\s*(?:answer|title|response|reply|antwort|titel|respuesta|título)");

    private final Models models;
    private final AssistantMetadata metadata;
    private final AnswerExecutor executor;

    @Inject
    Titles(Models models, AssistantMetadata metadata, AnswerExecutor executor) {
        this.models = models;
        this.metadata = metadata;
        this.executor = executor;
    }

    /**
     * Asks for a title; a name that the user gives meanwhile stays.
     *
     * @param question what the user has written so far
     * @param answer the model's answer; blank if it was stopped before its first word
     */
    void name(AnswerKey key, Model model, String question, String answer) {
        String answered = answer.isBlank() ? "" : "\n\nAssistant: " + begin(answer);
        String exchange = "User: " + begin(question) + answered + "\n\n" + TASK;
        StringBuilder reply = new StringBuilder();
        CompletableFuture<ModelCall> call = new CompletableFuture<>();
        ModelListener listener = new ModelListener() {
            @Override
            public void onText(String text) {
                reply.append(text);
                if (reply.length() > MAX_REPLY) {
                    LOG.fine("No title: the reply is too long");
                    call.thenAccept(ModelCall::cancel);
                }
            }

            @Override
            public void onThought(String piece) {
                // a title has no place for it
            }

            @Override
            public void onTextWasThought() {
                reply.setLength(0);
            }

            @Override
            public void onEnd(ModelEnd end) {
                executor.run(() -> store(key, clean(begin(reply.toString()))));
            }

            @Override
            public void onFailure(ModelFailure failure) {
                LOG.log(Level.FINE, "No title: {0}", failure.detail());
            }
        };
        try {
            call.complete(models.ask(model, "", List.of(new Turn(Speaker.USER, exchange)), listener));
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "No title", e);
        }
    }

    private void store(AnswerKey key, String title) {
        if (!title.isEmpty()) {
            metadata.nameAutomatically(key.conversation(), title);
        }
    }

    /**
     * The title in a model's reply: its first line with a letter or digit that is no label such as {@code Your Answer:},
     * without Markdown's marks and quotation marks; empty if the reply has no such line. At most {@value #MAX_TITLE} characters; a cut
     * one ends with an ellipsis.
     */
    static String clean(String reply) {
        return THOUGHT.matcher(reply)
                .replaceAll(" ")
                .lines()
                .map(Titles::plain)
                .filter(line -> line.codePoints().anyMatch(Character::isLetterOrDigit))
                .filter(line -> !LABEL_ALONE.matcher(line).matches())
                .findFirst()
                .map(Titles::cut)
                .orElse("");
    }

    /** A line without marks, quotation marks and labels around it; each may be inside another. */
    private static String plain(String line) {
        String text = line.replaceAll("\\p{Cntrl}", " ");
        text = LINK.matcher(text).replaceAll("$1");
        text = STRONG.matcher(text).replaceAll("$2");
        text = EMPHASIS.matcher(text).replaceAll("$1");
        text = CODE.matcher(text).replaceAll("$1");
        for (String before = ""; !before.equals(text); ) {
            before = text;
            text = AROUND.matcher(text).replaceAll("");
            text = WRAPPED.matcher(text).replaceAll("$1");
            text = LABEL.matcher(text).replaceFirst("");
        }
        return text.replaceAll("\\s+", " ").strip();
    }

    /** Cuts between words where possible. */
    private static String cut(String title) {
        if (title.codePointCount(0, title.length()) <= MAX_TITLE) {
            return title;
        }
        String begin = title.substring(0, title.offsetByCodePoints(0, MAX_TITLE - 1));
        boolean insideWord = title.charAt(begin.length()) != ' ';
        int space = insideWord ? begin.lastIndexOf(' ') : begin.length();
        return begin.substring(0, space > MAX_TITLE / 2 ? space : begin.length())
                        .strip() + "…";
    }

    private static String begin(String text) {
        int end = Math.min(EXCERPT, text.length());
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}
