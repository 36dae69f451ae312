package org.parley.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Rows;

/** Replies as servers send them: errors, ends, odd types, and framing, in pieces of every length (issue 15, A1 to A3). */
class ReplyTest {
    private static final String USAGE = "\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":2,\"total_tokens\":13}";

    // A1: what is an error

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"x\"}",
                "{\"error\":{\"message\":\"x\"}}",
                "{\"error\":{}}",
                "{\"error\":\"\"}",
                "{\"id\":\"g\",\"model\":\"m\",\"error\":{\"code\":502,\"message\":\"x\"},\"choices\":[]}",
                "{\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}],\"error\":\"x\"}",
                "{\"choices\":[{\"index\":0,\"error\":{\"message\":\"x\"},\"delta\":{}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"error\":\"x\"}}]}",
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}]}",
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"ERROR\"}]}",
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"network_error\"}]}",
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"insufficient_system_resource\"}]}",
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"abort\"}]}",
                "{\"object\":\"error\",\"message\":\"x\",\"code\":400}",
                "{\"type\":\"error\",\"message\":\"x\"}",
                "{\"detail\":\"x\"}",
                "{\"message\":\"x\",\"code\":500}"
            })
    void everyShapeOfAnErrorEndsTheReplyAsFailed(String error) {
        String half = chunk("{\"content\":\"Half\"}", "null");

        assertThat(read(half + "data: " + error + "\n\ndata: [DONE]\n\n")).isEqualTo("error [Half] {} -/-");
        assertThat(read("data: " + error + "\n\ndata: [DONE]\n\n")).isEqualTo("error [] {} -/-");
    }

    @Test
    void anErrorEventIsOneWhateverItsData() {
        String half = chunk("{\"content\":\"Half\"}", "null");
        for (String event : List.of(
                "event: error\ndata: {\"message\":\"x\"}\n\n",
                "event:error\ndata:overloaded\n\n",
                "error: {\"message\":\"x\"}\n\n",
                "event: error\ndata: {\"choices\":[]}\n\n")) {
            assertThat(read(half + event + "data: [DONE]\n\n")).as(event).isEqualTo("error [Half] {} -/-");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "false", "\"\"", "{}", "[]"})
    void anEmptyErrorBesideAChoiceIsNone(String empty) {
        String body = chunk("{\"content\":\"All \"}", "null") + chunk("{\"content\":\"well\"}", "\"stop\"");

        assertThat(read(body.replace("{\"choices\"", "{\"error\":" + empty + ",\"choices\"")))
                .isEqualTo("WHOLE [All well] {} -/-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"x\"}",
                "{\"error\":{\"message\":\"x\"},\"done\":true}",
                "{\"done_reason\":\"error\"}"
            })
    void ollamasErrorsEndTheReplyAsFailed(String error) {
        assertThat(ollama(line("Half", "\"done\":false") + error + "\n" + line("", "\"done\":true")))
                .isEqualTo("error [Half] {} -/-");
    }

    @Rows({
        "{\"error\":{\"message\":\"You exceeded your current quota.\",\"code\":\"insufficient_quota\"}}|You exceeded your current quota",
        "{\"error\":\"model  is\\u202e\\nloading\"}|model is loading",
        "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"extra fields\"}]}|extra fields",
        "{\"error\":{\"message\":\"Incorrect API key provided: sk-proj-abc123DEF456.\"}}|Incorrect API key provided: …",
        "[{\"error\":{\"message\":\"in a list\"}}]|in a list",
        "plain words|plain words",
        "<html><body>Bad gateway</body></html>|",
        "{\"error\":{\"code\":7}}|",
        "{broken|",
    })
    void whatAServerSaysIsFoundCleanedAndShortened(String body, String said) {
        assertThat(ReplyError.ofBody(400, body).reason().orElse(null)).isEqualTo(said);
    }

    @Test
    void aLongMessageIsCutAfterAWord() {
        String said = ReplyError.ofBody(500, "word ".repeat(100)).reason().orElseThrow();

        assertThat(said).endsWith("word…").hasSizeLessThan(202);
    }

    @Test
    void anErrorTellsItsStatusAndWhetherAFilterRefused() {
        Heard heard = Heard.of(
                ReplyFormat.CHAT_COMPLETIONS,
                "data: {\"error\":{\"code\":\"429\",\"message\":\"slow down\"}}\n\n",
                999);
        assertThat(heard.reply.error().orElseThrow().status()).hasValue(429);
        assertThat(ReplyError.ofBody(400, "{\"error\":{\"code\":\"content_filter\"}}")
                        .filtered())
                .isTrue();
    }

    // A2: how a reply ends

    @ParameterizedTest
    @CsvSource({
        "stop, WHOLE",
        "STOP, WHOLE",
        "eos, WHOLE",
        "end_turn, WHOLE",
        "tool_calls, WHOLE",
        "whatever, WHOLE",
        "length, LENGTH",
        "LENGTH, LENGTH",
        "max_tokens, LENGTH",
        "MAX_TOKENS, LENGTH",
        "max_output_tokens, LENGTH",
        "model_length, LENGTH",
        "content_filter, FILTERED",
        "CONTENT_FILTER, FILTERED",
        "content-filter, FILTERED",
        "SAFETY, FILTERED",
        "sensitive, FILTERED"
    })
    void aReplyEndsAsItsReasonSays(String reason, String ending) {
        String one = chunk("{\"content\":\"One two\"}", "\"" + reason + "\"");

        assertThat(read(one)).isEqualTo(ending + " [One two] {} -/-");
        assertThat(ollama(line("One two", "\"done\":true,\"done_reason\":\"" + reason + "\"")))
                .isEqualTo(ending + " [One two] {} -/-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \"", "false", "{}", "[]", "\"null\""})
    void aMissingReasonLeavesTheEndToTheMark(String reason) {
        String one = chunk("{\"content\":\"One two\"}", reason);

        assertThat(read(one + "data: [DONE]\n\n")).isEqualTo("done [One two] {} -/-");
        assertThat(read(one)).isEqualTo("open [One two] {} -/-");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void theTokensAreFoundWhereverTheUsageStands(int place) {
        String one = chunk("{\"content\":\"One \"}", "null");
        String two = chunk("{\"content\":\"two\"}", "\"stop\"");
        String early = "\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":1}";
        String body =
                switch (place) {
                    case 0 -> with(early, one) + with(USAGE, two) + "data: [DONE]\n\n";
                    case 1 -> with("\"usage\":null", one) + with(USAGE, two) + "data: [DONE]\n\n";
                    case 2 -> one + two + "data: {\"choices\":[]," + USAGE + "}\n\ndata: [DONE]\n\n";
                    default -> one + two + "data: [DONE]\n\ndata: {\"choices\":[]," + USAGE + "}\n\n";
                };

        assertThat(read(body)).isEqualTo("WHOLE [One two] {} 11/2");
    }

    @Test
    void theUsageWithoutAChoiceIsTheLastEvent() {
        String body = chunk("{\"content\":\"One two\"}", "null") + "data: {\"choices\":[]," + USAGE + "}\n\n";

        assertThat(read(body)).isEqualTo("WHOLE [One two] {} 11/2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":{\"content\":\"\"},\"done\":true,COUNTS}",
                "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",COUNTS}",
                "{\"message\":{\"content\":\"\"},\"done_reason\":\"stop\",COUNTS}",
                "{\"done\":true,COUNTS}",
                "{\"message\":null,\"done\":\"true\",COUNTS}",
                "{\"message\":{\"role\":\"assistant\"},\"done\":1,\"done_reason\":null,COUNTS}"
            })
    void ollamaEndsInManyWays(String last) {
        String body = line("One ", "\"done\":false") + "\n\n" + line("two", "\"done\":false")
                + last.replace("COUNTS", "\"prompt_eval_count\":11,\"eval_count\":2");

        assertThat(ollama(body)).isEqualTo("WHOLE [One two] {} 11/2");
    }

    // A3: odd types

    static Stream<String> oddEvents() {
        String[] odd = {"null", "true", "7", "-1.5e300", "\"x\"", "[]", "[1,null,{}]", "{}", "{\"a\":{\"b\":[]}}"};
        List<String> events = new ArrayList<>();
        for (String value : odd) {
            for (String field :
                    List.of("id", "object", "created", "model", "usage", "system_fingerprint", "service_tier")) {
                events.add(
                        "{\"" + field + "\":" + value + ",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"X\"}}]}");
            }
            for (String field : List.of("logprobs", "stop_reason", "content_filter_results", "matched_stop")) {
                events.add("{\"choices\":[{\"delta\":{\"content\":\"X\"},\"" + field + "\":" + value + "}]}");
            }
            for (String field : List.of("role", "tool_calls", "function_call", "audio", "annotations")) {
                events.add("{\"choices\":[{\"delta\":{\"content\":\"X\",\"" + field + "\":" + value + "}}]}");
            }
        }
        return events.stream().filter(event -> !event.contains("\"object\":\"error\""));
    }

    @ParameterizedTest
    @MethodSource("oddEvents")
    void aFieldThatIsNotNeededSpoilsNothing(String event) {
        String body = "data: " + event.replace("X", "One ") + "\n\n" + chunk("{\"content\":\"two\"}", "\"stop\"");

        assertThat(Heard.of(ReplyFormat.CHAT_COMPLETIONS, body, 4096).text).hasToString("One two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"One two\"",
                "[{\"type\":\"text\",\"text\":\"One two\"}]",
                "[\"One \",\"two\"]",
                "{\"type\":\"text\",\"text\":\"One two\"}",
                "[{\"type\":\"text\",\"text\":{\"value\":\"One two\"}}]",
                "[{\"type\":\"output_text\",\"text\":\"One \"},null,{\"text\":\"two\"}]"
            })
    void contentMayBeMadeOfParts(String content) {
        assertThat(read(chunk("{\"content\":" + content + "}", "\"stop\""))).isEqualTo("WHOLE [One two] {} -/-");
        assertThat(ollama("{\"message\":{\"content\":" + content + "},\"done\":true}"))
                .isEqualTo("WHOLE [One two] {} -/-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"reasoning_content\":\"Hm\",\"content\":\"One two\"",
                "\"reasoning\":\"Hm\",\"content\":\"One two\"",
                "\"thinking\":\"Hm\",\"content\":\"One two\"",
                "\"reasoning\":\"Hm\",\"reasoning_content\":\"Hm\",\"content\":\"One two\"",
                "\"reasoning\":\"Hm\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"Hm\"}],\"content\":\"One two\"",
                "\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"Hm\"}],\"content\":\"One two\"",
                "\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"Hm\"}]},{\"type\":\"text\",\"text\":\"One two\"}]",
                "\"content\":[{\"type\":\"thinking\",\"thinking\":\"Hm\"},{\"type\":\"text\",\"text\":\"One two\"}]"
            })
    void aThoughtHasManyNames(String fields) {
        assertThat(read(chunk("{" + fields + "}", "\"stop\""))).isEqualTo("WHOLE [One two] {Hm} -/-");
        assertThat(ollama("{\"message\":{" + fields + "},\"done\":true}")).isEqualTo("WHOLE [One two] {Hm} -/-");
    }

    @Test
    void aRefusalIsTheAnswer() {
        String body = chunk("{\"role\":\"assistant\",\"content\":null,\"refusal\":\"I cannot \"}", "null")
                + chunk("{\"refusal\":\"help.\"}", "\"stop\"");

        assertThat(read(body)).isEqualTo("WHOLE [I cannot help.] {} -/-");
    }

    @Test
    void onlyTheFirstOfSeveralChoicesCounts() {
        assertThat(read("data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"no\"}},"
                        + "{\"index\":0,\"delta\":{\"content\":\"yes\"},\"finish_reason\":\"stop\"}]}\n\n"))
                .isEqualTo("WHOLE [yes] {} -/-");
    }

    // framing

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFFdata: A\n\ndata: B\n\ndata: [DONE]\n\n",
                "data:A\n\ndata:B\n\ndata:[DONE]\n\n",
                "data: A\ndata: B\ndata: [DONE]",
                "data: A\r\n\r\ndata: B\r\n\r\ndata: [DONE]\r\n\r\n",
                "data: A\r\rdata: B\r\rdata: [DONE]\r\r",
                ": hello\n\nid: 1\nretry: 9\nevent: message\ndata: A\n\n:\n\ndata:   B  \n\ndata: [DONE]\n",
                "A\nB\n[DONE]\n",
                "A\n\n\nB\n[DONE]",
                "[A,\nB]\n[DONE]",
                "AB[DONE]\n[DONE]"
            })
    void eventsAreFoundInEveryFraming(String frames) {
        String body = frames.replace("A", "{\"choices\":[{\"delta\":{\"content\":\"One {}\"}}]}")
                .replace("B", "{\"choices\":[{\"delta\":{\"content\":\" \\\"two\\\\\"}}]}");

        assertThat(read(body)).isEqualTo("done [One {} \"two\\] {} -/-");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWholeCompletionIsTakenWhereAStreamWasAskedFor(boolean pretty) {
        String body = "{\"id\":\"x\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":"
                + "\"assistant\",\"content\":\"One two\",\"reasoning_content\":\"Hm\"},\"finish_reason\":\"stop\"}],"
                + USAGE + "}";

        assertThat(read(pretty ? body.replace(",", ",\n\n  ").replace("{", "{\n") : body))
                .isEqualTo("WHOLE [One two] {Hm} 11/2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\": [{\"delta\": {\"content\": \"ha\n\n",
                "data: {\"choices\": [}\n\n",
                "<!DOCTYPE html>\n<style>body {color: red}</style>\n<p>Sign in",
                "{\"choices\": [{\"message\": {\"content\": \"ha"
            })
    void whatIsNoReplyIsUnreadable(String body) {
        assertThat(read(body)).isEqualTo("unreadable [] {} -/-");
    }

    @Test
    void plainWordsInPlaceOfAReplyAreAnError() {
        Heard heard = Heard.of(ReplyFormat.CHAT_COMPLETIONS, "Internal Server Error", 3);

        assertThat(heard.summary()).isEqualTo("error [] {} -/-");
        assertThat(heard.reply.error().orElseThrow().reason()).hasValue("Internal Server Error");
    }

    // A8: halves of characters

    @Test
    void theHalvesOfACharacterComeTogether() {
        String body = chunk("{\"content\":\"A\\ud83d\"}", "null") + chunk("{\"content\":\"\\ude00B\"}", "\"stop\"");
        assertThat(read(body)).isEqualTo("WHOLE [A😀B] {} -/-");
        assertThat(read(body.replace("content", "reasoning"))).isEqualTo("WHOLE [] {A😀B} -/-");
    }

    @Test
    void aHalfWithoutItsOtherIsReplaced() {
        assertThat(read(chunk("{\"content\":\"A\\ud83d\"}", "\"stop\""))).isEqualTo("WHOLE [A\uFFFD] {} -/-");
        assertThat(read(chunk("{\"content\":\"\\ude00B\"}", "\"stop\""))).isEqualTo("WHOLE [\uFFFDB] {} -/-");
        assertThat(read(chunk("{\"content\":\"\\ud83d\\ud83d\\ude00\"}", "\"stop\"")))
                .isEqualTo("WHOLE [\uFFFD😀] {} -/-");
        assertThat(read(chunk("{\"reasoning\":\"A\\ud83d\"}", "null")
                        + chunk("{\"content\":\"\\ude00B\"}", "\"stop\"")))
                .isEqualTo("WHOLE [\uFFFDB] {A\uFFFD} -/-");
    }

    private static String chunk(String delta, String reason) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}]}\n\n";
    }

    private static String with(String field, String chunk) {
        return chunk.replace("{\"choices\"", "{" + field + ",\"choices\"");
    }

    private static String line(String content, String rest) {
        return "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"" + content + "\"}," + rest + "}\n";
    }

    private static String read(String body) {
        return read(ReplyFormat.CHAT_COMPLETIONS, body);
    }

    private static String ollama(String body) {
        return read(ReplyFormat.OLLAMA, body);
    }

    /** What is heard, which must not depend on the lengths of the pieces. */
    private static String read(ReplyFormat format, String body) {
        String whole = Heard.of(format, body, body.length()).summary();
        for (int length : new int[] {1, 2, 7, 64}) {
            assertThat(Heard.of(format, body, length).summary())
                    .as("in pieces of " + length)
                    .isEqualTo(whole);
        }
        return whole;
    }
}
