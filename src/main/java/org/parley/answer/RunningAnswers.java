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
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.parley.conversation.ConversationChange;
import org.parley.conversation.ConversationChange.Kind;
import org.parley.conversation.ConversationListener;
import org.parley.message.FinishReason;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.store.StoreReady;

/** The answers that this node generates, and those of other nodes that are watched here. */
@Component
class RunningAnswers implements ConversationListener {
    private static final Logger LOG = Logger.getLogger(RunningAnswers.class.getName());
    private static final long FLUSH_MILLIS = 200;
    private static final long FOLLOW_MILLIS = 100;

    private final String node = UUID.randomUUID().toString();
    private final Map<String, AnswerWriter> writers = new ConcurrentHashMap<>();
    private final Map<String, Answer> followed = new ConcurrentHashMap<>();
    private final AnswerRepository answers;
    private final AnswerLeaseRepository leases;
    private final AnswerMessages messages;
    private final AnswerExecutor executor;
    private final Clock clock;
    private volatile boolean stopping;

    @Inject
    RunningAnswers(
            AnswerRepository answers,
            AnswerLeaseRepository leases,
            AnswerMessages messages,
            AnswerExecutor executor,
            Clock clock) {
        this.answers = answers;
        this.leases = leases;
        this.messages = messages;
        this.executor = executor;
        this.clock = clock;
    }

    /** The id of this run of the node; every start makes a new one. */
    String node() {
        return node;
    }

    void onReady(@Observes StoreReady ready) {
        executor.every(FLUSH_MILLIS, () -> writers.values().forEach(this::tick));
        executor.later(FOLLOW_MILLIS, this::follow);
    }

    /** Starts writing an answer whose document has been inserted. */
    AnswerWriter write(AnswerKey key) {
        AnswerWriter[] made = new AnswerWriter[1];
        made[0] = new AnswerWriter(new Answer(key), leases, messages, clock, node, () -> tick(made[0]));
        made[0].whenLost(answer -> followed.put(key.id(), answer));
        writers.put(key.id(), made[0]);
        if (stopping) {
            made[0].stop(FinishReason.INTERRUPTED);
        }
        return made[0];
    }

    /** Discards an answer that could not start; readers who joined it meanwhile get the reason. */
    void abandon(AnswerWriter writer, RuntimeException why) {
        ProblemException reason = why instanceof ProblemException refusal ? refusal : ProblemException.storeAway();
        writers.remove(writer.answer().key().id(), writer);
        writer.abandon(AnswerResult.failure(reason));
    }

    /** The live answer of a document, whichever node generates it. */
    Answer of(StoredAnswer stored) {
        AnswerWriter here = writers.get(stored.id());
        if (here != null) {
            return here.answer();
        }
        Answer there = followed.computeIfAbsent(stored.id(), ignored -> new Answer(stored.key()));
        there.catchUp(stored.draft());
        return there;
    }

    /** Stops an answer that this node generates; false if it does not. */
    boolean stopHere(String id) {
        AnswerWriter here = writers.get(id);
        if (here != null) {
            here.stop(FinishReason.STOPPED);
        }
        return here != null;
    }

    /** Drops the answers in deleted conversations. */
    @Override
    public void changed(List<ConversationChange> changes) {
        List<String> deleted = changes.stream()
                .filter(change -> change.kind() == Kind.DELETED)
                .map(change -> change.key().hex())
                .toList();
        if (!deleted.isEmpty()) {
            answers.removeIn(deleted);
            writers.values().stream()
                    .filter(writer -> deleted.contains(writer.answer().key().conversationId()))
                    .forEach(this::tick);
        }
    }

    /** Stores this node's answers as interrupted before the database closes; waits for them at most as long as a lease. */
    void onStop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        stopping = true;
        writers.values().forEach(writer -> writer.stop(FinishReason.INTERRUPTED));
        long deadline = System.nanoTime() + Takeover.LEASE.toNanos();
        while (!writers.isEmpty() && System.nanoTime() < deadline) {
            writers.values().forEach(writer -> {
                writer.tick();
                forgetIfOver(writer);
            });
            pause();
        }
    }

    private void tick(AnswerWriter writer) {
        executor.run(() -> {
            writer.tick();
            forgetIfOver(writer);
        });
    }

    private void forgetIfOver(AnswerWriter writer) {
        if (writer.isOver()) {
            writers.remove(writer.answer().key().id(), writer);
        }
    }

    private void follow() {
        try {
            if (!followed.isEmpty()) {
                readOthers();
            }
        } catch (MongoException e) {
            LOG.log(Level.FINE, "The database is away", e);
        } finally {
            executor.later(FOLLOW_MILLIS, this::follow);
        }
    }

    private void readOthers() {
        List<String> ids = List.copyOf(followed.keySet());
        Map<String, StoredAnswer> found =
                answers.all(ids).stream().collect(Collectors.toMap(StoredAnswer::id, Function.identity()));
        for (String id : ids) {
            Answer answer = followed.get(id);
            update(answer, Optional.ofNullable(found.get(id)));
            if (answer.result().isPresent()) {
                followed.remove(id);
            }
        }
    }

    private void update(Answer answer, Optional<StoredAnswer> stored) {
        if (stored.isEmpty()) {
            end(answer);
            return;
        }
        Optional<AnswerResult> failure = stored.get().failure();
        if (failure.isPresent()) {
            answer.end(failure.get());
        } else {
            answer.catchUp(stored.get().draft());
        }
    }

    /** Text that was stored after the last read reaches the watchers before the end does. */
    private void end(Answer answer) {
        AnswerResult result = result(answer.key());
        result.map(
                message -> {
                    String thought = message.thought();
                    String seen = answer.thought(); // may end with a blank that is not stored
                    answer.catchUp(new Draft(message.content(), thought.length() < seen.length() ? seen : thought));
                    return null;
                },
                (status, detail) -> null);
        answer.end(result);
    }

    /** The result of an answer whose document is gone: a message, or a failure if the conversation is gone too. */
    private AnswerResult result(AnswerKey key) {
        try {
            return messages.find(key)
                    .map(AnswerResult::message)
                    .orElseGet(() -> AnswerResult.failure(502, "The answer ended without a word. Try again"));
        } catch (ProblemException gone) {
            return AnswerResult.failure(gone);
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
