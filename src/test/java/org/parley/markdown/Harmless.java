package org.parley.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import nu.validator.htmlparser.common.XmlViolationPolicy;
import nu.validator.htmlparser.dom.HtmlDocumentBuilder;
import org.w3c.dom.Attr;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Parses HTML as a browser does and fails on any element, attribute or value that a message must not contain. */
final class Harmless {
    private static final String HTML = "http://www.w3.org/1999/xhtml";

    private static final Map<String, Set<String>> ATTRIBUTES = Map.ofEntries(
            Map.entry("p", Set.of("dir", "class")),
            Map.entry("h1", Set.of("dir")),
            Map.entry("h2", Set.of("dir")),
            Map.entry("h3", Set.of("dir")),
            Map.entry("h4", Set.of("dir")),
            Map.entry("h5", Set.of("dir")),
            Map.entry("h6", Set.of("dir")),
            Map.entry("ul", Set.of("dir")),
            Map.entry("ol", Set.of("dir", "start", "class")),
            Map.entry("li", Set.of("class")),
            Map.entry("blockquote", Set.of("dir")),
            Map.entry("pre", Set.of()),
            Map.entry("code", Set.of("class")),
            Map.entry("hr", Set.of()),
            Map.entry("br", Set.of()),
            Map.entry("em", Set.of()),
            Map.entry("strong", Set.of()),
            Map.entry("del", Set.of()),
            Map.entry("sup", Set.of()),
            Map.entry("a", Set.of("href", "title", "rel", "target")),
            Map.entry("label", Set.of()),
            Map.entry("input", Set.of("type", "disabled", "checked")),
            Map.entry("div", Set.of("class")),
            Map.entry("table", Set.of("dir")),
            Map.entry("thead", Set.of()),
            Map.entry("tbody", Set.of()),
            Map.entry("tr", Set.of()),
            Map.entry("th", Set.of("align", "dir")),
            Map.entry("td", Set.of("align", "dir")));

    private static final Map<String, Pattern> VALUES = Map.of(
            "href", Pattern.compile("(?i)(https?://[^/\\s]|mailto:)[^\\s\"<>\\\\]*"),
            "rel", Pattern.compile("noopener noreferrer nofollow"),
            "target", Pattern.compile("_blank"),
            "type", Pattern.compile("checkbox"),
            "dir", Pattern.compile("auto|ltr|rtl"),
            "class", Pattern.compile("task|table|footnotes|plain|math (inline|display)|language-[\\w+#.-]+"),
            "align", Pattern.compile("left|center|right"),
            "start", Pattern.compile("\\d+"));

    private Harmless() {}

    static void check(String markdown, String html) {
        HtmlDocumentBuilder parser = new HtmlDocumentBuilder(XmlViolationPolicy.ALLOW);
        try {
            check(markdown, parser.parseFragment(new InputSource(new StringReader(html)), "div"));
        } catch (IOException | SAXException e) {
            fail("Unreadable: " + html, e);
        }
    }

    private static void check(String markdown, Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeType() == Node.ELEMENT_NODE) {
                checkElement(markdown, node);
                check(markdown, node);
            } else {
                assertThat(node.getNodeType()).as(markdown).isEqualTo(Node.TEXT_NODE);
            }
        }
    }

    private static void checkElement(String markdown, Node element) {
        assertThat(element.getNamespaceURI()).as(markdown).isEqualTo(HTML);
        assertThat(ATTRIBUTES.keySet()).as(markdown).contains(element.getLocalName());
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            assertThat(ATTRIBUTES.get(element.getLocalName())).as(markdown).contains(attribute.getName());
            Pattern value = VALUES.get(attribute.getName());
            if (value != null) {
                assertThat(attribute.getValue()).as(markdown).matches(value);
            }
        }
    }
}
