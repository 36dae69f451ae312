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

/** What axe-core finds in what a page shows: WCAG 2.2 AA and good practice, in the light and in the dark. */
final class Axe {
    private static final String SOURCE = source();
    private static final String FOUND = """
            async () => {
              await Promise.all(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished.catch(() => {})));
              const { violations, passes } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
              const found = violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
              return passes.length > 0 ? found : ['axe looked at nothing'];
            }""";

    private final List<String> found = new ArrayList<>();

    /** Looks at the whole page as it is now, and notes what is wrong with it under a name for its state. */
    void look(Page page, String state) {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.waitForTimeout(200); // until colours begin to change; FOUND waits until they have
            if (!Boolean.TRUE.equals(page.evaluate("() => 'axe' in window"))) {
                page.evaluate(SOURCE);
            }
            for (Object one : (List<?>) page.evaluate(FOUND)) {
                found.add(state + ", " + scheme + ": " + one);
            }
        }
    }

    /** Everything that was wrong so far. */
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
