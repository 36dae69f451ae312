package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.testing.Await;
import org.parley.testing.Node;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;
import org.parley.testing.Stage;

/** Streamed answers on the chat page: written, stopped, regenerated, and the way back to an earlier version. */
@Tag("browser")
class StreamingPageIT {
    private static final Duration QUICKLY = Duration.ofMillis(20);

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static Stage stage;
    private static ScriptedModel model;
    private static Node node;

    private final CountDownLatch goOn = new CountDownLatch(1);
    private Person person;

    @BeforeAll
    static void start() {
        stage = Stage.shared();
        model = stage.model();
        node = stage.node();
    }

    @BeforeEach
    void open() {
        model.reset();
        person = chromium.person(node.url().toString(), new Browser.NewContextOptions().setViewportSize(1280, 800));
        person.register();
    }

    @AfterEach
    void letGo() {
        goOn.countDown();
        model.reset();
    }

    @Test
    void anAnswerIsSeenWhileItIsWrittenAfterAReloadAndInASecondTabToo() {
        model.next(Script.tokens("It begins **here**").await(goOn).then(" and ends there."));
        person.write("Go on");
        assertThat(written(person.page)).containsText("It begins here");
        assertThat(person.page.locator("#announcer")).hasText("The answer is being written");
        person.picture("chat-streaming");

        person.page.reload();
        Page tab = person.secondTab();
        assertThat(written(person.page)).containsText("It begins here");
        assertThat(written(tab)).containsText("It begins here");
        assertThat(person.page.locator(".conversation .mark.running")).isVisible();
        goOn.countDown();

        assertThat(person.answers()).hasText(Pattern.compile("It begins here and ends there\\."));
        assertThat(tab.locator(".message.assistant.kept")).containsText("and ends there.");
        assertThat(person.page.locator("#announcer")).hasText("The answer is finished");
        awaitTimeOfFirstWord(person.page);
        awaitTimeOfFirstWord(tab);
        person.page.reload();
        assertThat(person.messages()).hasCount(2);
        awaitTimeOfFirstWord(person.page);
    }

    /** The times until the first words are loaded after the messages, and after an answer's end. */
    private static void awaitTimeOfFirstWord(Page page) {
        Await.until("the time until the first word is there", () -> {
            page.locator(".figures .info").last().click();
            assertThat(page.locator(".details")).containsText("tokens/s");
            boolean known = page.locator(".details").innerText().contains("First word after");
            page.keyboard().press("Escape");
            assertThat(page.locator(".details")).hasCount(0);
            return known;
        });
    }

    @Test
    void aThoughtIsOpenWhileItGrowsAndThenFolded() {
        CountDownLatch said = new CountDownLatch(1);
        model.next(Script.tokens("<think>\nThe user asks 2+2. ", "Secret musing.\n\n- a list")
                .await(said)
                .then("\n</think>\n\nIt is **four**")
                .await(goOn)
                .then("."));
        person.write("2+2?");
        Locator thought = person.page.locator(".thought");
        assertThat(thought.locator("summary")).hasText("Thinking…");
        assertThat(thought.locator(".words")).containsText("Secret musing.");
        assertThat(thought.locator(".words")).isVisible();
        person.picture("chat-thinking");
        person.page.reload();
        assertThat(thought.locator(".words")).containsText("Secret musing.");

        said.countDown();
        assertThat(written(person.page)).containsText("It is four");
        assertThat(thought.locator("summary")).hasText("Thoughts");
        assertThat(thought.locator(".words")).isHidden();
        goOn.countDown();
        assertThat(person.answers()).containsText("It is four.");
        assertThat(thought.locator("summary")).hasText(Pattern.compile("Thought for .+"));
        person.picture("chat-thought");
        assertThat(person.page.locator(".conversation").first()).not().containsText("Secret");

        person.page.reload();
        assertThat(thought.locator(".words")).isHidden();
        thought.locator("summary").click();
        assertThat(thought.locator(".words")).containsText("- a list");
        person.picture("chat-thought-open");
    }

    @Test
    void aThoughtWhoseBeginningWasNotMarkedLeavesTheAnswer() {
        model.next(Script.tokens("Let me see.").await(goOn).then("\n</think>\n\nFour."));
        person.write("2+2?");
        assertThat(written(person.page)).containsText("Let me see.");
        goOn.countDown();

        assertThat(person.answers()).hasCount(1);
        assertThat(person.answers().locator(".prose")).hasText("Four.");
        assertThat(person.page.locator(".thought .words")).hasText("Let me see.");
        assertThat(person.page.locator(".thought .words")).isHidden();
    }

