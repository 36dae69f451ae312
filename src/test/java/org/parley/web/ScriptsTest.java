package org.parley.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for all our scripts; the browser tests cover their behaviour. */
class ScriptsTest {
    private static final Path SCRIPTS = Path.of("src/main/webapp/resources/js");
    private static final Path EVENTS = SCRIPTS.resolve("chat/events.js");
    private static final Path CHAT = SCRIPTS.resolve("pages/chat.js");
    private static final Path THREAD = SCRIPTS.resolve("chat/conversation/thread.js");

    private static final List<String> ADMIN =
            List.of("pages/admin.js", "pages/admin-audit.js", "pages/admin-system.js");

    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_LINES = 250;

    /** A static import; those with {@code import(…)} are loaded later. */
    private static final Pattern IMPORT = Pattern.compile("(?m)^(?:import|\\} from|export .* from)\\b.*'(\\.[^']+)';$");

    private static final Pattern LATER = Pattern.compile("import\\('(\\.[^']+)'\\)");

    private static final Pattern WORD = Pattern.compile("'(js\\.[^']+)'");

    private static final Pattern EVENT = Pattern.compile("export const ([A-Z_]+) = '(parley:[a-z-]+)';");

    /** Qualified, so that the browser's own {@code document} and elements do not match. */
    private static final Pattern PAGE =
            Pattern.compile("\\b(?:document|window|HTMLElement|element|querySelector|byId|body)\\b");

    @Test
    void theScriptsOfTheChatPageStaySmall() {
        Set<Path> loaded = loadedBy(CHAT);
        loaded.add(SCRIPTS.resolve("theme.js"));
        int bytes = loaded.stream().mapToInt(ScriptsTest::zippedBytes).sum();
        System.out.println("Scripts of the chat page: " + loaded.size() + " files, " + bytes + " bytes");

        assertThat(loaded).hasSizeGreaterThan(40);
        assertThat(bytes).isBetween(20 * 1024, MOST_BYTES);
    }

    @Test
    void theChatPageDoesNotLoadWhatOtherPagesOrLaterMomentsNeed() {
        assertThat(loadedBy(CHAT).stream().map(SCRIPTS::relativize).map(Path::toString))
                .contains("stores/conversations.js")
                .doesNotContain(
                        "stores/exporting.js",
                        "stores/importing.js",
                        "render/highlight.js",
                        "render/math.js",
                        "ui/menu.js",
                        "ui/dialog-window.js",
                        "render/mathml.js",
                        "render/alphabets.js",
                        "pages/settings.js",
                        "pages/account.js",
                        "pages/admin.js",
                        "pages/admin-audit.js",
                        "pages/admin-system.js",
                        "pages/api.js",
                        "chat/gone-chat.js",
                        "chat/list/removals.js");
    }

    /** The words of later parts are not in the chat page, so it must load them before a part that shows them. */
    @Test
    void whatShowsLaterWordsIsLoadedAfterThem() {
        Set<Path> first = loadedBy(CHAT);
        first.addAll(loadedBy(SCRIPTS.resolve("chat/first-uses.js")));
        Set<Path> checked = new TreeSet<>();
        for (Path script : first) {
            assertThat(laterWords(Set.of(script))).as(script.toString()).isEmpty();
            MatchResult[] imports = LATER.matcher(text(script)).results().toArray(MatchResult[]::new);
            for (MatchResult found : imports) {
                Path part = script.resolveSibling(found.group(1)).normalize();
                Set<Path> loaded = loadedBy(part);
                loaded.removeAll(first);
                if (!laterWords(loaded).isEmpty()) {
                    assertThat(text(script)).as(script + " loads " + part).contains("(() => " + found.group() + ")");
                    checked.add(part);
                }
            }
        }

        assertThat(checked.stream().map(SCRIPTS::relativize).map(Path::toString))
                .contains("chat/search/search-dialog.js", "chat/list/tags-dialog.js", "chat/list/removals.js");
    }

    /** The chat page does not have the words of the account page and the pages for administrators, nor a script that loads them. */
    @Test
    void onlyThePagesThatHaveTheirOwnWordsShowThem() {
        showsAlone("'js.account.", List.of("pages/account.js"));
        showsAlone("'js.admin.", ADMIN);
    }

