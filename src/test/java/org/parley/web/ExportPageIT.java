package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.testing.Await;
import org.parley.testing.Client;
import org.parley.testing.Stage;

/** A chat is saved as a file from the chat page, and what comes with messages is shown folded. */
@Tag("browser")
class ExportPageIT {
    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private final Axe axe = new Axe();
    private Person person;
    private Client program;

    @ParameterizedTest
    @EnumSource
    void aChatIsSavedUnderItsName(Screen screen) throws IOException {
        enter(screen, "{\"title\": \"Bread: how?\", \"messages\": [{\"role\": \"user\", \"content\": \"How long?\"}]}");
        person.page.navigate("/chat.xhtml");
        person.choose("Bread: how?", "Export…");
        assertThat(at("dialog [value=markdown]")).isChecked();
        look("export-dialog", screen);
        at("dialog [value=html]").check();
        Download file =
                person.page.waitForDownload(() -> at("dialog button[value=yes]").click());

        assertThat(file.suggestedFilename()).isEqualTo("Bread how.html");
        assertThat(Files.readString(file.path())).startsWith("<!DOCTYPE html>").contains("How long?");
        assertThat(at("dialog")).hasCount(0);
        assertThat(axe.found()).isEmpty();
    }

    @Test
    void whatFailsIsSaidAndTheDialogStays() {
        String id = enter(Screen.DESKTOP, "{\"title\": \"Kept\"}");
        person.page.navigate("/chat.xhtml?c=" + id);
        person.useSingleKeys();
        at("#scroller").focus();
        Await.until(
                "the dialog is open",
                () -> { // its script comes after the first view
                    person.page.keyboard().press("e");
                    return at("dialog").count() > 0;
                });
        at("dialog [value=pdf]").check();
        person.page.route("**/export?*", route -> route.fulfill(new Route.FulfillOptions().setStatus(406)));
        at("dialog button[value=yes]").click();
        assertThat(at("dialog [role=alert]")).containsText("can't make PDFs");
        person.page.unroute("**/export?*");
        person.page.route("**/export?*", Route::abort);
        at("dialog button[value=yes]").click();
        assertThat(at("dialog [role=alert]")).containsText("Couldn't export.");
        person.page.unroute("**/export?*");
        at("dialog [value=json]").check();

        Download file =
                person.page.waitForDownload(() -> at("dialog button[value=yes]").click());
        assertThat(file.suggestedFilename()).isEqualTo("Kept.json");
    }

    @ParameterizedTest
    @EnumSource
    void toolsAndFilesOfAMessageAreShownFolded(Screen screen) {
        String id = enter(screen, """
                {"title": "Tools", "messages": [
                  {"role": "user", "content": "What is in it?",
                   "attachments": [{"name": "plan.pdf", "media_type": "application/pdf", "size": 51200, "text": "Ground floor"},
                                   {"name": "photo.png"}]},
                  {"role": "assistant", "content": "A kitchen.",
                   "tool_calls": [{"name": "search", "arguments": {"q": "<b>kitchen</b>"}, "result": "One found"}]}]}""");
        person.page.navigate("/chat.xhtml?c=" + id);
        Locator file = person.messages().first().locator("details");
        Locator tool = person.messages().nth(1).locator("details");

        assertThat(file.locator("summary")).hasText("File: plan.pdf (application/pdf, 51.2 kB)");
        assertThat(person.messages().first()).containsText("File: photo.png");
        assertThat(file.locator(".inside")).isHidden();
        file.locator("summary").click();
        assertThat(file.locator(".inside")).hasText("Ground floor");
        assertThat(tool.locator("summary")).hasText("Tool: search");
        tool.locator("summary").click();
        assertThat(tool.locator(".inside")).containsText("\"q\": \"<b>kitchen</b>\"");
        assertThat(tool.locator(".inside")).containsText("One found");
        look("enclosures", screen);
        assertThat(axe.found()).isEmpty();
    }

    @Test
    void withoutScriptsTheirNamesAreShown() {
        person = chromium.person(
                Stage.shared().node().url().toString(), Screen.PHONE.options().setJavaScriptEnabled(false));
        program = person.enter();
        String id = conversation("""
                {"title": "Tools", "messages": [{"role": "user", "content": "Look", "attachments": [{"name": "a.png"}],
                 "tool_calls": [{"name": "search"}]}]}""");
        person.page.navigate("/basic.xhtml?c=" + id);

        assertThat(at(".turn")).containsText("Tool: search");
        assertThat(at(".turn")).containsText("File: a.png");
    }

    private String enter(Screen screen, String conversation) {
        person = chromium.person(Stage.shared().node().url().toString(), screen.options());
        program = person.enter();
        return conversation(conversation);
    }

    private String conversation(String json) {
        return program.post("/api/conversations", json).json().getString("id");
    }

    private Locator at(String selector) {
        return person.page.locator(selector);
    }

    private void look(String state, Screen screen) {
        person.settle();
        person.picture(state + "-" + screen);
        axe.look(person.page, state);
    }
}
