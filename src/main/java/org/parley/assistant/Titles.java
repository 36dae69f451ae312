package org.parley.assistant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parley.answer.Answer.AnswerKey;
import org.parley.answer.Workers;
import org.parley.conversation.ConversationUpkeep;
import org.parley.model.Model;
import org.parley.model.ModelEnd;
import org.parley.model.ModelFailure;
import org.parley.model.ModelListener;
import org.parley.model.Models;
import org.parley.model.Turn;
import org.parley.model.Turn.Speaker;

/** Has the model name a conversation after its first exchange. What fails here fails silently: there is a title. */
@ApplicationScoped
class Titles {
    private static final Logger LOG = Logger.getLogger(Titles.class.getName());
    private static final int SHOWN = 2_000;
    private static final int LONGEST = 80;
    private static final String TASK =
            "Write a title for this conversation: at most six words, in the language the user"
                    + " writes, without quotation marks. Answer with the title and nothing else.";

    private final Models models;
    private final ConversationUpkeep upkeep;
    private final Workers workers;

    /** For the client proxy. */
    Titles() {
        this(null, null, null);
    }

    @Inject
    Titles(Models models, ConversationUpkeep upkeep, Workers workers) {
        this.models = models;
        this.upkeep = upkeep;
        this.workers = workers;
    }

    /** Asks for a title; whoever has named the conversation meanwhile keeps their name. */
    void name(AnswerKey key, Model model, String question, String answer) {
        String exchange = "User: " + begin(question) + "\n\nAssistant: " + begin(answer) + "\n\n" + TASK;
        StringBuilder said = new StringBuilder();
        ModelListener listener = new ModelListener() {
            @Override
            public void onText(String text) {
                if (said.length() < SHOWN) {
                    said.append(text);
                }
            }

            @Override
            public void onEnd(ModelEnd end) {
                workers.run(() -> store(key, clean(said.toString())));
            }

            @Override
            public void onFailure(ModelFailure failure) {
                LOG.log(Level.FINE, "No title: {0}", failure.detail());
            }
        };
        models.ask(model, "", List.of(new Turn(Speaker.USER, exchange)), listener);
    }

    private void store(AnswerKey key, String title) {
        if (!title.isEmpty()) {
            upkeep.nameAutomatically(key.userId(), key.conversationId(), title);
        }
    }

    /** The first line with a word in it, without what models like to put around a title. */
    static String clean(String said) {
        String text = said.replaceAll("(?s)<think>.*?(</think>|$)", " ");
        String line = text.lines()
                .map(each -> each.replaceAll("^[\\s#>*\"'“”„«»`_-]+|[\\s*\"'“”„«»`_]+$", "")
                        .replaceFirst("(?i)^(title|titel|título)\\s*:\\s*[\"“*]*", "")
                        .replaceAll("\\p{Cntrl}", " ")
                        .strip())
                .filter(each -> each.codePoints().anyMatch(Character::isLetterOrDigit))
                .findFirst()
                .orElse("");
        int end = line.offsetByCodePoints(0, Math.min(LONGEST, line.codePointCount(0, line.length())));
        return line.substring(0, end).strip();
    }

    private static String begin(String text) {
        return text.substring(0, Math.min(SHOWN, text.length()));
    }
}
