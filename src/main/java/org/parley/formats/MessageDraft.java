package org.parley.formats;

import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.parley.intake.ConversationImport;
import org.parley.intake.ImportedMessage;
import org.parley.message.FinishReason;

/**
 * A message while it is put together. Its content is what was said; what a model thought, the tools it called and the files
 * that went along are kept beside it.
 */
final class MessageDraft {
    private static final int MAX_ID = 128;
    private static final int MAX_MODEL = 256;
    private static final int RECENT = 1_000;
    private static final String PARAGRAPH = "\n\n";

    private final String role;
    private final PlainValues values;
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder thought = new StringBuilder();
    private final List<Map<String, Object>> toolCalls = new ArrayList<>();
    private final List<Map<String, Object>> attachments = new ArrayList<>();
    private final Map<String, Object> metrics = new LinkedHashMap<>();
    private final Map<String, Object> kept = new LinkedHashMap<>();
    private Optional<String> id = Optional.empty();
    private Optional<Instant> time = Optional.empty();
    private Optional<String> model = Optional.empty();
    private Optional<Double> thoughtSeconds = Optional.empty();
    private Optional<FinishReason> finishReason = Optional.empty();

    /**
     * An empty message.
     *
     * @param role user, assistant, system or tool
     * @param notes gets what reading changes
     */
    MessageDraft(String role, Consumer<String> notes) {
        this.role = role;
        this.values = new PlainValues(notes);
    }

    String role() {
        return role;
    }

    Optional<Instant> time() {
        return time;
    }

    String content() {
        return content.toString();
    }

    /** Whether it says nothing and holds nothing. */
    boolean isEmpty() {
        return content.toString().isBlank() && !hasMore();
    }

    /** Whether it holds anything beside what is said. */
    boolean hasMore() {
        return thought.length() > 0 || !toolCalls.isEmpty() || !attachments.isEmpty();
    }

    MessageDraft id(Optional<String> given) {
        id = given.filter(text -> text.length() <= MAX_ID);
        return this;
    }

    MessageDraft time(Optional<Instant> given) {
        time = given;
        return this;
    }

    MessageDraft model(Optional<String> given) {
        model = given.map(UnicodeText::visible).filter(text -> text.length() <= MAX_MODEL);
        return this;
    }

    MessageDraft finishReason(FinishReason given) {
        finishReason = Optional.of(given);
        return this;
    }

    /** Adds a paragraph to what is said. */
    MessageDraft say(String text) {
        append(content, text);
        return this;
    }

    /** Adds a paragraph to what was thought. */
    MessageDraft think(String text) {
        append(thought, text.strip());
        return this;
    }

    MessageDraft thoughtFor(Optional<Double> seconds) {
        thoughtSeconds = seconds.or(() -> thoughtSeconds);
        return this;
    }

    /** Adds a number about its making, under Parley's name for it. */
    MessageDraft metric(String name, Optional<Double> value) {
        value.filter(number -> number >= 0).ifPresent(number -> metrics.put(name, plain(number)));
        return this;
    }

    /** As JSON has it: whole numbers are integers. */
    private static Object plain(double number) {
        return number == Math.rint(number) && number < Integer.MAX_VALUE ? (Object) (int) number : (Object) number;
    }

    /** Keeps what Parley has no field for. */
    MessageDraft keep(String name, JsonValue value) {
        if (value != null && value != JsonValue.NULL) {
            values.put(kept, name, values.of(value));
        }
        return this;
    }

    /**
     * Adds the call of a tool.
     *
     * @param callId what its result refers to
     * @param arguments as the source has them
     */
    MessageDraft toolCall(Optional<String> callId, String name, JsonValue arguments) {
        Map<String, Object> call = new LinkedHashMap<>();
        callId.ifPresent(text -> call.put("id", UnicodeText.visible(text)));
        call.put("name", UnicodeText.visible(name));
        if (arguments != null && arguments != JsonValue.NULL) {
            call.put("arguments", values.of(arguments));
        }
        toolCalls.add(call);
        return this;
    }

