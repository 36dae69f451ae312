package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.testing.Client;
import org.parley.testing.Stage;

/** Conversations are put in order in the chat page. */
@Tag("browser")
class ShelfIT {
    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private final Axe axe = new Axe();
    private Person person;
    private Client program;

    @ParameterizedTest
    @EnumSource
    void pinnedChatsStandFirstAndOnlyThere(Screen screen) {
        enter(screen);
        program.put(
                "/api/conversations/" + conversation("Old and dear"),
                object().add("pinned", true).build());
        for (int i = 1; i <= 41; i++) {
            conversation("Chat " + i);
        }
        open();

        assertThat(rows("Pinned")).hasText(new String[] {"Old and dear"});
        assertThat(rows("Today").first()).hasText("Chat 41");
        person.choose("Chat 39", "Pin");
        assertThat(rows("Pinned")).hasText(new String[] {"Chat 39", "Old and dear"});
        assertThat(person.conversation("Chat 39")).hasCount(1);
        assertThat(person.page.locator("#announcer")).hasText("Pinned to the top of the list");
        look("pinned", screen);

        person.choose("Old and dear", "Unpin");
        assertThat(rows("Pinned")).hasText(new String[] {"Chat 39"});
        assertThat(rows("Today").last()).hasText("Old and dear");
        person.page.reload();
        person.openList();
        assertThat(rows("Pinned")).hasText(new String[] {"Chat 39"});
        nothingWasFound();
    }

    @Test
    void aPinThatFailsSaysSoAndAnArchivedChatHasNone() {
        enter(Screen.DESKTOP);
        conversation("Here");
        String archived = conversation("There");
        program.put(
                "/api/conversations/" + archived,
                object().add("pinned", true).add("status", "archived").build());
        open();
        assertThat(rows("Today")).hasText(new String[] {"Here"});

        person.page.route(Pattern.compile(".*/api/conversations/[0-9a-f]+"), route -> route.abort());
        person.choose("Here", "Pin");
        assertThat(person.page.locator("#notices [role=alert]"))
                .containsText("Couldn't change the pin. It is as it was.");
        assertThat(rows("Pinned")).hasCount(0);

        person.page.locator("#archive").click();
        assertThat(rows("Today")).hasText(new String[] {"There"});
        person.openMenu("There");
        assertThat(person.page.locator("[role=menuitem]")).hasText(new String[] {
            "Rename", "Tags…", "Move to project…", "Export…", "Move out of the archive", "Delete"
        });
    }

    @ParameterizedTest
    @EnumSource
    void deletedChatsAreRestoredOrDeletedForEver(Screen screen) {
        enter(screen);
        conversation("Stays in the trash");
        conversation("Comes back");
        conversation("Goes for ever");
        open();
        for (String title : new String[] {"Goes for ever", "Comes back", "Stays in the trash"}) {
            person.choose(title, "Delete");
            assertThat(dialog()).containsText("“" + title + "” and all its messages will be moved to the trash.");
            dialog().locator(".danger").click();
        }
        assertThat(person.page.locator("[data-kind^=undo]").last())
                .containsText("Deleted “Stays in the trash”. You can restore it from the trash.");

        person.openList();
        person.page.locator("#trash").click();
        assertThat(dialog().locator("h2")).isFocused();
        assertThat(trashed("")).hasCount(3);
        assertThat(trashed("Comes back")).containsText("30 days left");
        assertThat(person.page.locator("[data-kind^=undo]")).hasCount(0);
        look("trash", screen);

        button("Restore “Comes back”").click();
        assertThat(dialog().locator("[role=status]")).hasText("Restored “Comes back”.");
        assertThat(trashed("")).hasCount(2);
        button("Delete for ever “Goes for ever”").click();
        assertThat(question()).containsText("“Goes for ever” and all its messages will be gone.");
        look("purge", screen);
        question().locator("[value=no]").click();
        assertThat(button("Delete for ever “Goes for ever”")).isFocused();
        button("Delete for ever “Goes for ever”").click();
        question().locator("[value=yes]").click();
        assertThat(trashed("")).hasText(new Pattern[] {Pattern.compile("Stays in the trash.*")});
        assertThat(button("Restore “Stays in the trash”")).isFocused();
        assertThat(program.get("/api/trash").array()).hasSize(1);

        person.page.keyboard().press("Escape");
        assertThat(dialog()).hasCount(0);
        assertThat(person.conversations()).hasText(new Pattern[] {Pattern.compile("Comes back")});
        nothingWasFound();
    }

