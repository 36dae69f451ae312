package org.parley.answer;

import jakarta.nosql.Column;
import jakarta.nosql.Convert;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.parley.jnosql.DocumentConverter;
import org.parley.jnosql.InstantConverter;
import org.parley.message.FinishReason;
import org.parley.message.Thought;

/**
 * A running answer as the collection {@code answers} holds it (docs/data-model.md). Instances are snapshots: once stored,
 * a document changes only through the guarded updates of {@link AnswerLeaseRepository}.
 */
@Entity(AnswerRepository.COLLECTION)
public class StoredAnswer {
    @Id("_id")
    private String id;

    @Column("conversation_id")
    private String conversationId;

    @Column("user_id")
    private String userId;

    @Column
    private Integer parent;

    @Column
    private String model;

    @Column
    private String state;

    @Column
    private String text;

    @Column
    private String reasoning;

    @Column("reasoning_time")
    private Double reasoningTime;

    @Column("started_at")
    @Convert(InstantConverter.class)
    private Instant startedAt;

    @Column("beat_at")
    @Convert(InstantConverter.class)
    private Instant beatAt;

    @Column
    private Boolean stop;

    @Column
    private String node;

    @Column("ended_at")
    @Convert(InstantConverter.class)
    private Instant endedAt;

    @Column("finish_reason")
    private String finishReason;

    @Column
    @Convert(DocumentConverter.class)
    private Map<String, Object> metrics;

    @Column
    @Convert(DocumentConverter.class)
    private Map<String, Object> failure;

    /** For JNoSQL. */
    protected StoredAnswer() {}

    /**
     * An answer without text yet.
     *
     * @param node the node that generates it
     * @param now the database's time, not the node's
     */
    StoredAnswer(AnswerKey key, String node, Instant now) {
        this.id = key.id();
        this.conversationId = key.conversationId();
        this.userId = key.userId();
        this.parent = key.parent();
        this.model = key.model();
        this.state = AnswerState.RUNNING.wire();
        this.text = "";
        this.startedAt = key.startedAt();
        this.beatAt = now;
        this.stop = false;
        this.node = node;
    }

    String id() {
        return id;
    }

    AnswerKey key() {
        return new AnswerKey(id, conversationId, userId, model, parent, startedAt);
    }

    /** The text and the thought as of the last write, usually at most 200 ms old. */
    Draft draft() {
        return new Draft(text, reasoning == null ? "" : reasoning);
    }

    String node() {
        return node;
    }

    /** The last heartbeat of its node, in the database's time. */
    Instant beatAt() {
        return beatAt;
    }

    boolean isIn(AnswerState asked) {
        return asked.wire().equals(state);
    }

    /** Why there is no answer; empty unless it is in the state {@link AnswerState#FAILED}. */
    Optional<AnswerResult> failure() {
        return Optional.ofNullable(failure)
                .map(stored -> AnswerResult.failure(
                        stored.get("status") instanceof Number status ? status.intValue() : 502,
                        stored.get("detail") instanceof String detail ? detail : "There is no answer"));
    }

    /**
     * What to store when the node that wrote it is gone: a sealed answer as it is, any other as interrupted, or as
     * stopped if the user asked for that.
     *
     * @param now the time of a message that was not sealed
     */
    FinishedAnswer finished(Instant now) {
        if (isIn(AnswerState.ENDING)) {
            return new FinishedAnswer(
                    text,
                    thought(),
                    Optional.ofNullable(finishReason).flatMap(FinishReason::of),
                    Optional.ofNullable(metrics),
                    endedAt == null ? now : endedAt);
        }
        FinishReason reason = Boolean.TRUE.equals(stop) ? FinishReason.STOPPED : FinishReason.INTERRUPTED;
        return new FinishedAnswer(text, thought(), Optional.of(reason), Optional.empty(), now);
    }

    private Optional<Thought> thought() {
        return Optional.ofNullable(reasoning)
                .filter(words -> !words.isBlank())
                .map(words -> new Thought(words.stripTrailing(), Optional.ofNullable(reasoningTime)));
    }
}