    /** Adds the result of a tool to the call it belongs to: the one with its id, else the last one without a result. */
    MessageDraft toolResult(Optional<String> callId, String name, String result) {
        Map<String, Object> call = recentCalls()
                .filter(each -> callId.isPresent() && callId.get().equals(each.get("id")))
                .findFirst()
                .or(() -> callId.isPresent() ? Optional.empty() : lastOpenCall())
                .orElseGet(() -> {
                    toolCall(callId, name, JsonValue.NULL);
                    return toolCalls.get(toolCalls.size() - 1);
                });
        call.merge("result", UnicodeText.visible(result), (before, more) -> before + PARAGRAPH + more);
        return this;
    }

    /** Where a call for a result is looked for; a file that holds very many must not cost their square. */
    private Stream<Map<String, Object>> recentCalls() {
        return toolCalls.stream().skip(Math.max(0, toolCalls.size() - RECENT));
    }

    private Optional<Map<String, Object>> lastOpenCall() {
        return toolCalls.isEmpty() || toolCalls.get(toolCalls.size() - 1).containsKey("result")
                ? Optional.empty()
                : Optional.of(toolCalls.get(toolCalls.size() - 1));
    }

    /** Adds what the source knows of a file. */
    MessageDraft attach(Attachment attachment) {
        attachments.add(attachment.values());
        return this;
    }

    /** Puts in front of its own what comes before it: thoughts, calls and files, not words. */
    void follow(MessageDraft before) {
        MessageDraft own = new MessageDraft(role, note -> {});
        own.absorb(this);
        thought.setLength(0);
        toolCalls.clear();
        attachments.clear();
        absorb(before);
        absorb(own);
    }

    /** Adds what another one holds beside its words, which comes after its own. */
    void absorb(MessageDraft next) {
        append(thought, next.thought.toString());
        next.toolCalls.forEach(this::addCall);
        attachments.addAll(next.attachments);
        thoughtSeconds = next.thoughtSeconds.or(() -> thoughtSeconds);
        time = time.or(() -> next.time);
    }

    /** A result whose call came in an earlier message joins it. */
    private void addCall(Map<String, Object> call) {
        boolean onlyResult = call.containsKey("result") && !call.containsKey("arguments");
        Optional<Map<String, Object>> earlier = !onlyResult
                ? Optional.empty()
                : recentCalls()
                        .filter(each -> !each.containsKey("result"))
                        .filter(each ->
                                !call.containsKey("id") || call.get("id").equals(each.get("id")))
                        .findFirst();
        earlier.ifPresentOrElse(each -> each.put("result", call.get("result")), () -> toolCalls.add(call));
    }

    /**
     * The whole message.
     *
     * @param parent the place of the message it continues, -1 for none
     * @throws UnreadableConversationException if its content is longer than a document holds
     */
    ImportedMessage message(int parent) throws UnreadableConversationException {
        String text = content.toString();
        Map<String, Object> rest = new LinkedHashMap<>(kept);
        if (!UnicodeText.wellFormed(text)) {
            values.put(rest, "content", UnicodeText.literal(text));
            text = UnicodeText.replaced(text);
        }
        int bytes = ConversationImport.bytesOf(text);
        if (bytes > ConversationImport.MAX_CONTENT_BYTES) {
            throw UnreadableConversationException.tooLong(bytes);
        }
        if (thought.length() > 0) {
            rest.put("reasoning", UnicodeText.visible(thought.toString()));
            thoughtSeconds.ifPresent(seconds -> rest.put("reasoning_time", seconds));
        }
        if (!toolCalls.isEmpty()) {
            rest.put("tool_calls", List.copyOf(toolCalls));
        }
        if (!attachments.isEmpty()) {
            rest.put("attachments", List.copyOf(attachments));
        }
        return new ImportedMessage(
                id, role, text, time, model, Map.copyOf(metrics), Optional.of(parent), finishReason, rest);
    }

    private static void append(StringBuilder to, String text) {
        if (!text.isEmpty()) {
            to.append(to.length() > 0 ? PARAGRAPH : "").append(text);
        }
    }
}
