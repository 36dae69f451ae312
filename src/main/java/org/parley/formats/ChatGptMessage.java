package org.parley.formats;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One message of a ChatGPT export, which has a dozen kinds of content. */
record ChatGptMessage(Fields message) {
    private static final Set<String> THOUGHTS = Set.of("thoughts", "reasoning_recap");

    /** Between these two private characters stand references that ChatGPT's own page turns into links. */
    private static final Pattern REFERENCE = Pattern.compile("\uE200[^\uE200\uE201]*+\uE201");

    private static final Pattern DURATION = Pattern.compile("\\b(\\d{1,6}) ?([hms])");
    private static final Map<String, Integer> SECONDS = Map.of("h", 3_600, "m", 60, "s", 1);

    String role() {
        return Roles.of(message.in("author").rawText("role")).orElse(Roles.FALLBACK);
    }

    private String kind() {
        return message.in("content").text("content_type").orElse("text");
    }

    boolean isCustomInstructions() {
        return kind().equals("user_editable_context");
    }

    /** What the user had told about herself, and how to answer. */
    Optional<String> customInstructions() {
        Fields content = message.in("content");
        String text = Stream.of(content.text("user_profile"), content.text("user_instructions"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n\n"));
        return Optional.of(text).filter(given -> !given.isBlank());
    }

    /** Whether ChatGPT shows it as a message. */
    boolean isShown() {
        Fields metadata = message.in("metadata");
        boolean hidden = metadata.isTrue("is_visually_hidden_from_conversation")
                || metadata.isTrue("is_user_system_message")
                || isCustomInstructions()
                || THOUGHTS.contains(kind())
                || isCall();
        return !hidden && (role().equals("user") || role().equals("assistant"));
    }

    /** Whether the assistant talks to a tool. */
    private boolean isCall() {
        return role().equals("assistant")
                && message.text("recipient").filter(to -> !to.equals("all")).isPresent();
    }

    /** Fills a message that is shown. */
    void fill(MessageDraft draft, ConversationDraft conversation) {
        say(draft, conversation);
        for (Fields file : message.in("metadata").objects("attachments")) {
            draft.attach(new Attachment(
                    file.text("name"),
                    file.text("mime_type", "mimeType"),
                    file.number("size"),
                    file.id("id"),
                    Optional.empty()));
            conversation.lacks(NotInFile.FILES);
        }
    }

    /** Fills what is held for the next answer: a thought, a call, or what a tool said. */
    void hold(MessageDraft draft, ConversationDraft conversation) {
        Fields content = message.in("content");
        switch (kind()) {
            case "thoughts" ->
                content.objects("thoughts")
                        .forEach(thought -> draft.think(Stream.of(thought.text("summary"), thought.text("content"))
                                .flatMap(Optional::stream)
                                .collect(Collectors.joining("\n\n"))));
            case "reasoning_recap" -> draft.thoughtFor(content.text("content").flatMap(ChatGptMessage::seconds));
            default -> {
                if (isCall()) {
                    draft.toolCall(Optional.empty(), message.text("recipient").orElseThrow(), arguments());
                } else if (role().equals("tool")) {
                    result(draft, conversation);
                }
            }
        }
    }

    private void result(MessageDraft draft, ConversationDraft conversation) {
        MessageDraft said = conversation.message("tool");
        say(said, conversation);
        if (!said.content().isBlank()) {
            draft.toolResult(Optional.empty(), message.in("author").text("name").orElse("tool"), said.content());
        }
        draft.absorb(said);
    }

    private JsonValue arguments() {
        Fields content = message.in("content");
        return content.value("text") != JsonValue.NULL
                ? content.value("text")
                : content.list("parts").stream().findFirst().orElse(JsonValue.NULL);
    }

    private void say(MessageDraft draft, ConversationDraft conversation) {
        Fields content = message.in("content");
        if (kind().equals("code")) {
            content.text("text").ifPresent(code -> draft.say("```" + language(content) + "\n" + code + "\n```"));
            return;
        }
        for (JsonValue part : content.list("parts")) {
            if (part instanceof JsonString text) {
                draft.say(REFERENCE.matcher(text.getString()).replaceAll(""));
            } else if (part instanceof JsonObject object) {
                part(new Fields(object), draft, conversation);
            }
        }
        if (content.list("parts").isEmpty()) {
            content.text("text", "result", "content").ifPresent(draft::say);
        }
    }

    private static String language(Fields content) {
        return content.text("language").filter(name -> !name.equals("unknown")).orElse("");
    }

    private static void part(Fields part, MessageDraft draft, ConversationDraft conversation) {
        String kind = part.rawText("content_type");
        if (kind.equals("audio_transcription")) {
            draft.say(part.rawText("text"));
        } else if (kind.contains("audio") || kind.contains("video")) {
            conversation.lacks(NotInFile.AUDIO);
        } else {
            part.text("asset_pointer").ifPresent(pointer -> {
                draft.attach(new Attachment(
                        Optional.empty(),
                        Optional.empty(),
                        part.number("size_bytes"),
                        Optional.of(pointer),
                        Optional.empty()));
                conversation.lacks(NotInFile.IMAGES);
            });
            part.text("text").ifPresent(draft::say);
        }
    }

    /** The seconds of a recap such as "Thought for 1m 5s"; empty for other words. */
    private static Optional<Double> seconds(String recap) {
        List<MatchResult> found = DURATION.matcher(recap).results().toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.stream()
                        .mapToDouble(part -> Integer.parseInt(part.group(1)) * SECONDS.get(part.group(2)))
                        .sum());
    }
}
