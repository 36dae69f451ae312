package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All tags of a person are renamed, joined, coloured and deleted. */
@Tag("browser")
class TagsPageIT {
    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private Shelf shelf;

    @ParameterizedTest
    @EnumSource
    void tagsAreRenamedJoinedColouredAndDeleted(Screen screen) {
        shelf = new Shelf(chromium, screen);
        tagged("One", "home", "trip");
        tagged("Two", "trip");
        shelf.open();
        shelf.tool("Manage tags…");
        assertThat(tags()).hasText(new Pattern[] {Pattern.compile("home1 chat"), Pattern.compile("trip2 chats")});
        shelf.look("all-tags");

        menu("trip", "Rename…");
        shelf.at("#tag-name").fill("journey/2026");
        shelf.look("tag-rename");
        shelf.press("Enter");
        assertThat(shelf.dialog().locator("[role=status]")).hasText("Renamed “trip” to “journey/2026”.");
        assertThat(tags().last()).containsText("journey/2026");
        assertThat(tags().last().locator("button")).isFocused();

        menu("home", "Colour…");
        shelf.dialog().getByText("Teal").click();
        shelf.button("Save").click();
        assertThat(shelf.dialog().locator("[role=status]")).hasText("Changed the colour of “home”.");
        assertThat(tags().first().locator(".dot")).hasAttribute("data-color", "teal");

        menu("journey/2026", "Rename…");
        shelf.at("#tag-name").fill("HOME");
        shelf.press("Enter");
        assertThat(shelf.dialog()).containsText("“home” is on 1 chat already.");
        shelf.look("tag-merge");
        shelf.button("Merge").click();
        assertThat(tags()).hasText(new Pattern[] {Pattern.compile("home2 chats")});

        shelf.press("Escape");
        assertThat(shelf.at("dialog")).hasCount(0);
        assertThat(shelf.at("#filters .chip")).hasText(new String[] {"home"});
        shelf.tool("Manage tags…");
        menu("home", "Delete tag");
        assertThat(shelf.dialog()).containsText("“home” will be taken from 2 chats. The chats stay.");
        shelf.button("Delete tag").last().click();
        assertThat(tags()).hasCount(0);
        shelf.press("Escape");
        assertThat(shelf.at("#filters")).isHidden();
        assertThat(shelf.program.get("/api/tags").array().getValuesAs(JsonObject.class))
                .isEmpty();
        shelf.nothingWasFound();
    }

    @Test
    void whatFailsIsToldAndTheButtonThatClearsTheFilterLeavesNoGap() {
        shelf = new Shelf(chromium, Screen.DESKTOP);
        tagged("One", "a first tag", "a second tag", "a third tag", "a fourth tag");
        shelf.open();
        shelf.tool("Manage tags…");
        assertThat(tags()).hasCount(4);
        shelf.person.page.route(Pattern.compile(".*/api/tags/.*"), route -> route.abort());
        menu("a first tag", "Rename…");
        shelf.at("#tag-name").fill("other");
        shelf.press("Enter");
        assertThat(shelf.dialog().locator("[role=alert]")).containsText("Couldn't change the tag.");
        shelf.look("tag-not-renamed");
        shelf.person.page.unrouteAll();
        assertThat(shelf.at("#tag-name")).isFocused();
        shelf.press("Enter");
        assertThat(shelf.dialog().locator("[role=status]")).hasText("Renamed “a first tag” to “other”.");
        menu("other", "Rename…");
        shelf.at("#tag-name").fill("A second tag");
        shelf.press("Enter");
        assertThat(shelf.dialog()).containsText("“a second tag” is on 1 chat already.");
        shelf.press("Escape");
        assertThat(shelf.at("#tag-name")).hasValue("A second tag");
        shelf.at("#tag-name").fill(" ");
        shelf.press("Enter");
        assertThat(shelf.dialog().locator("[role=alert]")).containsText("must have 1 to 64 characters");
        shelf.press("Escape", "Escape");
        assertThat(shelf.at("dialog")).hasCount(0);

        shelf.at("#filters .chip").last().click();
        assertThat(shelf.button("Clear the filter")).isVisible();
        shelf.person.settle();
        BoundingBox clear = shelf.button("Clear the filter").boundingBox();
        assertThat(clear.x).isEqualTo(shelf.at("#filters").boundingBox().x);
    }

    private void tagged(String title, String... tags) {
        shelf.conversation(title, Shelf.object().add("tags", Json.createArrayBuilder(List.of(tags))));
    }

    private void menu(String tag, String entry) {
        shelf.dialog().locator("[data-tag='" + tag + "'] button").click();
        shelf.item(entry);
    }

    private Locator tags() {
        return shelf.at(".all-tags > li");
    }
}
