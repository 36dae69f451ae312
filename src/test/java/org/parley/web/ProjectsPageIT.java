package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import jakarta.json.Json;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.testing.Await;

/** Projects in the list of conversations. */
@Tag("browser")
class ProjectsPageIT {
    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private Shelf shelf;

    @ParameterizedTest
    @EnumSource
    void aChatMovesToANewProjectThatFoldsAndStaysSo(Screen screen) {
        shelf = new Shelf(chromium, screen);
        String soup = shelf.conversation("Soup");
        shelf.conversation("Other");
        shelf.conversation("Dear", Shelf.object().add("pinned", true));
        shelf.open();
        shelf.person.choose("Soup", "Move to project…");
        assertThat(shelf.dialog().locator("label", text("No project")).locator("input"))
                .isChecked();
        shelf.look("move");
        shelf.dialog().locator("label", text("New project")).click();
        assertThat(shelf.at("#project-name")).isFocused();
        shelf.at("#project-name").fill("Kitchen");
        shelf.look("move-new");
        shelf.press("Enter");

        assertThat(shelf.rows("Kitchen")).hasText(new String[] {"Soup"});
        assertThat(shelf.rows("Today")).hasText(new String[] {"Other"});
        assertThat(shelf.at("nav section").first()).hasAttribute("aria-label", "Pinned");
        assertThat(shelf.at("#announcer")).hasText("Moved “Soup” to Kitchen.");
        assertThat(fold("Kitchen")).hasAccessibleName("Kitchen 1 chat");
        assertThat(shelf.stored(soup).getString("project_id"))
                .isEqualTo(shelf.projects().get(0).getString("id"));
        shelf.look("projects");

        shelf.person.page.reload();
        shelf.person.openList();
        assertThat(shelf.rows("Kitchen")).hasText(new String[] {"Soup"});
        fold("Kitchen").click();
        assertThat(shelf.rows("Kitchen")).hasCount(0);
        assertThat(fold("Kitchen")).hasAttribute("aria-expanded", "false");
        assertThat(fold("Kitchen")).isFocused();
        shelf.person.page.reload();
        shelf.person.openList();
        assertThat(fold("Kitchen")).hasAttribute("aria-expanded", "false");

        shelf.person.closeList();
        shelf.person.page.navigate("/chat.xhtml?c=" + soup);
        assertThat(shelf.at("#chat-tags li")).hasText(new String[] {"Kitchen"});
        shelf.person.choose("Dear", "Move to project…");
        shelf.dialog().locator("label", text("Kitchen")).click();
        shelf.button("Move").click();
        assertThat(fold("Kitchen")).hasAccessibleName("Kitchen 2 chats");
        assertThat(shelf.rows("Pinned")).hasText(new String[] {"Dear"});
        shelf.nothingWasFound();
    }

    @ParameterizedTest
    @EnumSource
    void aNewChatBeginsInAProject(Screen screen) {
        shelf = new Shelf(chromium, screen);
        String garden = shelf.project("Garden");
        shelf.open();
        menu("Garden");
        shelf.look("project-menu");
        shelf.item("New chat in this project");
        assertThat(shelf.person.page).hasURL(Pattern.compile(".*chat\\.xhtml\\?project=" + garden));
        assertThat(shelf.at("#chat-tags li")).hasText(new String[] {"Garden"});
        shelf.person.page.reload();
        assertThat(shelf.at("#chat-tags li")).hasText(new String[] {"Garden"});
        shelf.person.say("Slugs on the lettuce");

        assertThat(shelf.person.page).hasURL(Pattern.compile(".*chat\\.xhtml\\?c=[0-9a-f]+"));
        String id = shelf.person.page.url().replaceAll(".*c=", "");
        assertThat(shelf.stored(id).getString("project_id")).isEqualTo(garden);
        shelf.person.openList();
        assertThat(shelf.rows("Garden")).hasText(new String[] {"Slugs on the lettuce"});
        assertThat(shelf.at("#chat-tags li")).hasText(new String[] {"Garden"});
        shelf.look("new-in-project");
        shelf.nothingWasFound();
    }

