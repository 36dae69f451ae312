package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.testing.Client;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;
import org.parley.testing.Stage;

/** Scrolling back and forth in a conversation of thousands of messages. */
@Tag("browser")
class LongThreadIT {
    private static final int LENGTH = 3_000;
    private static final int MOST_DRAWN = 200;

    /** The elements of a drawn message with its buttons and icons, and those of the page without messages. */
    private static final int IN_A_MESSAGE = 40;

    private static final int IN_THE_PAGE = 400;

    private static final double UNSEEN = 1.5; // px

    /** The functions that the scripts of this test share. */
    private static final String WITH_HELP = """
            (given) => {
              const box = document.getElementById('scroller');
              const messages = () => [...document.querySelectorAll('.message[data-seq]')];
              const topOf = (one) => one.getBoundingClientRect().top;
              const edge = topOf(box);
              const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
              const inSight = (seq) => {
                const one = document.querySelector(`.message[data-seq="${seq}"]`);
                return one && topOf(one) < box.getBoundingClientRect().bottom && one.getBoundingClientRect().bottom > edge;
              };
              return (SCRIPT)(given);
            }""";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static Stage stage;
    private static ScriptedModel model;

    private final CountDownLatch goOn = new CountDownLatch(1);
    private Person person;
    private Client program;

    @BeforeAll
    static void start() {
        stage = Stage.shared();
        model = stage.model();
    }

    @BeforeEach
    void open() {
        model.reset();
        person = chromium.person(
                stage.node().url().toString(), new Browser.NewContextOptions().setViewportSize(1280, 800));
        program = person.enter();
    }

    @AfterEach
    void letGo() {
        goOn.countDown();
    }

    @Test
    void itIsReadBackToItsFirstMessageAndForwardAgainInAPageThatStaysSmall() {
        openLong(LENGTH);
        thereAndBack(LENGTH);
    }

    @Test
    void onAPhoneToo() {
        person.page.setViewportSize(390, 844);
        openLong(1_000);
        thereAndBack(1_000);
    }

    @Test
    void whatIsReadStaysWhereItIsWhileMessagesComeAboveAndGoBelowAndTheOtherWayRound() {
        openLong(600);
        assertThat(glide(-1, 300)).isLessThan(UNSEEN);
        assertThat(message(599)).hasCount(0); // it was let go
        assertThat(glide(1, 599)).isLessThan(UNSEEN);
        assertThat(message(300)).hasCount(0);
    }

    @Test
    void anAnswerGoesOnOutOfSightAndIsThereWholeWhenTheReaderComesToTheEnd() {
        openLong(600);
        model.next(Script.tokens("It begins. ").await(goOn).then("It ends."));
        person.write("One more?");
        assertThat(person.page.locator("[data-answer]")).containsText("It begins.");

        travel(-1, 0);
        assertThat(message(0)).isInViewport();
        assertThat(person.page.locator("[data-answer]")).hasCount(0);
        Object place = place();
        goOn.countDown();
        assertThat(person.page.locator("#announcer")).hasText("The answer is finished");
        assertThat(place()).isEqualTo(place);
        assertThat(message(601)).hasCount(0);
        assertThat(person.page.locator("#to-end")).isVisible();

        person.page.locator("#to-end").click();
        assertThat(message(601)).containsText("It begins. It ends.");
        assertThat(message(601)).isInViewport();
        assertThat(person.page.locator("#to-end")).isHidden();
        assertThat(person.page.locator("#scroller")).isFocused();
        assertThat(person.messages().count()).isLessThanOrEqualTo(MOST_DRAWN);
    }

    @Test
    void theEndStaysInSightUntilTheReaderScrollsUpAndThenNothingMoves() {
        openLong(600);
        CountDownLatch second = new CountDownLatch(1);
        model.next(Script.words(300, Duration.ofMillis(2))
                .await(goOn)
                .then(" and " + "on and ".repeat(300))
                .await(second)
                .then(" that is all"));
        person.write("Write much");
        assertThat(person.page.locator("[data-answer]")).containsText("w299");
        assertThat(toGo()).isLessThan(4);

        person.page.locator("#scroller").hover();
        person.page.mouse().wheel(0, -700);
        assertThat(person.page.locator("#to-end")).isVisible();
        settle();
        Object place = place();
        goOn.countDown();
        assertThat(person.page.locator("[data-answer]")).containsText("on and");
        settle();
        assertThat(place()).isEqualTo(place);

        person.page.locator("#to-end").click();
        second.countDown();
        assertThat(message(601)).containsText("that is all");
        settle();
        assertThat(toGo()).isLessThan(4);
    }

    @Test
    void aMessageOfOnesOwnLeadsBackToTheEnd() {
        openLong(600);
        travel(-1, 0);
        model.next(Script.tokens("Indeed."));
        person.write("Back again");

        assertThat(message(600)).containsText("Back again");
        assertThat(message(601)).containsText("Indeed.");
        assertThat(message(601)).isInViewport();
        person.useSingleKeys();
        person.page.locator("#scroller").focus();
        travel(-1, 0);
        person.page.keyboard().press("u");
        assertThat(message(600).locator("textarea")).isFocused();
    }

