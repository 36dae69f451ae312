package org.parley.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parley.model.Turn.Speaker;

/**
 * Arranges a prompt as strict chat templates require, such as Mistral's and Gemma's: at most one system message, which
 * comes first; then user and assistant in turn; the user first and last. Only what a model receives is arranged, never
 * what is stored.
 *
 * <ul>
 *   <li>System messages of the conversation follow the instructions in the one system message.
 *   <li>Neighbours of one speaker are joined by a blank line, and blank messages are left out.
 *   <li>An answer before the first question joins the system message. Without a system message it is left out, because
 *       some templates accept none, and so is an answer whose question did not fit into the window.
 * </ul>
 */
final class StrictPrompt {
    /** Replaces a blank question, because servers reject empty messages. */
    private static final String EMPTY = "(empty)";

    private static final String OPENING = "You began the conversation with:";

    private StrictPrompt() {}

    /**
     * Selects what fits into the window and arranges it.
     *
     * @param instructions the system prompt; blank for none
     * @param turns the conversation, oldest first; the last turn is the user's
     * @param window the model's context window in tokens, see {@link ContextWindow#fit}
     */
    static List<Turn> of(String instructions, List<Turn> turns, int window) {
        List<Turn> spoken = withoutBlanks(turns);
        List<Turn> shown = ContextWindow.fit(instructions, spoken, window);
        boolean whole = shown.size() == spoken.size() + (instructions.isBlank() ? 0 : 1);
        List<String> system = new ArrayList<>(texts(shown.stream(), Speaker.SYSTEM));
        List<Turn> dialogue =
                shown.stream().filter(turn -> turn.speaker() != Speaker.SYSTEM).toList();
        List<Turn> opening = dialogue.stream()
                .takeWhile(turn -> turn.speaker() == Speaker.ASSISTANT)
                .toList();
        if (whole && !system.isEmpty() && !opening.isEmpty()) {
            system.add(OPENING);
            system.addAll(texts(opening.stream(), Speaker.ASSISTANT));
        }
        List<Turn> prompt = new ArrayList<>();
        if (!system.isEmpty()) {
            prompt.add(new Turn(Speaker.SYSTEM, String.join("\n\n", system)));
        }
        prompt.addAll(joined(dialogue.subList(opening.size(), dialogue.size())));
        return prompt;
    }

    private static List<Turn> withoutBlanks(List<Turn> turns) {
        int last = turns.size() - 1;
        List<Turn> spoken = turns.subList(0, last).stream()
                .filter(turn -> !turn.text().isBlank())
                .collect(Collectors.toCollection(ArrayList::new));
        Turn question = turns.get(last);
        boolean follows = !spoken.isEmpty() && spoken.get(spoken.size() - 1).speaker() == Speaker.USER;
        if (!question.text().isBlank()) {
            spoken.add(question);
        } else if (!follows) {
            spoken.add(new Turn(question.speaker(), EMPTY));
        }
        return spoken;
    }

    private static List<Turn> joined(List<Turn> dialogue) {
        List<Turn> joined = new ArrayList<>();
        for (int from = 0, to; from < dialogue.size(); from = to) {
            Speaker speaker = dialogue.get(from).speaker();
            for (to = from + 1; to < dialogue.size() && dialogue.get(to).speaker() == speaker; ) {
                to++;
            }
            joined.add(new Turn(speaker, String.join("\n\n", texts(dialogue.subList(from, to).stream(), speaker))));
        }
        return joined;
    }

    private static List<String> texts(Stream<Turn> turns, Speaker speaker) {
        return turns.filter(turn -> turn.speaker() == speaker).map(Turn::text).toList();
    }
}
