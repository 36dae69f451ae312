package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.options.LoadState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.testing.Stage;

/** How many bytes a new visitor loads until the chat shows: headers and compressed bodies. */
@Tag("browser")
class FirstLoadIT {
    private static final int MOST_BYTES = 150 * 1024;

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @Test
    void anEmptyChatIsLight() {
        try (Person first = person();
                Person fresh = person()) {
            first.register();

            assertThat(load(first, fresh, "/chat.xhtml")).isBetween(20 * 1024, MOST_BYTES);
            assertThat(fresh.welcome()).isVisible();
        }
    }

    @Test
    void aConversationIsLight() {
        try (Person first = person();
                Person fresh = person()) {
            first.register();
            first.say("What is the tallest tree in the world?");

            assertThat(load(first, fresh, first.page.url())).isBetween(20 * 1024, MOST_BYTES);
            assertThat(fresh.answers()).hasCount(1);
        }
    }

    @Test
    void aFullListIsLight() {
        try (Person first = person();
                Person fresh = person()) {
            first.register();
            first.page.evaluate("""
                    async () => {
                      const api = await import('/resources/js/api/conversations.js');
                      const words = 'Enough words to fill whatever a list may want to show of a message, and then some more. '.repeat(3);
                      for (let i = 0; i < 120; i++) {
                        await api.createConversation(`Conversation ${i} with a title of usual length`, [{ role: 'user', content: words + i }], { model: 'ollama:llama3.2' });
                      }
                    }""");

            assertThat(load(first, fresh, "/chat.xhtml")).isBetween(20 * 1024, MOST_BYTES);
            assertThat(fresh.conversation("Conversation 119")).isVisible();
        }
    }

    /** Opens an address in a browser that has nothing but the other one's session. @return bytes received until it is idle */
    private static int load(Person first, Person fresh, String address) {
        fresh.page.context().addCookies(first.page.context().cookies());
        List<Integer> received = new ArrayList<>();
        CDPSession wire = fresh.page.context().newCDPSession(fresh.page);
        wire.send("Network.enable");
        wire.on(
                "Network.loadingFinished",
                event -> received.add(event.get("encodedDataLength").getAsInt()));
        fresh.page.navigate(address);
        fresh.page.waitForLoadState(LoadState.NETWORKIDLE);
        int bytes = received.stream().mapToInt(Integer::intValue).sum();
        System.out.println("First load of " + address + ": " + bytes + " bytes, " + received.size() + " files");
        return bytes;
    }

    private static Person person() {
        return chromium.person(Stage.shared().node().url().toString(), Screen.DESKTOP.options());
    }
}
