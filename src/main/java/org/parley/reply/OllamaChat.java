package org.parley.reply;

import java.util.Optional;

/** Reads the lines of Ollama's {@code /api/chat}. */
final class OllamaChat {
    private OllamaChat() {}

    static ReplyPart read(Json line) {
        Json message = line.at("message");
        boolean spoken = message.isObject() || line.has("done");
        Json error = line.at("error");
        if (spoken ? !error.isEmpty() : !error.isAbsent() && !Boolean.FALSE.equals(error.value())) {
            return ReplyPart.failed(ReplyError.of(line));
        }
        Content content = Content.ofMessage(message.isAbsent() ? line.at("response") : message);
        String reason = line.at("done_reason").text();
        boolean done = Boolean.TRUE.equals(line.at("done").value())
                || line.at("done").text().equalsIgnoreCase("true")
                || line.at("done").text().equals("1")
                || !reason.isBlank();
        return new ReplyPart(
                content.thought(),
                content.text(),
                done ? Optional.of(Ending.of(reason)) : Optional.empty(),
                done,
                line.at("prompt_eval_count").count(),
                line.at("eval_count").count(),
                Optional.empty());
    }
}
