package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.KeyboardModifier;
import jakarta.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several conversations of the list are selected and changed at once. */
@Tag("browser")
class SelectionIT {
    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private Shelf shelf;

    @ParameterizedTest
    @EnumSource
    void selectedChatsAreArchivedAndDeletedAndComeBack(Screen screen) {
        shelf = new Shelf(chromium, screen);
        for (int i = 5; i >= 1; i--) {
            shelf.conversation("Chat " + i);
        }
        shelf.open();
        shelf.tool("Select…");
        assertThat(boxes()).hasCount(5);
        assertThat(boxes().first()).isFocused();
        assertThat(shelf.at(".how-many")).hasText("0 selected");
        assertThat(shelf.button("Archive")).isDisabled();
        boxes().nth(1).click();
        boxes().nth(3).click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
        assertThat(shelf.at(".how-many")).hasText("3 selected");
        boxes().nth(2).click();
        assertThat(shelf.at(".how-many")).hasText("2 selected");
        shelf.look("selection");
        shelf.button("Archive").click();
        assertThat(note()).containsText("Archived 2 chats.");
        assertThat(shelf.at(".selection")).hasCount(0);
        assertThat(shelf.person.conversations()).hasText(new String[] {"Chat 1", "Chat 3", "Chat 5"});
        shelf.look("selection-undo");
        shelf.button("Undo").click();
        assertThat(note()).containsText("Undone for 2 chats.");
        assertThat(shelf.person.conversations()).hasCount(5);
        assertThat(shelf.program.get("/api/conversations?status=archived").array())
                .isEmpty();

        shelf.tool("Select…");
        boxes().nth(0).click();
        boxes().nth(1).click();
        shelf.button("Delete").click();
        assertThat(shelf.dialog()).containsText("2 chats and all their messages will be moved to the trash.");
        shelf.look("selection-delete");
        shelf.dialog().locator("[value=yes]").click();
        assertThat(note()).containsText("Moved 2 chats to the trash.");
        assertThat(shelf.person.conversations()).hasCount(3);
        assertThat(shelf.program.get("/api/trash").array()).hasSize(2);
        shelf.button("Undo").click();
        assertThat(shelf.person.conversations()).hasCount(5);
        assertThat(shelf.program.get("/api/trash").array()).isEmpty();
        shelf.nothingWasFound();
    }

    @Test
    void whatIsRefusedIsToldAndTheOpenChatLeavesAndComesBack() {
        shelf = new Shelf(chromium, Screen.DESKTOP);
        String gone = shelf.conversation("Gone");
        String open = shelf.conversation("Open");
        shelf.person.page.navigate("/chat.xhtml?c=" + open);
        assertThat(shelf.at("#title")).hasText("Open");
        shelf.tool("Select…");
        boxes().nth(0).check();
        boxes().nth(1).check();
        shelf.program.delete("/api/conversations/" + gone);
        shelf.button("Archive").click();
        assertThat(note()).containsText("Archived 1 chat.");
        assertThat(shelf.at("[data-kind=selection-failed]"))
                .hasText("1 chat stays as it was. “Gone”: Conversation not found.");
        assertThat(shelf.person.welcome()).isVisible();
        shelf.button("Undo").click();
        assertThat(shelf.at("#title")).hasText("Open");

        shelf.person.page.route(Pattern.compile(".*/api/conversations/batch"), route -> route.abort());
        shelf.tool("Select…");
        boxes().first().check();
        shelf.button("Pin").click();
        assertThat(shelf.at("[data-kind=selection-failed]")).containsText("1 chat stays as it was.");
        assertThat(shelf.at("[data-kind=selection-failed]")).hasAttribute("role", "alert");
        assertThat(shelf.rows("Pinned")).hasCount(0);
    }

    @Test
    void allOfAFilterAreMovedAndTaggedInBatches() {
        shelf = new Shelf(chromium, Screen.DESKTOP);
        shelf.conversation("Other");
        for (int i = 1; i <= 203; i++) {
            shelf.conversation(
                    "Chat " + i,
                    Shelf.object().add("tags", Json.createArrayBuilder().add("many")));
        }
        List<String> batches = new ArrayList<>();
        shelf.person.page.onRequest(request -> {
            if (request.url().endsWith("/conversations/batch")) {
                batches.add(request.postData());
            }
        });
        shelf.open();
        shelf.at("#filters .chip").click();
        assertThat(shelf.at("#filters .chip")).hasAttribute("aria-pressed", "true");
        shelf.tool("Select…");
        shelf.button("All of this filter").click();
        assertThat(shelf.at(".how-many")).hasText("203 selected");
        shelf.button("Move to project…").click();
        shelf.dialog().locator(".projects label").last().click();
        shelf.at("#project-name").fill("Pile");
        shelf.press("Enter");
        assertThat(note()).containsText("Moved 203 chats to Pile.");
        assertThat(batches).hasSize(2);
        assertThat(shelf.projects().get(0).getInt("count")).isEqualTo(203);
        shelf.button("Undo").click();
        assertThat(note()).containsText("Undone for 203 chats.");
        assertThat(shelf.projects().get(0).getInt("count")).isZero();

        shelf.button("Clear the filter").click();
        shelf.tool("Select…");
        boxes().first().check();
        boxes().nth(1).check();
        shelf.button("Tag…").click();
        assertThat(shelf.at("#all-tag")).isFocused();
        shelf.at("#all-tag").fill("MANY");
        shelf.look("selection-tag");
        shelf.dialog().getByText("Remove this tag instead").click();
        shelf.button("Save").click();
        assertThat(note()).containsText("Removed MANY from 2 chats.");
        assertThat(tagCount()).isEqualTo(201);
        shelf.button("Undo").click();
        assertThat(note()).containsText("Undone for 2 chats.");
        assertThat(tagCount()).isEqualTo(203);
        shelf.nothingWasFound();
    }

    @Test
    void theKeyboardAloneSelectsAndPins() {
        shelf = new Shelf(chromium, Screen.DESKTOP);
        for (int i = 3; i >= 1; i--) {
            shelf.conversation("Chat " + i);
        }
        shelf.open();
        shelf.at("#list-menu").focus();
        shelf.itemByKeyboard(1);
        assertThat(boxes().first()).isFocused();
        shelf.press("Space", "Tab", "Tab", "Shift+Space");
        assertThat(shelf.at(".how-many")).hasText("3 selected");
        shelf.press("Tab", "Tab", "Tab", "Tab");
        assertThat(shelf.button("Pin")).isFocused();
        shelf.press("Enter");
        assertThat(shelf.rows("Pinned")).hasText(new String[] {"Chat 1", "Chat 2", "Chat 3"});
        assertThat(shelf.at("#list-menu")).isFocused();

        shelf.itemByKeyboard(1);
        assertThat(boxes().first()).isFocused();
        shelf.press("Escape");
        assertThat(shelf.at(".selection")).hasCount(0);
        assertThat(shelf.at("#list-menu")).isFocused();
        shelf.button("Undo").click();
        assertThat(shelf.rows("Today")).hasCount(3);
    }

    private int tagCount() {
        return shelf.program.get("/api/tags").array().getJsonObject(0).getInt("count");
    }

    private Locator boxes() {
        return shelf.at("nav .selectable input");
    }

    private Locator note() {
        return shelf.at("[data-kind=selection]");
    }
}