    private static void showsAlone(String words, List<String> pages) {
        Set<Path> loaded = pages.stream()
                .flatMap(page -> loadedBy(SCRIPTS.resolve(page)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<Path> showing = scripts().stream()
                .filter(script -> text(script).contains(words))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(showing).hasSizeGreaterThan(3);
        assertThat(loaded).containsAll(showing);
        assertThat(loadedBy(CHAT)).doesNotContainAnyElementsOf(showing);
    }

    private static Set<String> laterWords(Set<Path> scripts) {
        return scripts.stream()
                .flatMap(script -> WORD.matcher(text(script)).results())
                .map(found -> found.group(1))
                .filter(Wording::isLater)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyScriptIsLoadedByAPage() {
        Set<Path> loaded = new TreeSet<>();
        List.of(
                        "pages/chat.js",
                        "pages/settings.js",
                        "pages/account.js",
                        "pages/admin.js",
                        "pages/admin-audit.js",
                        "pages/admin-system.js",
                        "pages/api.js",
                        "pages/register.js",
                        "last-place.js",
                        "theme.js")
                .forEach(page -> loaded.addAll(loadedBy(SCRIPTS.resolve(page))));
        for (Set<Path> before = Set.of(); !before.equals(loaded); ) {
            before = Set.copyOf(loaded);
            for (Path script : before) {
                LATER.matcher(text(script))
                        .results()
                        .map(found -> script.resolveSibling(found.group(1)).normalize())
                        .forEach(later -> loaded.addAll(loadedBy(later)));
            }
        }

        assertThat(scripts()).containsExactlyInAnyOrderElementsOf(loaded);
    }

    @Test
    void noScriptIsLongerThanOneCanOversee() {
        assertThat(scripts())
                .allSatisfy(script -> assertThat(text(script).lines().count())
                        .as(script.toString())
                        .isLessThanOrEqualTo(MOST_LINES));
    }

    @Test
    void everyEventStandsInTheListAndIsAnnouncedAndHeard() {
        List<MatchResult> events = EVENT.matcher(text(EVENTS)).results().toList();
        List<Path> others =
                scripts().stream().filter(script -> !script.equals(EVENTS)).toList();
        String all = others.stream().map(ScriptsTest::text).collect(Collectors.joining());

        assertThat(events).hasSizeGreaterThan(10);
        assertThat(others).allSatisfy(script -> assertThat(text(script)).doesNotContain("'parley:"));
        for (MatchResult event : events) {
            assertThat(all).containsPattern("announce\\((?:events\\.)?" + event.group(1) + "\\b");
            assertThat(all.replaceAll("announce\\((?:events\\.)?[A-Z_]+", ""))
                    .containsPattern("(?:events\\.|\\[|, |\\()" + event.group(1) + "\\b(?=[,\\])])");
        }
    }

    @Test
    void anEventIsNamedLikeItsConstant() {
        assertThat(EVENT.matcher(text(EVENTS)).results())
                .allSatisfy(event -> assertThat(event.group(2))
                        .isEqualTo("parley:" + event.group(1).toLowerCase().replace('_', '-')));
    }

    @Test
    void theThreadKeepsNoElementOfThePage() {
        assertThat(loadedBy(THREAD)).noneMatch(script -> script.endsWith("dom.js"));
        for (String name : List.of("thread.js", "message.js", "answer.js")) {
            assertThat(code(THREAD.resolveSibling(name))).as(name).doesNotContainPattern(PAGE);
        }
    }

    /** A script and everything it imports, directly or not. */
    private static Set<Path> loadedBy(Path script) {
        Set<Path> loaded = new TreeSet<>();
        load(script.normalize(), loaded);
        return loaded;
    }

    private static void load(Path script, Set<Path> loaded) {
        if (loaded.add(script)) {
            IMPORT.matcher(text(script))
                    .results()
                    .map(found -> script.resolveSibling(found.group(1)).normalize())
                    .forEach(imported -> load(imported, loaded));
        }
    }

    private static List<Path> scripts() {
        try (Stream<Path> files = Files.walk(SCRIPTS)) {
            return files.filter(file -> file.toString().endsWith(".js")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int zippedBytes(Path script) {
        return AssetFile.of(script.toString(), text(script).getBytes(StandardCharsets.UTF_8))
                .zipped()
                .length;
    }

    /** A script without its comments. */
    private static String code(Path script) {
        return text(script).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//.*", "");
    }

    private static String text(Path script) {
        try {
            return Files.readString(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
