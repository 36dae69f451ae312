package org.parley.reply;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the events of OpenAI's chat completions, or a whole completion that was sent instead of events. */
final class ChatCompletions {
    private static final List<String> SOLE_WORDS = List.of("detail", "message", "msg");

    private boolean pieces;
    private boolean spoken;

    ReplyPart read(Json event) {
        Optional<Json> choice = event.at("choices").items().stream()
                .filter(Json::isObject)
                .filter(one -> one.at("index").count().orElse(0) == 0)
                .findFirst();
        Json chosen = choice.orElse(new Json(null));
        Json delta = chosen.at("delta");
        Json message = chosen.at("message");
        boolean ordinary = event.has("choices") || event.at("usage").isObject();
        for (Json part : List.of(event, chosen, delta, message)) {
            if (hasError(part, ordinary)) {
                return ReplyPart.failed(ReplyError.of(part));
            }
        }
        if (saysError(event, ordinary)) {
            return ReplyPart.failed(ReplyError.of(event));
        }
        pieces |= !delta.isEmpty();
        Content content = Content.ofMessage(pieces || message.isEmpty() ? delta : message);
        if (!pieces && message.isEmpty()) {
            content = Content.ofMessage(chosen.at("text"));
        }
        spoken |= !content.text().isEmpty();
        Json usage = event.at("usage").isObject()
                ? event.at("usage")
                : event.at("x_groq").at("usage");
        OptionalInt completion = first(usage, "completion_tokens", "output_tokens");
        return new ReplyPart(
                content.thought(),
                content.text(),
                ending(chosen).or(() -> endingOfUsage(choice.isPresent(), completion)),
                false,
                first(usage, "prompt_tokens", "input_tokens"),
                completion,
                Optional.empty());
    }

    /** {@code "error": null} is none, and in an ordinary event an empty one is none either. */
    private static boolean hasError(Json part, boolean ordinary) {
        Json error = part.at("error");
        return ordinary ? !error.isEmpty() : !error.isAbsent() && !Boolean.FALSE.equals(error.value());
    }

    /** Other forms of errors: {@code object: error}, a type that says so, or only a message. */
    private static boolean saysError(Json event, boolean ordinary) {
        if (event.at("object").text().equalsIgnoreCase("error")
                || event.at("type").text().equalsIgnoreCase("error")) {
            return true;
        }
        return !ordinary && SOLE_WORDS.stream().anyMatch(name -> !event.at(name).isEmpty());
    }

    private static Optional<Ending> ending(Json choice) {
        Json reason = choice.at("finish_reason");
        String word = reason.isObject() ? reason.at("type").text() : reason.text();
        return word.isBlank() || word.equalsIgnoreCase("null") || word.equalsIgnoreCase("none")
                ? Optional.empty()
                : Optional.of(Ending.of(word));
    }

    /** By the API, the usage without a choice is the last event. */
    private Optional<Ending> endingOfUsage(boolean hasChoice, OptionalInt completion) {
        return !hasChoice && spoken && completion.orElse(0) > 0 ? Optional.of(Ending.WHOLE) : Optional.empty();
    }

    private static OptionalInt first(Json usage, String name, String other) {
        OptionalInt count = usage.at(name).count();
        return count.isPresent() ? count : usage.at(other).count();
    }
}