    @Test
    void whatIsBeingEditedIsStillThereAfterReadingElsewhere() {
        openLong(600);
        Locator edited = message(598);
        edited.hover();
        edited.locator("[data-act=edit]").click();
        edited.locator("textarea").fill("Half a thought");

        travel(-1, 0);
        assertThat(edited).hasCount(0);
        assertThat(person.page.locator("#scroller")).isFocused();
        travel(1, 599);

        assertThat(edited.locator("textarea")).hasValue("Half a thought");
    }

    private void openLong(int length) {
        JsonArrayBuilder messages = Json.createArrayBuilder();
        for (int i = 0; i < length; i++) {
            messages.add(Json.createObjectBuilder()
                    .add("role", i % 2 == 0 ? "user" : "assistant")
                    .add("content", "Number " + i + "\n\nA line that says a little more than nothing.".repeat(i % 7)));
        }
        String id = program.post(
                        "/api/conversations",
                        Json.createObjectBuilder()
                                .add("title", "Long")
                                .add("messages", messages)
                                .build())
                .json()
                .getString("id");
        person.page.navigate("/chat.xhtml?c=" + id);
        assertThat(message(length - 1)).isInViewport();
        assertThat(person.messages().count()).isLessThanOrEqualTo(50);
    }

    private void thereAndBack(int length) {
        Trip back = travel(-1, 0);
        assertThat(message(0)).isInViewport();
        Trip forward = travel(1, length - 1);
        assertThat(message(length - 1)).isInViewport();
        person.page.locator("#scroller").evaluate("box => { box.scrollTop = box.scrollHeight; }");
        assertThat(person.page.locator("#to-end")).isHidden();

        for (Trip trip : List.of(back, forward)) {
            assertThat(trip.seen()).as("messages that were drawn").isEqualTo(length);
            assertThat(trip.drawn()).isBetween(MOST_DRAWN / 2, MOST_DRAWN);
            assertThat(trip.elements()).isLessThan(IN_THE_PAGE + MOST_DRAWN * IN_A_MESSAGE);
        }
    }

    /**
     * Measurements of one way through the conversation.
     *
     * @param seen how many messages were drawn at one time or another
     * @param drawn the most that were drawn at once
     * @param elements the most elements the page had
     */
    private record Trip(int seen, int drawn, int elements) {}

    /** Scrolls up (-1) or down (1) to a message as fast as the page follows, always close to the end of what is drawn. */
    private Trip travel(int direction, int seq) {
        Map<?, ?> trip = (Map<?, ?>) person.page.evaluate(helped("""
                async ([direction, seq]) => {
                  const seen = new Set();
                  let drawn = 0, elements = 0;
                  const look = () => {
                    messages().forEach((one) => seen.add(one.dataset.seq));
                    drawn = Math.max(drawn, document.querySelectorAll('.message').length);
                    elements = Math.max(elements, document.querySelectorAll('*').length);
                  };
                  look();
                  for (let turn = 0; turn < 2_000 && !inSight(seq); turn++) {
                    // Near the end of what is drawn, and to the very end when nothing more is loaded.
                    const short = turn % 8 === 7 ? 0 : 250;
                    box.scrollTop = direction < 0 ? Math.min(box.scrollTop, short) : box.scrollHeight - box.clientHeight - short;
                    await painted();
                    await painted();
                    look();
                  }
                  return { seen: seen.size, drawn, elements };
                }"""), new Object[] {direction, seq});
        return new Trip(number(trip.get("seen")), number(trip.get("drawn")), number(trip.get("elements")));
    }

    /**
     * Scrolls up (-1) or down (1) to a message in steps, as a mouse wheel does.
     *
     * @return the largest shift in px of the visible messages that no step explains
     */
    private double glide(int direction, int seq) {
        return ((Number) person.page.evaluate(helped("""
                async ([direction, seq]) => {
                  let most = 0;
                  for (let still = 0; still < 300 && !inSight(seq); ) {
                    const read = messages().find((one) => topOf(one) >= edge);
                    const [place, before] = [topOf(read), box.scrollTop];
                    box.scrollTop += direction * 300;
                    const moved = box.scrollTop - before;
                    still = moved ? 0 : still + 1;
                    await painted();
                    await painted();
                    most = Math.max(most, read.isConnected ? Math.abs(topOf(read) - place + moved) : 1e6);
                  }
                  return inSight(seq) ? most : 1e7;
                }"""), new Object[] {direction, seq})).doubleValue();
    }

    private static String helped(String script) {
        return WITH_HELP.replace("SCRIPT", script);
    }

    private static int number(Object value) {
        return ((Number) value).intValue();
    }

    private Locator message(int seq) {
        return person.page.locator(".message[data-seq='" + seq + "']");
    }

    /** The position of the topmost visible message. */
    private Object place() {
        return person.page.evaluate("""
                () => {
                  const top = document.getElementById('scroller').getBoundingClientRect().top;
                  const one = [...document.querySelectorAll('.message')].find((it) => it.getBoundingClientRect().bottom > top);
                  return one.dataset.seq + ' at ' + Math.round(one.getBoundingClientRect().top - top);
                }""");
    }

    private double toGo() {
        return ((Number) person.page
                        .locator("#scroller")
                        .evaluate("box => box.scrollHeight - box.scrollTop - box.clientHeight"))
                .doubleValue();
    }

    private void settle() {
        person.settle();
    }
}
