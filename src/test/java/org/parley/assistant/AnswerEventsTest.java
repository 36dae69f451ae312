package org.parley.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.parley.answer.Answer;
import org.parley.answer.AnswerKey;
import org.parley.answer.AnswerResult;
import org.parley.assistant.AnswerEvents.Event;
import org.parley.markdown.Markdown;
import org.parley.message.WrittenMessage;

/** What the client of a stream is sent, byte by byte as JSON-P writes it. */
class AnswerEventsTest {
    private static final String ODD = "\u001B[1m \"x\" \\ \u007F\u2028 \uD83D\uDE42 \n";
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00.250Z");

    private final Answer answer = new Answer(new AnswerKey("a1", "c1", "u1", "openai:m", 4, AT));
    private final AnswerEvents texts = new AnswerEvents(answer, Optional.empty(), millis -> {});
    private final AnswerEvents html = new AnswerEvents(answer, Optional.of(new Markdown()), millis -> {});

    @Test
    void aStreamOfTextHoldsWhatTheClientDoesNotHaveYet() {
        assertThat(texts.next()).contains(event("start", start()));
        assertThat(texts.next()).isEmpty();

        answer.think("Hm" + ODD);
        answer.append("One" + ODD);
        assertThat(texts.next()).contains(event("thought", text("Hm" + ODD)));
        assertThat(texts.next()).contains(event("delta", text("One" + ODD)));

        answer.append("two");
        answer.append(" three");
        assertThat(texts.next()).contains(event("delta", text("two three")));
        assertThat(texts.next()).isEmpty();
        assertThat(texts.isOver()).isFalse();
    }

    @Test
    void textThatWasTheThoughtIsTakenBack() {
        texts.next();
        answer.append("Hm.");
        texts.next();
        answer.takeTextAsThought();
        answer.append("Four.");

        assertThat(texts.next()).contains(event("restart", object()));
        assertThat(texts.next()).contains(event("thought", text("Hm.")));
        assertThat(texts.next()).contains(event("delta", text("Four.")));
    }

    @Test
    void theTextComesBeforeTheEnd() {
        texts.next();
        answer.append("One");
        answer.end(AnswerResult.message(message("One")));

        assertThat(texts.next()).contains(event("delta", text("One")));
        assertThat(texts.next()).contains(event("done", object().add("content", "One")));
        assertThat(texts.isOver()).isTrue();
    }

    @Test
    void aFailureHasTheFieldsOfAProblem() {
        texts.next();
        answer.end(AnswerResult.failure(502, "away" + ODD));

        assertThat(texts.next())
                .contains(event(
                        "failed",
                        object().add("status", 502).add("title", "Bad Gateway").add("detail", "away" + ODD)));
        assertThat(texts.isOver()).isTrue();
    }

    @Test
    void aPageIsSentTheBlocksThatChangedAndAtTheEndAllOfThem() {
        html.next();
        answer.append("One\n\nTwo");
        assertThat(html.next())
                .contains(event("blocks", blocks(0, "<p dir=\"auto\">One</p>\n", "<p dir=\"auto\">Two</p>\n")));

        answer.append(" and\n\nthree");
        answer.end(AnswerResult.message(message(answer.text())));
        assertThat(html.next())
                .contains(event("blocks", blocks(1, "<p dir=\"auto\">Two and</p>\n", "<p dir=\"auto\">three</p>\n")));
        assertThat(html.next())
                .contains(
                        event(
                                "done",
                                object().add("content", answer.text())
                                        .add(
                                                "html",
                                                "<p dir=\"auto\">One</p>\n<p dir=\"auto\">Two and</p>\n<p dir=\"auto\">three</p>\n")));
    }

    @Test
    void aPageTakesBackTheBlocksOfAThought() {
        html.next();
        answer.append("Hm.");
        html.next();
        answer.takeTextAsThought();

        assertThat(html.next()).contains(event("blocks", blocks(0)));
    }

    private static WrittenMessage message(String content) {
        return new WrittenMessage(content, "", json -> json.writeStringField("content", content));
    }

    private static Event event(String name, JsonObjectBuilder data) {
        JsonObject built = data.build();
        return new Event(name, built.toString());
    }

    private static JsonObjectBuilder object() {
        return Json.createObjectBuilder();
    }

    private static JsonObjectBuilder start() {
        return object().add("id", "a1")
                .add("conversation_id", "c1")
                .add("model", "openai:m")
                .add("parent", 4)
                .add("started_at", "2026-03-01T10:00:00.250Z");
    }

    private static JsonObjectBuilder text(String text) {
        return object().add("text", text);
    }

    private static JsonObjectBuilder blocks(int from, String... html) {
        JsonArrayBuilder changed = Json.createArrayBuilder();
        for (String block : html) {
            changed.add(block);
        }
        return object().add("from", from).add("html", changed);
    }
}
