package org.parley.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.parley.model.Turn.Speaker;
import org.parley.testing.Rows;

/** Any conversation, arranged so that a strict chat template accepts it (issue 15, point 5). */
class StrictPromptTest {
    private static final int WIDE = 100_000;

    @Rows({
        "A0 U1            | U1",
        "U0 U1            | U0+U1",
        "U0 U1 A2 U3      | U0+U1 A2 U3",
        "U0 A1 S2 U3      | S2 U0 A1 U3",
        "S0 S1 U2         | S0+S1 U2",
        "A0 A1 U2 A3 A4 U5 | U2 A3+A4 U5",
        "S0 A1 U2         | S0+opening+A1 U2",
        "_A U1            | U1",
        "U0 _A U2         | U0+U2",
        "U0 A1 _U A3 U4   | U0 A1+A3 U4",
        "U0 A1 _U         | U0 A1 empty",
        "U0 _U            | U0",
        "_U               | empty"
    })
    void turnsThatAStrictTemplateRefuses(String said, String sent) {
        List<Turn> turns =
                Arrays.stream(said.split(" ")).map(StrictPromptTest::turn).toList();
        List<Turn> prompt = StrictPrompt.of("", turns, WIDE);

        String[] names = prompt.stream()
                .map(turn -> turn.text()
                        .replace("You began the conversation with:", "opening")
                        .replace("(empty)", "empty")
                        .replace("\n\n", "+"))
                .toArray(String[]::new);
        assertThat(names).containsExactly(sent.split(" "));
        requireStrict(prompt);
    }

    @Test
    void anOpeningAnswerFollowsTheInstructions() {
        List<Turn> turns = List.of(new Turn(Speaker.ASSISTANT, "Welcome!"), new Turn(Speaker.USER, "Hi"));

        assertThat(StrictPrompt.of("Be kind", turns, WIDE))
                .containsExactly(
                        new Turn(Speaker.SYSTEM, "Be kind\n\nYou began the conversation with:\n\nWelcome!"),
                        new Turn(Speaker.USER, "Hi"));
    }

    @Test
    void anAnswerWhoseQuestionDoesNotFitIsLeftOut() {
        List<Turn> turns = List.of(
                new Turn(Speaker.USER, "q".repeat(3000)),
                new Turn(Speaker.ASSISTANT, "answer"),
                new Turn(Speaker.USER, "Hi"));

        assertThat(StrictPrompt.of("Be kind", turns, 600))
                .containsExactly(new Turn(Speaker.SYSTEM, "Be kind"), new Turn(Speaker.USER, "Hi"));
    }

    @RepeatedTest(500)
    void anySequenceOfRolesAndBlanksIsAcceptedAndLosesNothingTheUserSaid(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Turn> turns = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            turns.add(random(random, Speaker.values()[random.nextInt(3)], turns.size()));
        }
        turns.add(random(random, Speaker.USER, turns.size()));
        String instructions = random.nextBoolean() ? "Be kind" : " ";

        List<Turn> prompt = StrictPrompt.of(instructions, turns, WIDE);

        requireStrict(prompt);
        String sent = String.join("|", prompt.stream().map(Turn::text).toList());
        assertThat(turns)
                .filteredOn(turn ->
                        turn.speaker() != Speaker.ASSISTANT && !turn.text().isBlank())
                .allSatisfy(turn -> assertThat(sent).containsOnlyOnce(turn.text()));
        List<String> answers = turns.stream()
                .dropWhile(turn -> turn.speaker() != Speaker.USER || turn.text().isBlank())
                .filter(turn ->
                        turn.speaker() == Speaker.ASSISTANT && !turn.text().isBlank())
                .map(Turn::text)
                .toList();
        assertThat(answers).allSatisfy(text -> assertThat(sent).containsOnlyOnce(text));

        int window = 512 + random.nextInt(200);
        List<Turn> cut = StrictPrompt.of(instructions, turns, window);
        requireStrict(cut);
        Turn question = turns.get(turns.size() - 1);
        if (!question.text().isBlank()) {
            assertThat(cut.get(cut.size() - 1).text()).endsWith(question.text());
        }
    }

    /** What Mistral's and Gemma's templates check. */
    private static void requireStrict(List<Turn> prompt) {
        List<Turn> dialogue = prompt.subList(prompt.get(0).speaker() == Speaker.SYSTEM ? 1 : 0, prompt.size());
        for (int i = 0; i < dialogue.size(); i++) {
            assertThat(dialogue.get(i).speaker()).isEqualTo(i % 2 == 0 ? Speaker.USER : Speaker.ASSISTANT);
        }
        assertThat(dialogue.size() % 2).as("ends with the user").isEqualTo(1);
        assertThat(prompt).noneMatch(turn -> turn.text().isBlank());
    }

    private static Turn random(Random random, Speaker speaker, int number) {
        String blank = Stream.of("", " ", "\n\t").toList().get(random.nextInt(3));
        boolean isLong = random.nextInt(4) == 0;
        return new Turn(
                speaker,
                random.nextInt(4) == 0 ? blank : "<" + number + ">" + (isLong ? "x".repeat(random.nextInt(900)) : ""));
    }

    private static Turn turn(String name) {
        char role = name.charAt(name.startsWith("_") ? 1 : 0);
        Speaker speaker = role == 'U' ? Speaker.USER : role == 'A' ? Speaker.ASSISTANT : Speaker.SYSTEM;
        return new Turn(speaker, name.startsWith("_") ? " " : name);
    }
}
