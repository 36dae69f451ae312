package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;
import org.parley.testing.Stage;

/**
 * A short walk through every kind of page, for the server on which the page tests do not all run: forms, redirects, streaming,
 * scripts, error pages and the page without scripts.
 */
@Tag("walk")
class WalkIT {
    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private final Stage stage = Stage.shared();
    private final ScriptedModel model = stage.model();
    private final CountDownLatch end = new CountDownLatch(1);

    @BeforeEach
    void reset() {
        model.reset();
    }

    @AfterEach
    void letGo() {
        end.countDown();
        model.reset();
    }

    @Test
    void fromTheRegistrationToTheLogout() {
        Person person = chromium.person(stage.node().url().toString(), Screen.DESKTOP.options());
        person.register();

        model.next(Script.tokens("It begins **here**").await(end).then(" and ends there."));
        person.write("Go on");
        Locator writing = person.page.locator(".message.assistant.writing");
        assertThat(writing).containsText("It begins here");
        person.page.reload();
        assertThat(writing).containsText("It begins here");
        end.countDown();
        assertThat(person.answers()).hasText(Pattern.compile("It begins here and ends there\\."));
        person.say("And further");
        person.page.reload();
        assertThat(person.messages()).hasCount(4);

        person.choose("Go on", "Rename");
        person.page.getByLabel("New title").fill("A better title");
        person.page.keyboard().press("Enter");
        assertThat(person.page.locator("#title")).hasText("A better title");
        String conversation = person.page.url();

        person.page.navigate("/settings.xhtml");
        person.page.locator("#system-prompt").fill("Answer briefly");
        person.page.locator("#language").selectOption("es");
        person.page.locator("#save").click();
        assertThat(person.page.locator("[role=status].good")).hasText("Guardado. Vale desde la próxima respuesta.");
        assertThat(person.page.locator("#system-prompt")).hasValue("Answer briefly");
        person.page.locator("#language").selectOption("en");
        person.page.locator("#save").click();
        assertThat(person.page.locator("h1")).hasText("Settings");
        person.page.navigate("/account.xhtml");
        assertThat(person.page.locator("#session-list .badge")).hasText("This device");
        person.page.navigate("/api.xhtml");
        assertThat(person.page.locator(".opblock").first()).isVisible();

        person.page.navigate("/nowhere");
        assertThat(person.page.locator("h1")).hasText("Nothing here");
        person.page.navigate("/settings.xhtml");
        person.page.locator("#log-out").click();
        assertThat(person.page).hasURL(Pattern.compile(".*/login\\.xhtml"));

        person.page.navigate(conversation);
        person.page.locator("#username").fill(person.username);
        person.page.locator("#password").fill("not the password");
        person.page.locator("#submit").click();
        assertThat(person.page.getByRole(AriaRole.ALERT)).hasText("Invalid username or password.");
        person.logIn();
        assertThat(person.page).hasURL(conversation);
        assertThat(person.page.locator("#title")).hasText("A better title");
        assertThat(person.messages()).hasCount(4);
        assertThat(person.hosts()).containsOnly("localhost");
        assertThat(person.cookies()).contains("session_id").doesNotContain("JSESSIONID", "csfcfc");
    }

    @Test
    void withoutScripts() {
        Person person = chromium.person(
                stage.node().url().toString(), Screen.DESKTOP.options().setJavaScriptEnabled(false));
        person.signUpWithoutScripts();
        person.page.locator("#text").fill("Is this read?");
        person.page.locator("#send").click();
        assertThat(person.page.locator(".turn")).hasCount(2);
        assertThat(person.page.locator(".turn").last()).containsText("Scripted answer.");

        person.page.navigate("/settings.xhtml");
        person.page.locator("#system-prompt").fill("Written before");
        person.logInElsewhere();
        person.page.locator("#save").click();
        assertThat(person.page.locator("h1")).hasText("This page is too old");
    }
}
