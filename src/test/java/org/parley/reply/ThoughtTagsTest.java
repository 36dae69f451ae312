package org.parley.reply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Thoughts in the text of an answer, with tags cut at every character (issue 15, A4). */
class ThoughtTagsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<think>\\nHm. \\n\\n- a list\\n</think>\\n\\nFour.|Four.|Hm. \\n\\n- a list\\n",
                "<thought>Hm</thought>Four.|Four.|Hm",
                "<thinking>Hm</thinking> Four.|Four.|Hm",
                "\\n <THINK>Hm</Think>\\nFour.|Four.|Hm",
                "[THINK]Hm[/THINK]Four.|Four.|Hm",
                "<think></think>Four.|Four.|",
                "<think>\\n\\n</think>\\n\\nFour.|Four.|",
                "<think>One</think>\\n<think>Two</think>Four.|Four.|One\\n\\nTwo",
                "<think>Say `</think>` then</think>Four.|Four.|Say `</think>` then",
                "<think>A <b> c</think>    code|'    code'|A <b> c",
                "Hm. Let me see.\\n</think>\\n\\nFour.|Four.|Hm. Let me see.\\n",
                "Hm</think>Four.|Four.|Hm",
                "Hm</thought>Four.|Four.|Hm",
                "It's a ` tick</think>\\nFour.|Four.|It's a ` tick",
                "```\\ncode\\n```\\nHm</think>Four.|Four.|```\\ncode\\n```\\nHm",
                "</think>\\n\\nFour.|Four.|",
                "<think>never closed||never closed",
                "<thin|<thin|",
                "<thinner> is a word|<thinner> is a word|",
                "a < b and [THIS]|a < b and [THIS]|",
            })
    void aThoughtIsToldFromTheAnswer(String words, String text, String thought) {
        assertThat(parted(words.replace("\\n", "\n")))
                .isEqualTo(("" + (text == null ? "" : text) + "|" + (thought == null ? "" : thought))
                        .replace("\\n", "\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Models write `<think>` first:\n\n```\n<think>x</think>\n```\nDone.",
                "```xml\n<think>x</think>\n```\nDone.",
                "~~~\nx</think>\n~~~\nDone.",
                "Close it with `</think>` and go on.",
                "Close it with ``a `</think>` b`` and go on.",
                "Indented:\n\n    x</think>\n\nDone.",
                "Between <think> and </think> it thinks.",
                "`<think>` opens it",
                "  two blanks first",
                "\n\nAn empty line first"
            })
    void tagsInCodeAndInAnAnswerStay(String words) {
        assertThat(parted(words)).isEqualTo(words + "|");
    }

    @Test
    void aThoughtOfItsOwnAndALeftoverTag() {
        Heard heard = new Heard();
        ThoughtTags tags = new ThoughtTags(heard);
        tags.thought("\nHm");
        tags.text("\n</think>\n\nFour, not </think>.");
        tags.thought("More");
        tags.end();

        assertThat(heard.text).hasToString("Four, not </think>.");
        assertThat(heard.thought).hasToString("Hm\n\nMore");
    }

    private static String parted(String words) {
        String whole = parted(words, words.length());
        for (int length = 1; length <= 11; length++) {
            assertThat(parted(words, length)).as("in pieces of " + length).isEqualTo(whole);
        }
        return whole;
    }

    private static String parted(String words, int length) {
        Heard heard = new Heard();
        ThoughtTags tags = new ThoughtTags(heard);
        for (int i = 0; i < words.length(); i += length) {
            tags.text(words.substring(i, Math.min(words.length(), i + length)));
        }
        tags.end();
        return heard.text + "|" + heard.thought;
    }
}
