package org.parley.web;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs axe-core on a page: WCAG 2.2 AA and best practices in the light theme, contrasts in the dark one. */
final class Axe {
    private static final String SOURCE = source();
    private static final String FOUND = """
            async (rules) => {
              const drawn = () => new Promise(requestAnimationFrame);
              for (let i = 0; i < 3; i++) await drawn(); // colours begin to change when the page is drawn
              await Promise.all(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished.catch(() => {})));
              const { violations, passes } = await axe.run(document, { runOnly: rules, resultTypes: ['violations'] });
              const found = violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
              return passes.length > 0 ? found : ['axe looked at nothing'];
            }""";

    private static final List<String> ALL =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    /** The rules that depend on the colour scheme. */
    private static final List<String> CONTRASTS = List.of("color-contrast");

    private final List<String> found = new ArrayList<>();

    /** Checks the whole page in its present state, and records the violations under a name for that state. */
    void look(Page page, String state) {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            if (!Boolean.TRUE.equals(page.evaluate("() => 'axe' in window"))) {
                page.evaluate(SOURCE);
            }
            for (Object one : (List<?>) page.evaluate(FOUND, scheme == ColorScheme.LIGHT ? ALL : CONTRASTS)) {
                found.add(state + ", " + scheme + ": " + one);
            }
        }
    }

    /** All violations so far. */
    List<String> found() {
        return found;
    }

    private static String source() {
        try (InputStream in = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