    @Test
    void theKeyboardAloneMakesChangesAndDeletesAProject() {
        shelf = new Shelf(chromium, Screen.DESKTOP);
        String chat = shelf.conversation("Chat");
        shelf.open();
        shelf.at("#list-menu").focus();
        shelf.itemByKeyboard(2);
        assertThat(shelf.at("#project-name")).isFocused();
        shelf.person.page.keyboard().type("Trips");
        shelf.press("Enter");
        assertThat(fold("Trips")).hasAccessibleName("Trips 0 chats");

        byKeyboard(3);
        assertThat(shelf.at("#project-name")).isFocused();
        shelf.look("project-rename");
        shelf.person.page.keyboard().type("Journeys");
        shelf.press("Enter");
        assertThat(fold("Journeys")).isVisible();

        byKeyboard(4);
        assertThat(shelf.dialog().locator("input:focus")).hasValue("");
        shelf.look("project-color");
        shelf.press("ArrowDown", "ArrowDown", "Enter");
        assertThat(fold("Journeys").locator(".dot")).hasAttribute("data-color", "orange");

        byKeyboard(5);
        assertThat(shelf.at("#project-instructions")).isFocused();
        shelf.look("project-instructions");
        shelf.person.page.keyboard().type("Suggest trains.");
        shelf.press("Tab", "Tab", "Enter");
        assertThat(shelf.dialog()).hasCount(0);
        Await.until(
                "the instructions",
                () -> "Suggest trains.".equals(shelf.projects().get(0).getString("instructions", "")));

        shelf.person.conversation("Chat").locator("a").focus();
        shelf.press("Tab");
        shelf.itemByKeyboard(4);
        assertThat(shelf.dialog().locator("input:focus")).hasValue("");
        shelf.press("ArrowDown", "Enter");
        assertThat(shelf.rows("Journeys")).hasText(new String[] {"Chat"});

        byKeyboard(6);
        assertThat(shelf.dialog()).containsText("Its 1 chat stays, in no project.");
        shelf.look("project-delete");
        shelf.press("Tab", "Enter");
        assertThat(shelf.at("section.project")).hasCount(0);
        assertThat(shelf.rows("Today")).hasText(new String[] {"Chat"});
        assertThat(shelf.stored(chat).isNull("project_id")).isTrue();
        assertThat(shelf.projects()).isEmpty();
        shelf.nothingWasFound();
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeStoredIsSaidInTheDialogThatKeepsWhatWasTyped(Screen screen) {
        shelf = new Shelf(chromium, screen);
        String garden = shelf.project("Garden");
        String chat = shelf.conversation("Chat");
        shelf.open();
        shelf.tool("New project…");
        shelf.at("#project-name").fill("GARDEN");
        shelf.dialog().getByText("Teal").click();
        shelf.button("Create").click();
        assertThat(problem()).hasText("You have a project of this name. Choose another name.");
        assertThat(shelf.at("#project-name")).hasValue("GARDEN");
        assertThat(shelf.at("#project-name")).isFocused();
        assertThat(shelf.dialog().getByLabel("Teal")).isChecked();
        shelf.look("project-taken");
        shelf.at("#project-name").fill("Kitchen");
        shelf.press("Enter");
        assertThat(fold("Kitchen").locator(".dot")).hasAttribute("data-color", "teal");
        assertThat(shelf.dialog()).hasCount(0);

        menu("Kitchen");
        shelf.item("Rename…");
        shelf.at("#project-name").fill("garden");
        shelf.press("Enter");
        assertThat(problem()).hasText("You have a project of this name. Choose another name.");
        shelf.at("#project-name").fill("");
        shelf.press("Enter");
        assertThat(shelf.at("#project-name")).isFocused();
        shelf.at("#project-name").fill("  ");
        shelf.press("Enter");
        assertThat(problem()).containsText("Couldn't change the project. It is as it was.");
        shelf.press("Escape");
        assertThat(shelf.dialog()).hasCount(0);

        shelf.person.page.route("**/api/projects/*", route -> route.abort());
        menu("Kitchen");
        shelf.item("Instructions…");
        shelf.at("#project-instructions").fill("Suggest soups.");
        shelf.button("Save").click();
        assertThat(problem()).containsText("Couldn't change the project. It is as it was.");
        assertThat(shelf.at("#project-instructions")).hasValue("Suggest soups.");
        shelf.person.page.unrouteAll();
        shelf.button("Save").click();
        assertThat(shelf.dialog()).hasCount(0);
        assertThat(shelf.projects())
                .extracting(one -> one.getString("instructions", "none"))
                .containsExactlyInAnyOrder("none", "Suggest soups.");

        shelf.person.choose("Chat", "Move to project…");
        shelf.dialog().locator("label", text("New project")).click();
        shelf.at("#project-name").fill("Garden");
        shelf.press("Enter");
        assertThat(problem()).hasText("You have a project of this name. Choose another name.");
        shelf.dialog().locator("label", text("Garden")).click();
        shelf.button("Move").click();
        assertThat(shelf.rows("Garden")).hasText(new String[] {"Chat"});
        assertThat(shelf.stored(chat).getString("project_id")).isEqualTo(garden);

        shelf.person.page.route("**/api/conversations/*", route -> route.abort());
        shelf.person.choose("Chat", "Tags…");
        shelf.at("#new-tag").fill("herbs");
        shelf.button("Save").click();
        assertThat(problem()).containsText("Couldn't change the tags. They are as they were.");
        shelf.person.page.unrouteAll();
        shelf.button("Save").click();
        assertThat(shelf.dialog()).hasCount(0);
        assertThat(shelf.stored(chat).getJsonArray("tags").getString(0)).isEqualTo("herbs");
        shelf.nothingWasFound();
    }

    @Test
    void aProjectLoadsItsOldChatsWhenItUnfoldsAndTakesWhatIsDraggedOntoIt() {
        shelf = new Shelf(chromium, Screen.DESKTOP);
        String old = shelf.project("Old");
        String fresh = shelf.project("Fresh");
        String first = shelf.conversation("First", Shelf.object().add("project_id", old));
        for (int i = 1; i <= 31; i++) {
            shelf.conversation("Chat " + i);
        }
        shelf.open();
        fold("Old").click();
        assertThat(shelf.rows("Old")).hasText(new String[] {"First"});
        fold("Fresh").click();
        assertThat(shelf.at("section[aria-label=Fresh]")).containsText("No chats in this project yet.");

        shelf.person.conversation("First").locator("a").dragTo(fold("Fresh"));
        assertThat(shelf.rows("Fresh")).hasText(new String[] {"First"});
        assertThat(shelf.stored(first).getString("project_id")).isEqualTo(fresh);
        shelf.person
                .conversation("First")
                .locator("a")
                .dragTo(shelf.rows("Today").first());
        assertThat(shelf.rows("Fresh")).hasCount(0);
        Await.until("it is in none", () -> shelf.stored(first).isNull("project_id"));

        shelf.person.page.route(Pattern.compile(".*/api/conversations/[0-9a-f]+"), route -> route.abort());
        shelf.person.conversation("Chat 31").locator("a").dragTo(fold("Old"));
        assertThat(shelf.at("#notices [role=alert]"))
                .containsText("Couldn't move it to the project. It is where it was.");
    }

    @ParameterizedTest
    @EnumSource
    void aProjectIsAFilterBesideTheTags(Screen screen) {
        shelf = new Shelf(chromium, screen);
        String home = shelf.project("Home");
        shelf.conversation(
                "Both",
                Shelf.object()
                        .add("project_id", home)
                        .add("tags", Json.createArrayBuilder().add("x")));
        shelf.conversation("Inside", Shelf.object().add("project_id", home));
        shelf.conversation(
                "Outside", Shelf.object().add("tags", Json.createArrayBuilder().add("x")));
        shelf.open();
        Locator chips = shelf.at("#filters .chip");
        assertThat(chips).hasText(new String[] {"Home", "x"});
        chips.first().click();
        assertThat(shelf.person.conversations()).hasText(new String[] {"Inside", "Both"});
        assertThat(chips.first()).hasAttribute("aria-pressed", "true");
        shelf.look("project-filter");
        chips.last().click();
        assertThat(shelf.person.conversations()).hasText(new String[] {"Both"});
        shelf.button("Clear the filter").click();
        assertThat(shelf.rows("Today")).hasText(new String[] {"Outside"});

        menu("Home");
        shelf.item("Show only this project");
        assertThat(shelf.person.conversations()).hasText(new String[] {"Inside", "Both"});
        shelf.at("#search").click();
        shelf.at("dialog.search input").fill("project:Home tag:x");
        assertThat(shelf.at(".found .filed")).hasText("Homex");
        shelf.look("search-filed");
        shelf.at("dialog.search input").fill("");
        assertThat(shelf.at(".tips")).containsText("is:pinned");
        assertThat(shelf.at(".tips")).containsText("project:garden");
        shelf.nothingWasFound();
    }

    /** Opens the menu of a project. */
    private void menu(String project) {
        shelf.person.openList();
        shelf.button("More actions for " + project).click();
    }

    /** Chooses the entry at this place, counted from 1, from the menu of the only project. */
    private void byKeyboard(int entry) {
        assertThat(shelf.dialog()).hasCount(0);
        shelf.at(".fold").focus();
        shelf.press("Tab");
        shelf.itemByKeyboard(entry);
    }

    private Locator problem() {
        return shelf.dialog().locator("[role=alert]");
    }

    private Locator fold(String project) {
        return shelf.at("section[aria-label='" + project + "'] .fold");
    }

    private static Locator.LocatorOptions text(String words) {
        return new Locator.LocatorOptions().setHasText(words);
    }
}