    @Test
    void anAnswerThatWasCutOffSaysWhatCutIt() {
        String[][] ends = {
            {"max_tokens", "Cut off: the model's answer reached its maximum length"},
            {"content_filter", "Cut off by the model's content filter"},
            {"error", "Interrupted"}
        };
        for (String[] end : ends) {
            model.next(Script.body("data: {\"choices\":[{\"delta\":{\"content\":\"Half of it\"},\"finish_reason\":\""
                    + end[0] + "\"}]}\n\n"));
            person.say("Tell me");
            assertThat(person.page.locator(".end").last()).hasText(end[1]);
        }
        person.picture("chat-cut-off");

        model.next(Script.body("data: {\"error\":{\"message\":\"You exceeded your current quota.\"}}\n\n"));
        person.write("And now?");
        assertThat(person.page.locator(".message.assistant.failed")).containsText("“You exceeded your current quota”");
    }

    @Test
    void aStoppedAnswerIsKeptAndAnotherOneStandsBesideIt() {
        model.next(Script.words(400, QUICKLY));
        person.write("Count");
        assertThat(written(person.page)).containsText("w3");
        person.page.keyboard().press("Escape");
        assertThat(person.page.locator(".end")).hasText("Stopped");
        assertThat(person.answers()).containsText("w3");

        model.next(Script.tokens("Counted."));
        person.page.locator(".message.assistant [data-act=again]").click();
        assertThat(person.answers()).containsText("Counted.");
        assertThat(person.page.locator(".versions")).containsText("2 / 2");

        person.page.getByLabel("Previous version").click();
        assertThat(person.answers()).containsText("w3");
        assertThat(person.page.getByLabel("Next version")).isFocused();
        person.page.reload();
        assertThat(person.answers()).containsText("w3");
        assertThat(person.page.locator(".versions")).containsText("1 / 2");
    }

    @Test
    void anEditedMessageBeginsABranchAndTheFirstOneStaysReachable() {
        model.next(Script.tokens("About cats.")).next(Script.tokens("Yes.")).next(Script.tokens("About dogs."));
        person.say("Cats");
        person.say("Really?");
        Locator first = person.messages().first();
        first.hover();
        first.locator("[data-act=edit]").click();
        person.page.locator(".editing").fill("Dogs");
        person.page.keyboard().press("Enter");
        assertThat(person.messages()).hasCount(2);
        assertThat(person.answers()).containsText("About dogs.");

        person.page.getByLabel("Previous version").click();
        assertThat(person.messages()).hasCount(4);
        assertThat(person.messages().nth(3)).containsText("Yes.");
        person.say("It goes on from here");
        assertThat(model.asked(3).messages()).contains("user: Really?").doesNotContain("user: Dogs");
    }

    @Test
    void aModelThatIsAwayIsToldInWordsAndAskedAgain() {
        model.away();
        try {
            person.write("Anybody there?");
            assertThat(person.page.locator(".message.assistant.failed")).containsText("No answer came");
            person.picture("chat-model-away");
        } finally {
            model.back();
        }
        person.page.getByText("Retry").click();
        assertThat(person.answers()).containsText("Scripted answer.");
        person.page.reload();
        assertThat(person.messages()).hasCount(2);
    }

    @Test
    void whatWasWrittenWhenTheServerDiedIsThereAndTheChatGoesOn() {
        model.next(Script.tokens("Half of").then(" it").stall());
        person.write("All of it");
        assertThat(written(person.page)).containsText("Half of it");
        Await.until(
                "it is stored",
                () -> stage.database().getCollection("answers").countDocuments(Filters.eq("text", "Half of it")) == 1);

        node.kill();
        node.restart();

        assertThat(person.page.locator(".end"))
                .hasText("Interrupted", new LocatorAssertions.HasTextOptions().setTimeout(60_000));
        assertThat(person.answers()).containsText("Half of it");
        person.page.reload();
        assertThat(person.messages()).hasCount(2);
        person.say("Go on");
        assertThat(person.messages()).hasCount(4);
    }

