package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.LoadState;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.testing.Await;
import org.parley.testing.Node;

/** What becomes of old conversations, in the settings and in the chat. */
@Tag("browser")
class RetentionPageIT {
    private static final String PATH = "/api/auth/me/retention";

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private Shelf shelf;

    @ParameterizedTest
    @EnumSource
    void theSettingsSayWhatWouldBeDoneBeforeItIsSaved(Screen screen) {
        shelf = new Shelf(chromium, screen);
        old("Very old", 400);
        old("Old", 100);
        old("New", 1);
        shelf.person.page.navigate("/settings.xhtml");
        assertThat(shelf.at("#retention-preview")).hasText("Nothing happens to old conversations.");
        shelf.at("#archive-after").fill("90");
        assertThat(shelf.at("#retention-preview")).containsText("Saving this archives 2 conversations.");
        shelf.at("#trash-after").fill("365");
        assertThat(shelf.at("#retention-preview"))
                .containsText("Saving this archives 1 conversation. 1 conversation goes to the trash.");
        assertThat(shelf.at("#retention-preview li").first()).containsText("Very old (");
        assertThat(shelf.at("section[aria-labelledby=retention]")).containsText("Pinned conversations always stay.");
        shelf.at("#retention-save").scrollIntoViewIfNeeded();
        shelf.look("retention");
        assertThat(shelf.program.get(PATH).text()).isEqualTo("{}");
        shelf.at("#retention-save").click();
        assertThat(shelf.at("#retention-preview")).hasText("Saved. It takes effect within the next hour.");
        assertThat(shelf.program.get(PATH).text()).isEqualTo("{\"archive_after\":\"P90D\",\"trash_after\":\"P365D\"}");

        shelf.person.page.reload();
        assertThat(shelf.at("#archive-after")).hasValue("90");
        shelf.at("#archive-after").fill("");
        shelf.at("#trash-after").fill("4000");
        assertThat(shelf.at("#retention-preview")).containsText("Enter a whole number of days, from 1 to 3,650");
        shelf.at("#trash-after").fill("");
        assertThat(shelf.at("#retention-preview")).hasText("Nothing happens to old conversations.");
        shelf.person.page.route("**" + PATH, route -> route.abort());
        shelf.at("#retention-save").click();
        assertThat(shelf.at("#retention-preview [role=alert]"))
                .containsText("Couldn't save. What was set before still holds.");
        shelf.person.page.unrouteAll();
        shelf.at("#retention-save").click();
        assertThat(shelf.at("#retention-preview")).containsText("Saved.");
        assertThat(shelf.program.get(PATH).text()).isEqualTo("{}");
        shelf.nothingWasFound();
    }

    @ParameterizedTest
    @EnumSource
    void theChatSaysOnceWhatWillBecomeOfOldChats(Screen screen) {
        shelf = new Shelf(chromium, screen);
        old("Old", 85);
        old("Very old", 362);
        old("New", 80);
        shelf.program.put(PATH, "{\"archive_after\": \"P90D\", \"trash_after\": \"P365D\"}");
        shelf.person.page.navigate("/chat.xhtml");
        assertThat(shelf.at("[data-kind=retention]"))
                .containsText(
                        "Within a week, 1 chat will be archived, 90 days after its last change. "
                                + "Within a week, 1 chat will be moved to the trash, 365 days after its last change. Pinned chats stay.");
        shelf.look("retention-note");
        shelf.person.page.reload();
        shelf.at("[data-kind=retention] button").click();
        assertThat(shelf.at("[data-kind=retention]")).hasCount(0);
        Await.until(
                "it is stored",
                () -> shelf.program
                        .get("/api/auth/me/preferences")
                        .text()
                        .contains("\"retention_note\":\"archive_after=P90D&trash_after=P365D\""));

        shelf.person.page.reload();
        shelf.person.page.waitForLoadState(LoadState.NETWORKIDLE);
        assertThat(shelf.at("[data-kind=retention]")).hasCount(0);
        assertThat(shelf.at("body[data-retention*=after]")).hasCount(0);
        Shelf second = new Shelf(chromium, screen); // they swap their browsers
        second.program.put(PATH, "{\"archive_after\": \"P90D\", \"trash_after\": \"P365D\"}");
        old(second, "Theirs", 89);
        List<Cookie> first = shelf.person.page.context().cookies();
        shelf.person.page.context().addCookies(second.person.page.context().cookies());
        second.person.page.context().addCookies(first);
        shelf.person.page.reload();
        assertThat(shelf.at("[data-kind=retention]")).containsText("Within a week, 1 chat will be archived");
        second.person.page.navigate("/chat.xhtml");
        second.person.page.waitForLoadState(LoadState.NETWORKIDLE);
        assertThat(second.person.conversation("Very old")).hasCount(1);
        assertThat(second.at("[data-kind=retention]")).hasCount(0);

        shelf.person.page.context().addCookies(first);
        shelf.program.put(PATH, "{\"archive_after\": \"P88D\"}");
        shelf.person.page.reload();
        shelf.at("[data-kind=retention] a").click();
        assertThat(shelf.at("#archive-after")).hasValue("88");
        shelf.nothingWasFound();
    }

    private void old(String title, int days) {
        old(shelf, title, days);
    }

    private static void old(Shelf shelf, String title, int days) {
        Node.shared()
                .database()
                .getCollection("conversations")
                .updateOne(
                        Filters.eq("_id", new ObjectId(shelf.conversation(title))),
                        Updates.set("updated_at", Date.from(Instant.now().minus(Duration.ofDays(days)))));
    }
}
