package org.parley.answer;

import com.mongodb.MongoException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.Document;
import org.parley.answer.Answer.AnswerKey;
import org.parley.conversation.ConversationsDeleted;
import org.parley.conversation.FinishReason;
import org.parley.platform.ProblemException;
import org.parley.store.StoreReady;

/** The answers that this node gives, and those of other nodes that somebody watches here. */
@ApplicationScoped
class RunningAnswers {
    private static final Logger LOG = Logger.getLogger(RunningAnswers.class.getName());
    private static final long FLUSH_MILLIS = 200;
    private static final long FOLLOW_MILLIS = 100;

    private final String node = UUID.randomUUID().toString();
    private final Map<String, Writing> written = new ConcurrentHashMap<>();
    private final Map<String, Answer> followed = new ConcurrentHashMap<>();
    private final AnswerRepository answers;
    private final Keeping keeping;
    private final Workers workers;
    private final Clock clock;
    private volatile boolean stopping;

    /** For the client proxy. */
    RunningAnswers() {
        this(null, null, null, null);
    }

    @Inject
    RunningAnswers(AnswerRepository answers, Keeping keeping, Workers workers, Clock clock) {
        this.answers = answers;
        this.keeping = keeping;
        this.workers = workers;
        this.clock = clock;
    }

    /** The name of this node until it ends; another one after every start. */
    String node() {
        return node;
    }

    void onReady(@Observes StoreReady ready) {
        workers.every(FLUSH_MILLIS, () -> written.values().forEach(this::tick));
        workers.later(FOLLOW_MILLIS, this::follow);
    }

    /** Begins to keep an answer whose document is there. */
    Writing write(AnswerKey key) {
        Writing[] made = new Writing[1];
        made[0] = new Writing(new Answer(key), answers, keeping, clock, node, () -> tick(made[0]));
        made[0].whenLost(answer -> followed.put(key.id(), answer));
        written.put(key.id(), made[0]);
        if (stopping) {
            made[0].stop(FinishReason.INTERRUPTED);
        }
        return made[0];
    }

    /** Forgets an answer that could not begin: whoever joined it meanwhile is told why. */
    void abandon(Writing writing, RuntimeException why) {
        Ending failure =
                Ending.failure(why instanceof ProblemException refusal ? refusal : ProblemException.storeAway());
        written.remove(writing.answer().key().id(), writing);
        writing.abandon(failure);
    }

    /** The answer of a document, wherever it is given. */
    Answer of(Document document) {
        String id = document.getString("_id");
        Writing here = written.get(id);
        if (here != null) {
            return here.answer();
        }
        Answer there = followed.computeIfAbsent(id, ignored -> new Answer(key(document)));
        there.catchUp(document.getString("text"));
        return there;
    }

    /** Stops an answer that is given here; false when it is not. */
    Optional<Answer> stopHere(String id) {
        Optional<Writing> here = Optional.ofNullable(written.get(id));
        here.ifPresent(writing -> writing.stop(FinishReason.STOPPED));
        return here.map(Writing::answer);
    }

    void onDeleted(@Observes ConversationsDeleted gone) {
        answers.removeIn(gone.ids());
        written.values().stream()
                .filter(writing -> gone.ids().contains(writing.answer().key().conversationId()))
                .forEach(this::tick);
    }

    /** Marks what is being said as interrupted, before the database closes. */
    void onStop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        stopping = true;
        written.values().forEach(writing -> writing.stop(FinishReason.INTERRUPTED));
        long giveUp = System.nanoTime() + Takeover.LEASE.toNanos();
        while (!written.isEmpty() && System.nanoTime() < giveUp) {
            written.values().forEach(writing -> {
                writing.tick();
                forgetIfOver(writing);
            });
            pause();
        }
    }

    static AnswerKey key(Document document) {
        return new AnswerKey(
                document.getString("_id"),
                document.getString("conversation_id"),
                document.getString("user_id"),
                document.getString("model"),
                document.getInteger("parent"),
                document.getDate("started_at").toInstant());
    }

    private void tick(Writing writing) {
        workers.run(() -> {
            writing.tick();
            forgetIfOver(writing);
        });
    }

    private void forgetIfOver(Writing writing) {
        if (writing.isOver()) {
            written.remove(writing.answer().key().id(), writing);
        }
    }

    private void follow() {
        try {
            if (!followed.isEmpty()) {
                lookAtOthers();
            }
        } catch (MongoException e) {
            LOG.log(Level.FINE, "The database is away", e);
        } finally {
            workers.later(FOLLOW_MILLIS, this::follow);
        }
    }

    private void lookAtOthers() {
        List<String> ids = List.copyOf(followed.keySet());
        Map<String, Document> found = new ConcurrentHashMap<>();
        answers.all(ids).forEach(document -> found.put(document.getString("_id"), document));
        for (String id : ids) {
            Answer answer = followed.get(id);
            Document document = found.get(id);
            if (document == null) {
                end(answer);
            } else if (AnswerState.FAILED.wire().equals(document.getString("state"))) {
                Document failure = document.get("failure", Document.class);
                answer.end(Ending.failure(failure.getInteger("status"), failure.getString("detail")));
            } else {
                answer.catchUp(document.getString("text"));
            }
            if (answer.ending().isPresent()) {
                followed.remove(id);
            }
        }
    }

    /** Its last words were stored since it was looked at; whoever reads along gets them before the end. */
    private void end(Answer answer) {
        Ending how = ended(answer.key());
        how.map(
                message -> {
                    answer.catchUp(message.getString("content"));
                    return null;
                },
                (status, detail) -> null);
        answer.end(how);
    }

    /** What became of an answer whose document is gone: a message, or nothing because the conversation went as well. */
    private Ending ended(AnswerKey key) {
        try {
            return keeping.find(key)
                    .map(Ending::message)
                    .orElseGet(() -> Ending.failure(502, "The answer ended without a word. Try again"));
        } catch (ProblemException gone) {
            return Ending.failure(gone);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
