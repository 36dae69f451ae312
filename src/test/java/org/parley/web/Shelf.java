package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** One person's list of conversations on the shared node, with a program that has the same session. */
final class Shelf {
    final Person person;
    final Client program;

    private final Axe axe = new Axe();
    private final Screen screen;

    Shelf(Chromium chromium, Screen screen) {
        this(chromium, screen, screen.options());
    }

    /** The same with other options of the browser, such as its time zone. */
    Shelf(Chromium chromium, Screen screen, Browser.NewContextOptions options) {
        this.screen = screen;
        this.person = chromium.person(Node.shared().url().toString(), options);
        this.program = person.enter();
    }

    /** Opens the chat page and its list. */
    void open() {
        person.page.navigate("/chat.xhtml");
        assertThat(person.welcome()).isVisible();
        person.openList();
    }

    /** Makes a conversation of one message. @return its id */
    String conversation(String title) {
        return conversation(title, object());
    }

    /** The same with more fields, such as tags. */
    String conversation(String title, JsonObjectBuilder more) {
        JsonObject message = object().add("role", "user").add("content", title).build();
        JsonObject body = more.add("title", title)
                .add("messages", Json.createArrayBuilder().add(message))
                .build();
        return program.post("/api/conversations", body).json().getString("id");
    }

    /** Makes a project. @return its id */
    String project(String name) {
        return program.post("/api/projects", object().add("name", name).build())
                .json()
                .getString("id");
    }

    /** The projects, as the server has them. */
    List<JsonObject> projects() {
        return program.get("/api/projects").array().getValuesAs(JsonObject.class);
    }

    /** The conversation, as the server has it. */
    JsonObject stored(String id) {
        return program.get("/api/conversations/" + id + "?view=summary").json();
    }

    Locator at(String selector) {
        return person.page.locator(selector);
    }

    /** The names of the conversations in a group of the list. */
    Locator rows(String group) {
        return at("nav section[aria-label='" + group + "'] .conversation .name");
    }

    Locator dialog() {
        return at("dialog").last();
    }

    Locator button(String name) {
        return person.page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Chooses something from the open menu. */
    void item(String name) {
        person.page
                .getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    /** Chooses something from the menu above the list. */
    void tool(String name) {
        person.openList();
        at("#list-menu").click();
        item(name);
    }

    /** Opens the menu of the focused button by the keyboard, and chooses the entry at this place, counted from 1. */
    void itemByKeyboard(int entry) {
        press("Enter");
        assertThat(at("[role=menuitem]").first()).isFocused();
        for (int i = 1; i < entry; i++) {
            press("ArrowDown");
        }
        press("Enter");
    }

    void press(String... keys) {
        for (String key : keys) {
            person.page.keyboard().press(key);
        }
    }

    /** Takes a picture, and looks at the page with axe. */
    void look(String state) {
        person.settle();
        person.picture("shelf-" + state + "-" + screen);
        axe.look(person.page, state);
    }

    void nothingWasFound() {
        assertThat(axe.found()).isEmpty();
        assertThat(person.complaints()).isEmpty();
    }

    static JsonObjectBuilder object() {
        return Json.createObjectBuilder();
    }
}