    @Test
    void aTemporaryChatIsAnsweredAndStoredNowhere() {
        person.page.locator("#temporary").click();
        assertThat(person.page.getByText("This server stores nothing of it")).isVisible();
        person.say("A secret");
        person.say("Another");
        assertThat(model.asked(1).messages())
                .containsSubsequence("user: A secret", "assistant: Scripted answer.", "user: Another");
        assertThat(person.conversations()).hasCount(0);
        person.picture("chat-temporary");

        person.page.locator("#new-chat").click();
        person.page
                .locator("dialog")
                .getByText("Leave", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(person.welcome()).isVisible();
        person.page.reload();
        assertThat(person.page.getByText("No conversations yet")).isVisible();
    }

    @Test
    void theEndIsFollowedUntilTheReaderScrollsUp() {
        model.next(Script.words(30, Duration.ZERO)
                .then("\n\n", "line\n\n".repeat(60))
                .await(goOn)
                .then("line\n\n".repeat(20)));
        person.write("A long one");
        Locator scroller = person.page.locator("#scroller");
        assertThat(written(person.page).locator("p")).hasCount(61);
        assertThat(toGo(scroller)).isLessThan(5);

        scroller.evaluate("box => box.scrollBy(0, -300)");
        assertThat(person.page.getByLabel("Jump to the newest")).isVisible();
        goOn.countDown();
        assertThat(person.answers()).hasCount(1);
        assertThat(toGo(scroller)).isGreaterThan(250);
        person.page.getByLabel("Jump to the newest").click();
        assertThat(person.page.getByLabel("Jump to the newest")).isHidden();
        assertThat(toGo(scroller)).isLessThan(5);
    }

    @Test
    void untilAModelNamesItAChatIsCalledByItsFirstWordsWithoutTheMarksOfMarkdown() {
        person.say("**Count** the `words` of [this page](https://example.org/a)\n- please");

        assertThat(person.page.locator("#title")).hasText("Count the words of this page please");
        assertThat(person.conversations()).hasText(new String[] {"Count the words of this page please"});
        assertThat(person.page.locator(".figures .model")).hasText("scripted");
    }

    @Test
    void modelTitleAndInstructionsBelongToTheConversation() {
        model.titles("Of cats and dogs");
        person.page.locator("#prompt").click();
        person.page.getByLabel("What should the model know").fill("Speak like a pirate.");
        person.page.getByText("Save").click();
        person.chooseModel("second");
        person.say("Cats or dogs?");

        assertThat(model.asked(0).messages().get(0)).contains("Speak like a pirate.");
        assertThat(model.asked(0).body().getString("model")).isEqualTo("second");
        assertThat(person.page.locator("#title")).hasText("Of cats and dogs");
        assertThat(person.conversations()).hasText(new String[] {"Of cats and dogs"});
        person.page.reload();
        assertThat(person.page.locator("#model-name")).hasText("second");
        person.page.locator("#new-chat").click();
        assertThat(person.page.locator("#model-name")).hasText("second");
    }

    @Test
    void theKeyboardReachesEverythingAndDoesNotGetInTheWayOfWriting() {
        person.say("First");
        person.page.keyboard().type("n?");
        assertThat(person.page.locator("#composer-text")).hasValue("n?");
        person.page.locator("#composer-text").fill("");
        person.useSingleKeys();

        person.page.locator("#composer-text").focus();
        person.page.keyboard().press("Escape");
        assertThat(person.page.locator("#scroller")).isFocused();
        person.page.keyboard().press("?");
        assertThat(person.page.getByRole(AriaRole.DIALOG)).containsText("Keyboard shortcuts");
        person.page.keyboard().press("Escape");
        person.page.keyboard().press("n");
        assertThat(person.welcome()).isVisible();
        person.say("Second");
        person.page.keyboard().press("Escape");
        person.page.keyboard().press("j");
        assertThat(person.page.locator("#title")).hasText("First");
        person.page.keyboard().press("Escape");
        person.page.keyboard().press("b");
        assertThat(person.page.locator("#sidebar")).isHidden();
        person.page.reload();
        assertThat(person.page.locator("#sidebar")).isHidden();
        person.page.locator("#open-drawer").click();
        assertThat(person.page.locator("#sidebar")).isVisible();
        assertThat(person.page.locator(".message.user")).hasCount(1);
        person.page.locator("#composer-text").focus();
        person.page.keyboard().press("ArrowUp");
        assertThat(person.page.locator(".editing")).isFocused();
    }

    @Test
    void whatCameElsewhereIsMarkedUntilItIsRead() {
        person.say("At home");
        person.page.locator("#new-chat").click();
        model.next(Script.tokens("Slowly").await(goOn).then("."));
        person.write("Abroad");
        assertThat(written(person.page)).containsText("Slowly");
        person.conversation("At home").locator("a").click();
        assertThat(person.conversation("Abroad").locator(".mark.running")).isVisible();
        goOn.countDown();

        assertThat(person.conversation("Abroad").locator(".mark.new")).isVisible();
        person.conversation("Abroad").locator("a").click();
        assertThat(person.answers()).containsText("Slowly.");
        assertThat(person.page.locator(".mark")).hasCount(0);
    }

    private static Locator written(Page page) {
        return page.locator(".message.assistant.writing");
    }

    private static double toGo(Locator scroller) {
        return ((Number) scroller.evaluate("box => box.scrollHeight - box.scrollTop - box.clientHeight")).doubleValue();
    }
}
