package org.parley.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.parley.intake.ImportedMessage;

/** Trees as no program should write them. */
@Timeout(30)
class MessageTreeTest {
    private static final int MANY = 100_000;
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final MessageTree tree = new MessageTree();

    @Test
    void aLongConversationIsNoDeepRecursion() throws Exception {
        for (int i = 0; i < MANY; i++) {
            tree.add("m" + i, i == 0 ? Optional.empty() : Optional.of("m" + (i - 1)), said("x" + i));
        }

        MessageTree.Ordered ordered = tree.order(Optional.empty());

        assertThat(ordered.messages()).hasSize(MANY);
        assertThat(ordered.shown()).isEqualTo(MANY - 1);
        assertThat(ordered.messages().get(MANY - 1).parent()).contains(MANY - 2);
    }

    @Test
    void circlesAreCutWhereTheyBegin() throws Exception {
        for (int i = 0; i < MANY; i += 2) {
            tree.add("m" + i, Optional.of("m" + (i + 1)), said("a"));
            tree.add("m" + (i + 1), Optional.of("m" + i), said("b"));
        }
        tree.add("self", Optional.of("self"), said("c"));

        MessageTree.Ordered ordered = tree.order(Optional.of("m0"));

        assertThat(ordered.messages()).hasSize(MANY + 1);
        assertThat(ordered.messages())
                .filteredOn(message -> message.content().equals("b"))
                .allMatch(message -> message.parent().orElseThrow() >= 0);
    }

    @Test
    void whatIsHiddenIsHandedOnOnce() throws Exception {
        tree.add("q", Optional.empty(), said("q"));
        String parent = "q";
        for (int i = 0; i < 1_000; i++) {
            tree.addHidden("h" + i, Optional.of(parent), draft("assistant").think("thought " + i));
            parent = "h" + i;
        }
        for (int i = 0; i < MANY; i++) {
            tree.add("a" + i, Optional.of(parent), draft("assistant").say("answer"));
        }

        MessageTree.Ordered ordered = tree.order(Optional.empty());

        assertThat(ordered.messages()).hasSize(MANY + 1);
        assertThat(ordered.messages().get(1).kept().get("reasoning").toString()).startsWith("thought 0\n\nthought 1");
        assertThat(ordered.messages())
                .filteredOn(message -> message.kept().containsKey("reasoning"))
                .hasSize(1);
        assertThat(ordered.messages().get(MANY).parent()).contains(0);
    }

    @Test
    void whatIsHiddenBeforeAQuestionIsAnAnswerOfItsOwn() throws Exception {
        tree.add("a", Optional.empty(), draft("assistant").say("a"));
        tree.addHidden("h", Optional.of("a"), draft("assistant").toolCall(Optional.empty(), "tool", null));
        tree.add("q", Optional.of("h"), said("q"));

        assertThat(tree.order(Optional.empty()).messages())
                .extracting(
                        ImportedMessage::role,
                        ImportedMessage::content,
                        message -> message.parent().orElseThrow())
                .containsExactly(tuple("assistant", "a", -1), tuple("assistant", "", 0), tuple("user", "q", 1));
    }

    @Test
    void parentsComeFirstAlsoIfTheyAreYounger() throws Exception {
        tree.add("c", Optional.of("p"), said("child").time(Optional.of(T0)));
        tree.add("p", Optional.empty(), said("parent").time(Optional.of(T0.plus(Duration.ofHours(1)))));
        tree.add("l", Optional.of("p"), said("last").time(Optional.of(T0.plus(Duration.ofHours(2)))));

        assertThat(tree.order(Optional.of("c")).messages())
                .extracting(ImportedMessage::content)
                .containsExactly("parent", "child", "last");
        assertThat(tree.last()).contains("l");
    }

    private static MessageDraft said(String text) {
        return draft("user").say(text);
    }

    private static MessageDraft draft(String role) {
        return new MessageDraft(role, note -> {});
    }
}