    @Test
    void theTrashIsEmptiedAndSaysWhatFailed() {
        enter(Screen.DESKTOP);
        for (int i = 0; i < 52; i++) {
            program.delete("/api/conversations/" + conversation("Chat " + i));
        }
        open();
        person.page.locator("#trash").click();
        assertThat(trashed("")).hasCount(50);
        button("Show more").click();
        assertThat(trashed("")).hasCount(52);
        assertThat(trashed("").nth(50).locator("button").first()).isFocused();

        person.page.route(Pattern.compile(".*/api/trash.*"), route -> route.abort());
        trashed("").first().locator("button").first().click();
        assertThat(dialog().locator("[role=alert]")).containsText("Couldn't restore it.");
        person.page.unrouteAll();

        button("Empty the trash").click();
        question().locator("[value=no]").click();
        assertThat(trashed("")).hasCount(52);
        button("Empty the trash").click();
        question().locator("[value=yes]").click();
        assertThat(dialog().locator("[role=status]")).hasText("52 conversations are deleted for ever.");
        assertThat(trashed("")).hasCount(0);
        assertThat(button("Empty the trash")).isHidden();
        assertThat(dialog().locator("h2")).isFocused();
        assertThat(program.get("/api/trash").array()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void tagsAreEditedShownAndFilterTheList(Screen screen) {
        enter(screen);
        conversation("Plain");
        String other = conversation("Other");
        program.put(
                "/api/conversations/" + other,
                object().add("tags", Json.createArrayBuilder().add("Home")).build());
        String trip = conversation("Trip");
        person.page.navigate("/chat.xhtml?c=" + trip);
        assertThat(person.page.locator("#title")).hasText("Trip");
        person.openList();
        assertThat(chips()).hasText(new String[] {"Home"});

        person.choose("Trip", "Tags…");
        Locator field = dialog().locator("#new-tag");
        assertThat(field).isFocused();
        assertThat(dialog().locator("datalist option")).hasCount(1);
        for (String tag :
                new String[] {"home", "a very long tag that takes more than its share of the line", "HOME", "x"}) {
            field.fill(tag);
            field.press("Enter");
            assertThat(field).hasValue("");
        }
        assertThat(dialog().locator(".tags li")).hasCount(3);
        button("Remove tag x").click();
        assertThat(field).isFocused();
        field.fill("Hills");
        look("tags", screen);
        button("Save").click();
        assertThat(dialog()).hasCount(0);

        assertThat(at("#chat-tags li")).hasCount(3);
        assertThat(at("#chat-tags li").last()).hasText("Hills");
        assertThat(chips()).hasCount(3);
        chips().filter(new Locator.FilterOptions().setHasText("Home")).click();
        assertThat(person.conversations()).hasText(new String[] {"Trip", "Other"});
        assertThat(chips().first()).hasAttribute("aria-pressed", "true");
        assertThat(chips().first()).isFocused();
        chips().filter(new Locator.FilterOptions().setHasText("Hills")).click();
        assertThat(person.conversations()).hasText(new String[] {"Trip"});
        person.page.keyboard().press("Tab");
        look("filter", screen);
        person.choose("Trip", "Tags…");
        button("Remove tag Hills").click();
        button("Save").click();
        assertThat(person.conversations()).hasCount(0);
        assertThat(at("nav .nothing")).hasText("No conversations with this tag.");
        assertThat(at("#title")).hasText("Trip");

        button("Clear the filter").click();
        assertThat(person.conversations()).hasText(new String[] {"Trip", "Other", "Plain"});
        assertThat(button("Clear the filter")).hasCount(0);
        nothingWasFound();
    }

    @Test
    void aNewChatLeavesTheFilterAndTagsThatFailStay() {
        enter(Screen.DESKTOP);
        String tagged = conversation("Tagged");
        program.put(
                "/api/conversations/" + tagged,
                object().add("tags", Json.createArrayBuilder().add("a")).build());
        open();
        chips().click();
        assertThat(chips()).hasAttribute("aria-pressed", "true");
        person.say("Fresh");
        assertThat(person.conversations()).hasText(new Pattern[] {Pattern.compile("Fresh"), Pattern.compile("Tagged")});
        assertThat(chips()).hasAttribute("aria-pressed", "false");

        person.page.route(Pattern.compile(".*/api/conversations/[0-9a-f]+"), route -> route.abort());
        person.choose("Tagged", "Tags…");
        button("Remove tag a").click();
        button("Save").click();
        assertThat(dialog().locator("[role=alert]")).containsText("Couldn't change the tags. They are as they were.");
        person.page.keyboard().press("Escape");
        person.choose("Tagged", "Tags…");
        assertThat(dialog().locator(".tags li")).hasText(new String[] {"a"});
    }

    private Locator chips() {
        return at("#filters .chip");
    }

    private Locator at(String selector) {
        return person.page.locator(selector);
    }

    private Locator dialog() {
        return person.page.locator("dialog");
    }

    /** The question that stands over the trash. */
    private Locator question() {
        return at("dialog:not(:has(.trashed))");
    }

    /** What lies in the trash, with a title that contains the words. */
    private Locator trashed(String words) {
        return dialog().locator(".trashed li").filter(new Locator.FilterOptions().setHasText(words));
    }

    private Locator button(String name) {
        return person.page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private void enter(Screen screen) {
        person = chromium.person(Stage.shared().node().url().toString(), screen.options());
        program = person.enter();
    }

    private void open() {
        person.page.navigate("/chat.xhtml");
        assertThat(person.welcome()).isVisible();
        person.openList();
    }

    /** Makes a conversation of one message. @return its id */
    private String conversation(String title) {
        return program.post(
                        "/api/conversations",
                        object().add("title", title)
                                .add(
                                        "messages",
                                        Json.createArrayBuilder()
                                                .add(object().add("role", "user")
                                                        .add("content", title)))
                                .build())
                .json()
                .getString("id");
    }

    private static JsonObjectBuilder object() {
        return Json.createObjectBuilder();
    }

    /** The names of the conversations in a group of the list. */
    private Locator rows(String group) {
        return person.page.locator("nav section[aria-label='" + group + "'] .name");
    }

    private void look(String state, Screen screen) {
        person.settle();
        person.picture("shelf-" + state + "-" + screen);
        axe.look(person.page, state);
    }

    private void nothingWasFound() {
        assertThat(axe.found()).isEmpty();
        assertThat(person.complaints()).isEmpty();
    }
}
